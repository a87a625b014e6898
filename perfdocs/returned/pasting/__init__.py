"""Rows of a sheet as rows of a spec, in place."""
