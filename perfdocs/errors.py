"""Exceptions that stop a run. Bad input is none of them: it becomes a `Finding`."""

from __future__ import annotations


class PerfdocsError(Exception):
    """The run could not do what was asked (exit status 2). The text is shown to the user as it is."""
