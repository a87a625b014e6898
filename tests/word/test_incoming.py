"""Documents that LibreOffice has saved again, in its own words and formats: read as they were, and no alarm."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from perfdocs.compare.find_changes import normal
from perfdocs.department.forms import build_submission
from perfdocs.department.specs import Specs
from perfdocs.render.render_department import render
from perfdocs.returned.verifying.as_printed import Issued, issued
from perfdocs.returned.verifying.cell_differences import differences
from perfdocs.word.incoming import returned
from perfdocs.yamlfile.reader import read
from tests.returned.importing.test_import_documents import reader
from tests.returned.importing.test_laws import as_printed, some_specs, unit_off
from tests.support import read_docx
from tests.support.run_command import Command
from tests.word.test_tracked_changes_laws import SPECS, TEMPLATES, loaded, papers

RANDOM = 6


@dataclass(frozen=True)
class Saved:
    """A department's specs, what was printed of them (all forms in one file), and the file as saved again."""

    papers: Specs
    printed: Issued
    files: dict[str, bytes]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> list[Saved]:
    """Documents of real and random specs, saved as .docx, as .odt and back, and as .doc."""
    directory = tmp_path_factory.mktemp("saved")
    every = [papers(name, loaded(name, path)) for name, path in SPECS] + [
        some_specs(number) for number in range(RANDOM)
    ]
    wholes = []
    for number, one in enumerate(every):
        made = build_submission(one.pack, one.documents)
        files = render(made, TEMPLATES, "specs/2023/demo").files
        (directory / f"{number}.docx").write_bytes(list(files.values())[-1])
        wholes.append(issued(made, TEMPLATES, reader(one.pack.name).forms)[-1])
    originals = [directory / f"{number}.docx" for number in range(len(every))]
    convert(originals, "docx", directory / "docx")
    convert(originals, "odt", directory / "odt")
    convert(sorted((directory / "odt").iterdir()), "docx", directory / "back")
    convert(originals[:3], "doc", directory / "doc")
    return [
        Saved(one, whole, {kind: path.read_bytes() for kind, path in paths(directory, number)})
        for number, (one, whole) in enumerate(zip(every, wholes, strict=True))
    ]


def paths(directory: Path, number: int) -> list[tuple[str, Path]]:
    found = [(kind, directory / kind / f"{number}.docx") for kind in ("docx", "back")]
    return [*found, ("doc", directory / f"doc/{number}.doc")] if number < 3 else found


def convert(files: list[Path], kind: str, out: Path) -> None:
    profile = f"-env:UserInstallation={(out.parent / 'profile').as_uri()}"
    command = [read_docx.libreoffice(), profile, "--headless", "--convert-to", kind, "--outdir", str(out)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=150)


@pytest.mark.slow
def test_no_alarm(saved: list[Saved]) -> None:
    for one in saved:
        for kind in ("docx", "back"):
            assert differences(one.printed.rows, returned("a", one.files[kind]).rows) == [], kind


@pytest.mark.slow
def test_read_as_it_was(saved: list[Saved]) -> None:
    for one in saved:
        for kind, source in one.files.items():
            made = reader(one.papers.pack.name).restored([returned("a", source)], "")
            assert [found.message for found in made.findings if found.severity.name != "HINT"] == [], kind
            back = [as_printed(normal(read(text.encode(), name).data)) for name, text in made.files.items()]
            wanted = [as_printed(spec.data) for group in one.papers.documents.values() for spec in group]
            assert unit_off(sorted(back, key=repr)) == unit_off(sorted(wanted, key=repr)), kind


@pytest.mark.slow
def test_a_printed_and_saved_document_is_verified(real: Path, tmp_path: Path, perfdocs: Command) -> None:
    read_docx.libreoffice()
    perfdocs("render", "--root", real)
    convert(sorted((real / "build/2023/commerce").iterdir()), "docx", tmp_path / "again")
    ran = perfdocs("verify", tmp_path / "again", "--root", real)
    assert (ran.status, ran.out) == (0, "")
    assert ran.err.count("和印出的一样（specs/2023/commerce）") == 5
