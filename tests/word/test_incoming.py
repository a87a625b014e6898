"""Documents that LibreOffice has saved again, in its own words and formats: read as they were, and no alarm."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from docx import Document

from perfdocs.compare.find_changes import without_blank_fields
from perfdocs.department.forms import build_submission
from perfdocs.department.specs import Specs
from perfdocs.render.documents import department_documents
from perfdocs.returned.verifying.as_printed import PrintedDocument, printed_documents
from perfdocs.returned.verifying.cell_differences import differences
from perfdocs.word.incoming import open_incoming
from perfdocs.yamlfile.reader import read
from tests.support.libreoffice import convert, libreoffice
from tests.support.printed_data import printed_data, without_unit
from tests.support.printed_forms import importer
from tests.support.random_specs import SPECS, TEMPLATES, load_specs, make_specs, random_specs
from tests.support.run_command import Command

RANDOM = 6


@dataclass(frozen=True)
class Saved:
    """A department's specs, what was printed of them (all forms in one file), and the file as saved again."""

    specs: Specs
    printed: PrintedDocument
    files: dict[str, bytes]


@pytest.fixture(scope="module")
def saved_documents(tmp_path_factory: pytest.TempPathFactory) -> list[Saved]:
    """Documents of real and random specs, saved as .docx, as .odt and back, and as .doc."""
    directory = tmp_path_factory.mktemp("saved")
    every = [make_specs(name, load_specs(name, path)) for name, path in SPECS] + [
        random_specs(number) for number in range(RANDOM)
    ]
    wholes = []
    for number, one in enumerate(every):
        made = build_submission(one.pack, one.documents)
        files = department_documents(made, TEMPLATES, "specs/2023/demo").files
        (directory / f"{number}.docx").write_bytes(list(files.values())[-1])
        wholes.append(printed_documents(made, TEMPLATES, importer(one.pack.name).forms)[-1])
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


@pytest.mark.slow
def test_no_alarm(saved_documents: list[Saved]) -> None:
    for one in saved_documents:
        for kind in ("docx", "back"):
            assert differences(one.printed.rows, open_incoming("a", one.files[kind]).rows) == [], kind


@pytest.mark.slow
def test_read_as_it_was(saved_documents: list[Saved]) -> None:
    for one in saved_documents:
        for kind, source in one.files.items():
            made = importer(one.specs.pack.name).import_documents([open_incoming("a", source)], "")
            assert [found.message for found in made.findings if found.severity.name != "HINT"] == [], kind
            back = [
                printed_data(without_blank_fields(read(text.encode(), name).data)) for name, text in made.files.items()
            ]
            wanted = [printed_data(spec.data) for group in one.specs.documents.values() for spec in group]
            assert without_unit(sorted(back, key=repr)) == without_unit(sorted(wanted, key=repr)), kind


def save_again(files: list[Path], way: str, directory: Path) -> list[Path]:
    """The documents as they come back this way: by LibreOffice in another format and back, or by python-docx."""
    again = directory / "again"
    if way == "python-docx":
        again.mkdir()
        for file in files:
            Document(str(file)).save(str(again / file.name))
        return sorted(again.iterdir())
    if way != "docx":
        convert(files, way, directory / way)
        files = sorted((directory / way).iterdir())
    convert(files, "docx", again)
    return sorted(again.iterdir())


@pytest.mark.slow
@pytest.mark.parametrize("way", ["docx", "odt", "rtf", "doc", "python-docx"])
def test_a_printed_and_saved_document_is_verified(way: str, real: Path, tmp_path: Path, perfdocs: Command) -> None:
    libreoffice()
    perfdocs("render", "--root", real)
    files = sorted((real / "build").rglob("*.docx"))
    if way == "rtf":
        # where sections have footers, LibreOffice puts the break below the next form's title: another page, and told
        files = [file for file in files if "整套" not in file.name]
    saved = save_again(files, way, tmp_path)
    ran = perfdocs("verify", *saved, "--root", real)
    assert (ran.status, ran.out) == (0, "")
    assert ran.err.count("：和印出的一样（specs/") == len(files)
    assert len(files) >= 5
