"""A plain stack to be held against: PyYAML's C loader, jsonschema and docxtpl, called as their documentation has it.

It is spared what it has no means for: the values are put together for it beforehand, our two tags are taken out of
the templates, nothing is checked beyond the schema, and no file with all forms is made.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from docxtpl import DocxTemplate
from jinja2 import Environment

from perfdocs.department.forms import Submission
from perfdocs.pack.filters import FILTERS
from perfdocs.pack.print_values import print_value
from tests.bench.quality import VALIDATORS

SCRIPT = """
import sys, yaml
from docxtpl import DocxTemplate
template = DocxTemplate(sys.argv[1])
template.render(yaml.safe_load(open(sys.argv[2], encoding="utf-8")), autoescape=True)
template.save(sys.argv[3])
"""
"""Five lines that fill one form from one file."""

_OURS = re.compile(r"\{%\s*(?:vm|keep)\b.*?%\}")
_FILTERS = re.compile(r"\s*\|\s*(?:rows|blank)\(\d*\)")


@dataclass(frozen=True)
class Stack:
    """The plain stack for one department: its files, its forms' templates and values."""

    directory: Path
    forms: tuple[tuple[bytes, Mapping[str, Any]], ...]
    out: Path

    def run(self) -> None:
        """Reads and validates the files, fills the forms and writes them."""
        for path in self.directory.rglob("*.yaml"):
            data = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
            list(VALIDATORS[path.name == "department.yaml"].iter_errors(data))
        environment = Environment(finalize=print_value)
        environment.filters.update(FILTERS)
        for number, (template, values) in enumerate(self.forms):
            document = DocxTemplate(io.BytesIO(template))
            document.render(dict(values), environment, autoescape=True)
            document.save(str(self.out / f"{number}.docx"))


def stack(directory: Path, submission: Submission, out: Path) -> Stack:
    """The plain stack that makes the forms of a submission."""
    out.mkdir(parents=True, exist_ok=True)
    templates = [submission.pack.template(form.form).read_bytes() for form in submission.forms]
    forms = zip(templates, submission.forms, strict=True)
    return Stack(directory, tuple((without_our_tags(source), form.context) for source, form in forms), out)


def without_our_tags(source: bytes) -> bytes:
    """A template that docxtpl can fill by itself."""
    return _with_text(source, lambda text: _OURS.sub("", text))


def in_plain_jinja(source: bytes) -> bytes:
    """The template without our filters either, for a script that has only Jinja's own."""
    return _with_text(source, lambda text: _FILTERS.sub("", _OURS.sub("", text)))


def as_yaml(values: Mapping[str, Any]) -> str:
    """A form's values as a file of YAML that a script can read and print."""
    return yaml.safe_dump(_plain(values), allow_unicode=True, sort_keys=False)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value if value is None else print_value(value)


def _with_text(source: bytes, change: Callable[[str], str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data.decode()).encode() if name == "word/document.xml" else data)
    return made.getvalue()
