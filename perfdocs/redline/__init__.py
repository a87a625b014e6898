"""A year's forms as Word documents with tracked changes against the year before."""
