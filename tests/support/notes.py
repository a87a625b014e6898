"""Notes of a workspace, read in the process of the test."""

from __future__ import annotations

import datetime
from pathlib import Path

from perfdocs.notes.note import Note
from perfdocs.notes.paper_place import place_lines
from perfdocs.notes.read_notes import NoteReader
from perfdocs.workspace import Workspace

TODAY = datetime.date(2026, 1, 5)


def read_note(root: Path, department: str) -> Note:
    """The note of a department, `2023/demo`."""
    workspace = Workspace(root)
    ((chosen,), _) = workspace.select((department,))
    return NoteReader(workspace, TODAY).note(chosen)


def places(note: Note) -> set[tuple[str, str]]:
    """Each finding's code with each line of its places; ▲ before what last year's files had too."""
    return {
        (point.finding.code, "▲" * point.was_there + line)
        for point in (*note.points, *note.waived)
        for line in place_lines(point.places)
    }


def edit(path: Path, *changes: tuple[str, str]) -> None:
    """Replaces texts in a file, each of which must be there."""
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
