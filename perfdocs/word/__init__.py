"""Word files: opened safely, read as rows of cells, and written."""
