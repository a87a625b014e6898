"""Tables of words, each with an example that a test reads. A new word is a new line in one of the files here."""

from __future__ import annotations

from importlib import resources
from typing import Any

import yaml


def read_words(name: str) -> dict[str, Any]:
    """A table of words: the file of that name here."""
    text = (resources.files(__name__) / f"{name}.yaml").read_text("utf-8")
    words: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return words
