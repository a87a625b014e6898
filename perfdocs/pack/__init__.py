"""Form packs: manifest, roles of fields, and the language of expressions and tags."""
