"""Notes to send back: what a reviewer found in a year's forms, at its place on the paper, for each department."""
