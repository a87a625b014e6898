"""Last year's specs as the beginning of this year's: moved on where that is certain, emptied where it must be new."""
