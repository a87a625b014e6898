"""Word documents that come in: read as rows of the forms of a pack."""
