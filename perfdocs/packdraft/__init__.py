"""A form pack begun from a Word form: its fields, tables and levels recognised, and tags put into the very file."""
