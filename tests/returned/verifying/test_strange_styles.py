"""What styles, settings, fonts, headers and misplaced elements do to a page is an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.printed_workspace import alarms, untold, verify_each
from tests.support.printed_workspace import verify_changed as verify
from tests.support.run_command import Command
from tests.support.smuggled_forms import PICTURE, seal
from tests.support.smuggled_styles import HONEST, LOOKS, STRANGE, header, picture


@pytest.mark.slow
def test_another_look_is_an_error(real: Path, perfdocs: Command) -> None:
    verdicts = verify_each({name: change for name, (change, _) in LOOKS.items()}, real, perfdocs)
    assert untold(LOOKS, verdicts, "N316") == {}


@pytest.mark.slow
def test_what_was_not_printed_is_an_error(real: Path, perfdocs: Command) -> None:
    verdicts = verify_each({name: change for name, (change, _) in STRANGE.items()}, real, perfdocs)
    sentences = {name: (change, f"有{what}，印出来的文件里没有") for name, (change, what) in STRANGE.items()}
    assert untold(sentences, verdicts, "N317") == {}


@pytest.mark.slow
def test_what_changes_nothing_is_none(real: Path, perfdocs: Command) -> None:
    assert alarms(verify_each(HONEST, real, perfdocs)) == {}


@pytest.mark.slow
@pytest.mark.parametrize("shape", [PICTURE, picture('<a:ln w="0"><a:noFill/></a:ln><a:effectLst/>')])
def test_a_seal_as_programs_insert_it(shape: str, real: Path, perfdocs: Command) -> None:
    none = "<wp:sizeRelH><wp:pctWidth>0</wp:pctWidth></wp:sizeRelH>"
    ran = verify(seal(5, 1, 38, picture=f"{shape}{none}"), real, perfdocs)
    assert ran.status == 0
    assert [line.split()[2] for line in ran.out.splitlines()] == ["N315"]


@pytest.mark.slow
def test_a_name_written_by_numbers_is_the_same_name(real: Path, perfdocs: Command) -> None:
    ran = verify(lambda parts: parts.update({"word/%64ocument.xml": b"<x/>"}), real, perfdocs)
    assert ran.status == 2
    assert "N101 文件里的 word/document.xml 有 2 个" in ran.out


@pytest.mark.slow
def test_words_in_a_new_header_are_told_once(real: Path, perfdocs: Command) -> None:
    ran = verify(header("<w:p><w:r><w:t>附件3</w:t></w:r></w:p>"), real, perfdocs)
    (line,) = ran.out.splitlines()
    assert line.endswith("错误 N309 页眉、页脚或脚注里有印出时没有的文字“附件3”：请核对")
