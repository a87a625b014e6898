"""Forms as Word documents, made from templates."""
