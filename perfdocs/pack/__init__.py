"""Form packs: manifest, roles, and the language of their expressions and tags."""
