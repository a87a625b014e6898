"""What commands say of values and names is a line, whatever those hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfdocs.cli.say import say
from tests.support.hostile_text import HOSTILE, is_harmless
from tests.support.run_command import Command


@pytest.mark.parametrize("text", HOSTILE)
def test_a_line(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    say(text)
    say(text, err=True)
    printed = capsys.readouterr()
    assert printed.out == printed.err
    assert is_harmless(printed.out)
    assert printed.out.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "{0}"),
        ("check", "--select", "{0}"),
        ("check", "--baseline", "{0}"),
        ("{0}",),
        ("verify", "{0}"),
        ("text", "{0}"),
        ("diff", "{0}", "{0}"),
        ("diff", "--rev", "{0}"),
        ("packs", "check", "{0}"),
        ("rollover", "{0}", "{0}"),
        ("import", "--pack", "{0}", "--out", "x", "a.docx"),
        ("version", "{0}"),
    ],
)
def test_a_wrong_argument(
    small: Path, perfdocs: Command, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small)
    ran = perfdocs(*(each.format("::error\n::x::\x1b[2J") for each in arguments))
    assert ran.status == 2
    assert is_harmless(ran.out + ran.err)
    assert ran.err.count("\n") == 1


@pytest.mark.slow
def test_names_in_a_pack(small: Path, perfdocs: Command) -> None:
    manifest = small / "templates/shifeng-2023/pack.yaml"
    text = manifest.read_text("utf-8")
    old = next(line for line in text.splitlines() if line.startswith("title:"))
    manifest.write_text(text.replace(old, r'title: "甲\n::error::"'), "utf-8")
    ran = perfdocs("packs", "--root", small)
    assert "shifeng-2023  甲‹U+000A›::error::\n" in ran.out
    assert is_harmless(ran.out)
