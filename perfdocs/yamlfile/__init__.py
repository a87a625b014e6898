"""YAML files: read with the place of everything, slips mended, values edited in place."""
