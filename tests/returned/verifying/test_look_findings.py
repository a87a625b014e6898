"""A page on which another figure can be read is an error; what programs only save in other words is nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from perfdocs.word.xml import MAIN
from tests.support.printed_workspace import alarms, untold, verify_each
from tests.support.printed_workspace import verify_changed as verify
from tests.support.run_command import Command
from tests.support.smuggled_forms import (
    INLINE,
    LOOKS,
    PICTURE,
    STRANGE,
    formatted,
    in_place,
    in_stamp_cell,
    related,
    seal,
)


@pytest.mark.slow
def test_another_look_is_an_error(real: Path, perfdocs: Command) -> None:
    verdicts = verify_each({name: change for name, (change, _) in LOOKS.items()}, real, perfdocs)
    assert untold(LOOKS, verdicts, "N316") == {}


@pytest.mark.slow
def test_what_was_not_printed_is_an_error(real: Path, perfdocs: Command) -> None:
    verdicts = verify_each({name: change for name, (change, _) in STRANGE.items()}, real, perfdocs)
    sentences = {name: (change, f"有{what}，印出来的文件里没有") for name, (change, what) in STRANGE.items()}
    assert untold(sentences, verdicts, "N317") == {}


def test_the_cell_and_how_often(real: Path, perfdocs: Command) -> None:
    ran = verify(LOOKS["white"][0], real, perfdocs)
    place = "第 1 个表第 4 行第 2 格（项目金额）"
    wanted = f"{place}：字的颜色和印出的不一样（原来没有，现在FFFFFF）：看到的可能不是印出的，请核对"
    (line,) = ran.out.splitlines()
    assert line.endswith(wanted)


def test_how_often(real: Path, perfdocs: Command) -> None:
    (line,) = verify(LOOKS["hidden by default"][0], real, perfdocs).out.splitlines()
    assert re.search(
        r"字的隐藏和印出的不一样（原来没有，现在on），一样的还有 \d+ 处：看到的可能不是印出的，请核对$", line
    )


def test_a_comment_is_told_with_its_cell(real: Path, perfdocs: Command) -> None:
    def comment(parts: dict[str, bytes]) -> None:
        text = "<w:p><w:r><w:t>应为 20.00</w:t></w:r></w:p>"
        parts["word/comments.xml"] = (
            f'<w:comments xmlns:w="{MAIN}"><w:comment w:id="1" w:author="财政局">{text}</w:comment></w:comments>'
        ).encode()
        related("comments", "comments.xml")(parts)
        in_place('{}<w:r><w:commentReference w:id="1"/></w:r>')(parts)

    ran = verify(comment, real, perfdocs)
    assert ran.status == 0
    (line,) = ran.out.splitlines()
    assert " 警告 N318 " in line
    assert line.endswith("格：有批注（财政局）：“应为 20.00”")


SEALS = {
    "in the text": (in_stamp_cell(INLINE), True),
    "in the cell": (seal(5, 1, 38), True),
    "out of the cell to the right": (seal(70, 1, 38), False),
    "over the rows below": (seal(5, 30, 38), False),
    "over the row above": (seal(5, -20, 38), False),
    "somewhere on the page": (seal(5, 1, 38, relative="page"), False),
    "no picture, but words": (seal(5, 1, 38, picture=f"{PICTURE}<a:t>99.15</a:t>"), False),
}


@pytest.mark.slow
def test_a_seal_lies_in_its_cell(real: Path, perfdocs: Command) -> None:
    verdicts = verify_each({name: change for name, (change, _) in SEALS.items()}, real, perfdocs)
    hint = "：签字盖章的地方填了内容：“填报单位：（盖章）株洲市石峰区商务局”"
    assert {name: any(hint in line for line in each.lines) for name, each in verdicts.items()} == dict.fromkeys(
        SEALS, True
    )
    errors = {name: [line for line in each.lines if " 错误 " in line] for name, each in verdicts.items()}
    assert {name: bool(lines) for name, lines in errors.items()} == {
        name: not inside for name, (_, inside) in SEALS.items()
    }
    assert all("有图形，印出来的文件里没有" in line for lines in errors.values() for line in lines)
    assert not any(each.verdict for each in verdicts.values())


@pytest.mark.slow
def test_two_parts_of_one_name_are_not_read(real: Path, perfdocs: Command) -> None:
    names = ["word/Document.xml", "/word/document.xml", "word\\document.xml", "WORD/styles.xml"]
    twins = {name: lambda parts, name=name: parts.update({name: b"<x/>"}) for name in names}
    for name, verdict in verify_each(twins, real, perfdocs).items():
        plain = name.replace("\\", "/").lstrip("/").lower()
        (line,) = verdict.lines
        assert line.endswith(
            f"N101 文件里的 {plain} 有 2 个，不同的软件会打开不同的内容，没有读：请核对它的来历，重新要一份"
        )


def test_two_main_parts_are_not_read(real: Path, perfdocs: Command) -> None:
    def second(parts: dict[str, bytes]) -> None:
        relation = parts["_rels/.rels"].split(b"<Relationship ")[1:]
        main = next(each for each in relation if b'/officeDocument"' in each)
        other = b"<Relationship " + main.split(b"/>")[0].replace(b'Id="', b'Id="x') + b"/>"
        parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"</Relationships>", other + b"</Relationships>")

    ran = verify(second, real, perfdocs)
    assert ran.status == 2
    assert "N101 文件里的 正文 有 2 个，不同的软件会打开不同的内容，没有读：请核对它的来历，重新要一份" in ran.out


HONEST = {
    "bookmarks and marks of spelling": in_place(
        '<w:bookmarkStart w:id="0" w:name="_GoBack"/>{}<w:bookmarkEnd w:id="0"/><w:proofErr w:type="spellStart"/>'
    ),
    "a content control": in_place("<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"),
    "a language": formatted('<w:rFonts w:hint="eastAsia"/><w:lang w:val="fr-FR"/>'),
    "cut in two": in_place("<w:r><w:t>21</w:t></w:r><w:r><w:t>.15</w:t></w:r>"),
    "black by name": formatted('<w:color w:val="000000"/>'),
}


def test_no_alarm_for_other_words_for_the_same(real: Path, perfdocs: Command) -> None:
    assert alarms(verify_each(HONEST, real, perfdocs)) == {}
