"""Forms as Word documents, made from templates, and the directory that they are written to."""
