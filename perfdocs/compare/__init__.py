"""Two years of a department side by side."""
