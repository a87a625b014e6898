"""Places as they are written, and read again."""

from __future__ import annotations

import random

import pytest
import yaml

from perfdocs.finding import Keys
from perfdocs.yamlfile.address import Address, path_steps, path_text
from tests.support.for_each import for_each

FILE = "specs/2023/demo/funds/a.yaml"
AWKWARD = (
    *("a", "甲", "2023", "１２", "3.5", "一.二", "[一]", "“甲”", '"', "'", "\\", "C:\\", "a: b", "a #b", "#", ":", "."),
    *("", " ", " 甲", "甲 ", "甲\u3000", "\u3000", "\n", "\t", "\u2028", "\u200b", "\u202e", "\x7f", "²", "null"),
    "a.yaml:b",
)
"""Texts that are something else in a path, in YAML or on a terminal."""


@pytest.mark.parametrize(
    ("keys", "names", "text"),
    [
        ((), {}, ""),
        (("支出方向", 0, "金额"), {}, "支出方向[0].金额"),
        (("支出方向", 0, "金额"), {1: "提退人员经费"}, "支出方向[提退人员经费].金额"),
        (("支出方向", 0), {1: "保险（单位+个人）"}, "支出方向[保险（单位+个人）]"),
        (("支出方向", 0), {1: "226.26"}, '支出方向["226.26"]'),
        (("支出方向", 0), {1: "2023"}, '支出方向["2023"]'),
        (("支出方向", 0), {1: 'a"b'}, '支出方向["a\\"b"]'),
        (("支出方向", 0), {1: "[甲]"}, '支出方向["[甲]"]'),
        (("支出方向", 0), {1: "甲 #1: 乙"}, '支出方向["甲\\u0020#1:\\u0020乙"]'),
        (("支出方向", 0), {1: "甲\n乙"}, '支出方向["甲\\n乙"]'),
        (("甲.乙", "丙"), {}, '"甲.乙".丙'),
    ],
)
def test_paths_are_written(keys: Keys, names: dict[int, str], text: str) -> None:
    assert path_text(keys, names) == text


def awkward_text(chance: random.Random) -> str:
    return "".join(chance.choice(AWKWARD) for _ in range(chance.randint(1, 3)))


@for_each("number", range(300))
def test_what_is_written_is_read(number: int) -> None:
    chance = random.Random(number)
    keys: Keys = tuple(
        chance.randint(0, 30) if chance.random() < 0.5 else awkward_text(chance) for _ in range(chance.randint(0, 6))
    )
    names = {at: awkward_text(chance) for at, key in enumerate(keys) if isinstance(key, int) and chance.random() < 0.7}
    text = path_text(keys, names)
    steps = path_steps(text)
    assert steps is not None
    assert [(step.number if step.number is not None else step.text, step.is_row) for step in steps] == [
        (names.get(at, key), isinstance(key, int)) for at, key in enumerate(keys)
    ]
    assert all(character.isprintable() or character == "\u3000" for character in text)


@for_each("number", range(100))
def test_a_path_is_one_value_of_yaml(number: int) -> None:
    chance = random.Random(number)
    names = {at: awkward_text(chance) for at in (1, 3)}
    text = path_text(("支出方向", 0, "支出明细", 1, "金额"), names)
    assert yaml.safe_load(f"位置: {text}") == {"位置": text}


@pytest.mark.parametrize(
    ("address", "text"),
    [
        (Address(FILE, "支出方向[甲].金额"), f"{FILE}:支出方向[甲].金额"),
        (Address("C:\\填报\\a.yaml", "甲"), "C:\\填报\\a.yaml:甲"),
        (Address("C:a.YML", "甲"), "C:a.YML:甲"),
        (Address(FILE, ""), f"{FILE}:"),
        (Address("specs/2023/demo", ""), '"specs/2023/demo":'),
        (Address("a.yaml:b.yaml", "甲"), '"a.yaml:b.yaml":甲'),
        (Address("甲\n.yaml", "乙"), '"甲\\n.yaml":乙'),
        (Address("", "支出方向[甲].金额"), "支出方向[甲].金额"),
    ],
)
def test_addresses_are_written_and_read(address: Address, text: str) -> None:
    assert str(address) == text
    assert Address.read(text) == address


@for_each("number", range(200))
def test_any_file_and_any_path(number: int) -> None:
    chance = random.Random(number)
    file = awkward_text(chance) + chance.choice([".yaml", ".YML", ""])
    address = Address(file, path_text((awkward_text(chance), 3)))
    assert Address.read(str(address)) == address


@pytest.mark.parametrize("text", ["[", "支出方向[", "支出方向[甲", "]", "甲..乙", "甲."])
def test_what_is_no_path(text: str) -> None:
    assert path_steps(text) is None


@pytest.mark.parametrize(
    ("text", "file", "path"),
    [
        (r"specs\2023\commerce\fund.yaml:支出明细", r"specs\2023\commerce\fund.yaml", "支出明细"),
        (r"C:\填 报\specs\2023\a.yaml:支出方向[招商].金额", r"C:\填 报\specs\2023\a.yaml", "支出方向[招商].金额"),
        (r"\\server\share\a.YAML:甲", r"\\server\share\a.YAML", "甲"),
        (r"C:\填报\a.yaml:12:3", r"C:\填报\a.yaml", "12:3"),
        (r"D:a.yml:", "D:a.yml", ""),
    ],
)
def test_files_as_windows_names_them(text: str, file: str, path: str) -> None:
    assert Address.read(text) == Address(file, path)
