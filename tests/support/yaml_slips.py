"""Slips that people make who type YAML by hand, made one at a time at a random place of a real spec."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

FIELD = re.compile(r"^(?P<start>\s*(?:- )*)(?P<key>[\u4e00-\u9fff]+): (?P<value>[^\s\"'{\[|>#].*)$")
GROUP = re.compile(r"^(?P<start>\s*)(?P<key>[\u4e00-\u9fff]+):$")
BRACES = re.compile(r"^(?P<start>\s*(?:- )?)(?P<key>(?:[\u4e00-\u9fff]+: )?)\{(?P<inside>[^{}\"']*)\}$")
ITEM = re.compile(r"^(?P<start>\s*)- (?P<rest>\S.*)$")
PROSE = re.compile(r"[\u4e00-\u9fff]{4,}")


INDENTED = re.compile(r"^(?P<start> {2,})(?P<key>[\u4e00-\u9fff]+): (?P<value>[^\s\"'{\[|>#].*)$")
AMOUNT = re.compile(r"^(?P<start>\s*(?:- )?)(?P<key>金额|[\u4e00-\u9fff]*总额|合计): (?P<value>[0-9]{1,3})$")
READ_AS_MEANT = {"中文引号", "断成两行"}
"""Kinds of which the text is printed as it was meant, or nearly so: they are warnings."""


class Slip(NamedTuple):
    """A text with one slip in it, and the lines (from 1) of which one is to be named."""

    text: str
    lines: range


Edit = Callable[[list[str], int, random.Random], "list[str] | None"]
"""The lines that a line becomes with a slip; None where there is no place for it."""


def _with(kind: Callable[[re.Match[str], random.Random], str | list[str]], pattern: re.Pattern[str]) -> Edit:
    def edit(lines: list[str], number: int, chance: random.Random) -> list[str] | None:
        match = pattern.match(lines[number])
        if not match:
            return None
        line = kind(match, chance)
        return line if isinstance(line, list) else [line]

    return edit


def _field(template: str, pattern: re.Pattern[str] = FIELD) -> Edit:
    return _with(lambda match, _: template.format(**match.groupdict()), pattern)


def _text_field(kind: Callable[[re.Match[str], random.Random], str | list[str]]) -> Edit:
    """Only where the value is a text of four Chinese characters and more."""

    def edit(lines: list[str], number: int, chance: random.Random) -> list[str] | None:
        match = FIELD.match(lines[number])
        if not match or not PROSE.search(match["value"]):
            return None
        line = kind(match, chance)
        return line if isinstance(line, list) else [line]

    return edit


def _inside(value: str, chance: random.Random, what: str) -> str:
    """Something put between two Chinese characters of a text."""
    places = [at for at in range(1, len(value)) if re.match("[\u4e00-\u9fff]{2}", value[at - 1 : at + 1])]
    at = chance.choice(places)
    return value[:at] + what + value[at:]


def _text_with(what: str) -> Edit:
    return _text_field(lambda m, chance: f"{m['start']}{m['key']}: {_inside(m['value'], chance, what)}")


def _key_with(what: str) -> Edit:
    return _with(lambda m, chance: f"{m['start']}{_inside(m['key'], chance, what)}: {m['value']}", FIELD)


def _braces(old: str, new: str, count: int = -1) -> Edit:
    def edit(match: re.Match[str], _: random.Random) -> str:
        return match["start"] + match["key"] + ("{" + match["inside"] + "}").replace(old, new, count)

    return _with(edit, BRACES)


def _bullet(sign: str) -> Edit:
    return _field("{start}" + sign + " {rest}", ITEM)


def _above(line: str) -> Edit:
    """A line put in above a field that begins at the margin or further in."""
    return _with(lambda m, _: [line, m.group()], FIELD)


def _pasted(match: re.Match[str], chance: random.Random) -> list[str]:
    value = match["value"]
    places = [at for at in range(2, len(value) - 2) if re.match("[\u4e00-\u9fff]{4}", value[at - 2 : at + 2])]
    at = chance.choice(places) if places else len(value)
    return [f"{match['start']}{match['key']}: {value[:at]}", value[at:] or "其中园区项目三个，亿元以上一个"]


def _broken(match: re.Match[str], chance: random.Random) -> list[str]:
    value = _inside(match["value"], chance, "\n" + " " * (len(match["start"]) + 4))
    return f"{match['start']}{match['key']}: {value}".split("\n")


def _amount(change: Callable[[str], str]) -> Edit:
    return _with(lambda match, _: f"{match['start']}{match['key']}: {change(match['value'])}", AMOUNT)


def _forgotten_dash(lines: list[str], number: int, chance: random.Random) -> list[str] | None:  # noqa: ARG001
    """The dash of a row that is not the first of its table, and has a row of lines before it."""
    item = re.match(r"^( *)- (?=[\u4e00-\u9fff]+: )", lines[number])
    before = re.match(r"^ *", lines[number - 1]) if number else None
    if not item or not before or len(before.group()) != item.end():
        return None
    return [f"{item.group(1)}  {lines[number][item.end() :]}"]


def _extra_dash(lines: list[str], number: int, chance: random.Random) -> list[str] | None:  # noqa: ARG001
    """A dash before the last field of a row."""
    this = re.match(r"^( +)[\u4e00-\u9fff]+: ", lines[number])
    item = re.match(r"^( *)- (?=[\u4e00-\u9fff]+: )", lines[number - 1]) if number else None
    if not this or not item or len(this.group(1)) != item.end():
        return None
    return [f"{item.group(1)}- {lines[number][item.end() :]}"]


KINDS: dict[str, Edit] = {
    "全角空格在冒号后": _field("{start}{key}:\u3000{value}"),
    "不换行空格在冒号后": _field("{start}{key}:\u00a0{value}"),
    "全角冒号": _field("{start}{key}：{value}"),
    "全角冒号，空格": _field("{start}{key}： {value}"),
    "一组的冒号是全角": _field("{start}{key}：", GROUP),
    "一组少了冒号": _field("{start}{key}", GROUP),
    "冒号后没有空格": _field("{start}{key}:{value}"),
    "两个冒号": _field("{start}{key}:: {value}"),
    "等号": _field("{start}{key}={value}"),
    "分号": _field("{start}{key}；{value}"),
    "少了冒号": _field("{start}{key} {value}"),
    "中文引号": _text_field(lambda m, _: f"{m['start']}{m['key']}: “{m['value']}”"),
    "半边中文引号": _text_field(lambda m, _: f'{m["start"]}{m["key"]}: "{m["value"]}”'),
    "引号没有关": _text_field(lambda m, _: f'{m["start"]}{m["key"]}: "{m["value"]}'),
    "字段名加引号": _field("{start}“{key}”: {value}"),
    "全角减号": _bullet("－"),
    "破折号": _bullet("—"),
    "连接号": _bullet("–"),
    "间隔号": _bullet("·"),
    "圆点": _bullet("•"),
    "星号": _bullet("*"),
    "全角星号": _bullet("＊"),
    "编号": _bullet("1."),
    "减号后没有空格": _field("{start}-{rest}", ITEM),
    "减号后全角空格": _field("{start}-\u3000{rest}", ITEM),
    "全角井号注释": _above("＃ 备注"),
    "行尾全角井号": _field("{start}{key}: {value}  ＃ 备注"),
    "斜线注释": _above("// 备注"),
    "全角花括号": _with(lambda m, _: f"{m['start']}{m['key']}｛{m['inside']}｝", BRACES),
    "左花括号全角": _with(lambda m, _: f"{m['start']}{m['key']}｛{m['inside']}}}", BRACES),
    "右花括号全角": _with(lambda m, _: f"{m['start']}{m['key']}{{{m['inside']}｝", BRACES),
    "花括号没有关": _with(lambda m, _: f"{m['start']}{m['key']}{{{m['inside']}", BRACES),
    "花括号没有开": _with(lambda m, _: f"{m['start']}{m['key']}{m['inside']}}}", BRACES),
    "花括号里全角逗号": _braces(", ", "，", 1),
    "花括号里全角冒号": _braces(": ", "：", 1),
    "花括号里冒号没有空格": _braces(": ", ":", 1),
    "花括号里少了逗号": _braces(", ", " ", 1),
    "花括号里顿号": _braces(", ", "、", 1),
    "花括号里文字断开": _braces(", ", ", 引资引智, ", 1),
    "粘贴到行首": _text_field(_pasted),
    "合并冲突": _with(lambda m, _: ["<<<<<<< HEAD", m.group(), "=======", f"{m.group()}一", ">>>>>>> 分支"], FIELD),
    "零宽空格在字段名里": _key_with("\u200b"),
    "零宽空格": _text_with("\u200b"),
    "方向控制符": _text_with("\u202e"),
    "软连字符": _text_with("\u00ad"),
    "字节序标记": _text_with("\ufeff"),
    "变体选择符": _text_with("\ufe0f"),
    "行分隔符": _text_with("\u2028"),
    "段分隔符": _text_with("\u2029"),
    "下一行符": _text_with("\u0085"),
    "换页符": _text_with("\u000c"),
    "井号截断": _text_with(" #3"),
    "反斜杠 n": _text_with("\\n"),
    "断成两行": _text_field(_broken),
    "多缩进一格": _field(" {start}{key}: {value}"),
    "Tab": _field("\t{start}{key}: {value}"),
    "值以大于号开头": _text_field(lambda m, _: f"{m['start']}{m['key']}: >={m['value']}"),
    "值以星号开头": _text_field(lambda m, _: f"{m['start']}{m['key']}: *{m['value']}"),
    "值里有冒号": _text_with(": "),
    "单引号没有关": _text_field(lambda m, _: f"{m['start']}{m['key']}: '{m['value']}"),
    "漏了短横": _forgotten_dash,
    "多了短横": _extra_dash,
    "千分位逗号": _amount(lambda value: f"1,{value:0>3}"),
    "金额里的字母": _amount(lambda value: f"{value}O"),
    "金额的句号": _amount(lambda value: f"{value}。5"),
    "金额的单位": _amount(lambda value: f"{value}万元"),
    "分行用全角竖线": _text_field(
        lambda m, _: [f"{m['start']}{m['key']}: ｜", " " * (len(m["start"]) + 2) + m["value"]]
    ),
    "列表里的全角空格缩进": _with(lambda m, _: f"\u3000{m['start'][2:]}{m['key']}: {m['value']}", INDENTED),
}


def slips(text: str, kind: str, chance: random.Random) -> Iterator[Slip]:
    """The slips of a kind that a text has a place for, one for each line, in random order."""
    lines = text.split("\n")
    for number in chance.sample(range(len(lines)), len(lines)):
        edited = KINDS[kind](lines, number, chance)
        if edited is not None and edited != [lines[number]]:
            changed = "\n".join([*lines[:number], *edited, *lines[number + 1 :]])
            yield Slip(changed, range(number + 1, number + 1 + len(edited)))
