"""What a department has written: as its templates see it, and by role, as checks see it."""
