"""What is wrong with a template, as an exception: it is told as a finding of the template's file."""

from __future__ import annotations


class TemplateFault(Exception):
    """A template cannot be filled. `code` is the finding's; the text is in Chinese, with the cell."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
