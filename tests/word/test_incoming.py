"""Documents that other programs have saved again, in their own words and formats: read as they were, and no alarm."""

from __future__ import annotations

import pytest

from perfdocs.compare.find_changes import without_blank_fields
from perfdocs.word.incoming import open_incoming
from perfdocs.yamlfile.reader import read
from tests.support.libreoffice import libreoffice
from tests.support.printed_data import printed_data, without_unit
from tests.support.printed_forms import importer
from tests.support.unaltered_copies import WAYS, Copy, unaltered_copies

DOCUMENTS = 11
"""Those of a real department of each pack, and of a random one."""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> list[Copy]:
    libreoffice()
    return list(unaltered_copies(DOCUMENTS, tmp_path_factory.mktemp("copies")))


def test_an_unaltered_copy_is_as_it_was_printed(copies: list[Copy]) -> None:
    assert [each for each in copies if not each.is_as_printed] == []
    assert {each.way for each in copies} == set(WAYS)
    assert len({each.file.name for each in copies}) >= DOCUMENTS


def test_read_as_it_was(copies: list[Copy]) -> None:
    """All forms of a department in one file."""
    wholes = [each for each in copies if "whole" in each.file.name and each.way in ("docx", "odt", "doc")]
    assert len(wholes) >= 3 * 3
    for copy in wholes:
        made = importer(copy.specs.pack.name).import_documents([open_incoming("a", copy.file.read_bytes())], "")
        assert [found.message for found in made.findings if found.severity.name != "HINT"] == [], copy.way
        back = [printed_data(without_blank_fields(read(text.encode(), name).data)) for name, text in made.files.items()]
        wanted = [printed_data(spec.data) for group in copy.specs.documents.values() for spec in group]
        assert without_unit(sorted(back, key=repr)) == without_unit(sorted(wanted, key=repr)), copy.way
