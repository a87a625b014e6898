"""JSON Schemas with exact numbers: fields, defaults, and documents validated in Chinese."""
