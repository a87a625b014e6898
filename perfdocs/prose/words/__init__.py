"""Tables of words, each with an example that a test reads. A new word is a new line in one of the files here."""

from __future__ import annotations

from importlib import resources
from typing import Any

import yaml


def read_words(name: str) -> Any:
    """A table of words, by its word or as a list: the file of that name here."""
    text = (resources.files(__name__) / f"{name}.yaml").read_text("utf-8")
    return yaml.load(text, yaml.CSafeLoader)
