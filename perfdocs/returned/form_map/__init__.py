"""Which row and cell of a Word document is which of a form."""
