"""Word documents held against what was printed, and their edits taken back."""
