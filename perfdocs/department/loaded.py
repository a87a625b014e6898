"""What comes of reading a department's files."""

from __future__ import annotations

from typing import NamedTuple

from perfdocs.department.specs import Specs
from perfdocs.finding import Finding, Keys


class Lost(NamedTuple):
    """Something that could not be read, or has no meaning: the file, and where in it (the whole of it: no keys)."""

    file: str
    keys: Keys = ()


class Loaded(NamedTuple):
    """A department's files as far as they could be read. `specs` is None where there is no pack to read them by."""

    specs: Specs | None
    findings: tuple[Finding, ...] = ()
    lost: tuple[Lost, ...] = ()
