"""Exceptions that stop a run. Bad input is none of them: it becomes a `Finding`."""

from __future__ import annotations


class PerfdocsError(Exception):
    """The run could not do what was asked (exit status 2). The text is shown to the user as it is."""


class TemplateFault(Exception):
    """A template cannot be filled. `code` is the finding's; the text is in Chinese, with the cell."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class CannotJoin(Exception):
    """The forms' templates do not fit into one document. The text says why, in Chinese."""


class CannotCompile(Exception):
    """The template must be filled by docxtpl itself. The text says why, in Chinese."""
