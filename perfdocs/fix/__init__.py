"""Mends in files where only one thing can have been meant: what `check --fix` writes."""
