"""Forms as Word documents: the template engine, and the package writer."""
