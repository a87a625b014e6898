"""Pages of HTML made from templates: values stay texts, and a page runs and fetches nothing but what it holds."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from perfdocs.report.safe_text import safe_value


def resource(package: str, name: str) -> str:
    """The text of a file that lies in a package."""
    return resources.files(package).joinpath(name).read_text("utf-8")


def fill(package: str, template: str, **values: Any) -> Markup:
    """A template that lies in a package, filled with the values; of these, only `Markup` is HTML."""
    return Markup(_environment().from_string(resource(package, template)).render(**values))


def content_policy(style: str, script: str = "") -> str:
    """The Content-Security-Policy of a page that has this `<style>`, and this `<script>` if it has one."""
    scripts = f"script-src {_hash(script)}; " if script else ""
    return f"default-src 'none'; style-src {_hash(style)}; {scripts}base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _environment() -> Environment:
    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_safe)


def _safe(value: Any) -> Any:
    return safe_value(value) if isinstance(value, str) and not isinstance(value, Markup) else value
