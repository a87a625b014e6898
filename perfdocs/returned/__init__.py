"""Word documents that come in: imported as specs, verified against what was printed, their edits pulled back."""
