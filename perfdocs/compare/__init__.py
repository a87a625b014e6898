"""Two years of a department side by side: changes, redlines, and the formats of a comparison."""
