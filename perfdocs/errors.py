"""What stops a run. Bad input is not an exception but a `Finding`; these are for the rest."""

from __future__ import annotations


class PerfdocsError(Exception):
    """The run could not do what was asked (exit status 2). The text is shown to the user as it is."""
