"""The year that a command asks for, and how its departments are gone through."""

from __future__ import annotations

import datetime
import re
from functools import partial
from typing import NamedTuple

from perfdocs.cache import NO_CACHE, open_cache
from perfdocs.cli.run_departments import RunOptions, run_departments
from perfdocs.errors import PerfdocsError
from perfdocs.overview.figures import plain_figures
from perfdocs.overview.read_branch import Version
from perfdocs.pack.manifest import Packs
from perfdocs.workspace import Workspace
from perfdocs.year_index import YearIndex

_ASKED = re.compile(r"(?:specs/)?(?P<year>[12][0-9]{3})(?:/(?P<department>[^/]+))?/*", re.ASCII)


def version_of(workspace: Workspace, options: RunOptions, today: datetime.date) -> Version:
    """A workspace whose departments are gone through as the options say."""
    packs = Packs(workspace.root, NO_CACHE if options.no_cache else open_cache())
    names = YearIndex(workspace, packs.keys_with_role("department-name"))
    job = options.job(workspace.root, today)._replace(figures=plain_figures)
    return Version(workspace, packs, names, partial(run_departments, options, job), today)


class Asked(NamedTuple):
    """The year, and the department or nothing."""

    year: str = ""
    department: str = ""

    def __contains__(self, name: object) -> bool:
        """Whether `2024/commerce` is among what was asked for."""
        year, _, department = str(name).partition("/")
        return self.year in ("", year) and self.department in ("", department)


def asked_for(text: str, command: str) -> Asked:
    """What the argument of a command asks for. Raises PerfdocsError."""
    match = _ASKED.fullmatch(text)
    if match is None:
        wrong = f"“{text}”不是年度：" if text else ""
        raise PerfdocsError(f"{wrong}要写年度，例如 perfdocs {command} 2024；一个部门写成 2024/commerce")
    return Asked(match["year"], match["department"] or "")
