"""An archive that knows what a test has printed, without a workspace that it lies in."""

from __future__ import annotations

import datetime

from perfdocs.department.forms import build_submission
from perfdocs.department.specs import Specs
from perfdocs.render.documents import department_documents
from perfdocs.returned.verifying.as_printed import printed_documents
from perfdocs.returned.verifying.history import Archive, Version
from perfdocs.workspace import find_workspace
from tests.support.printed_forms import importer
from tests.support.random_specs import TEMPLATES
from tests.support.workspaces import ROOT


class PrintedArchive(Archive):
    """What `print` has printed, by the directory of its specs."""

    def __init__(self) -> None:
        super().__init__(find_workspace(ROOT), datetime.date.min)
        self.versions: dict[str, Version] = {}

    def now(self, spec: str) -> Version | None:
        return self.versions.get(spec)

    def print(self, specs: Specs, spec: str) -> list[bytes]:
        """The documents of a department; the last is the one with all forms."""
        submission = build_submission(specs.pack, specs.documents)
        forms = printed_documents(submission, TEMPLATES, importer(specs.pack.name).forms)
        self.versions[spec] = Version("", specs, tuple(forms), submission, TEMPLATES)
        return list(department_documents(submission, TEMPLATES, spec).files.values())
