"""Characters that nobody sees: found where they stand, and left out of what is read.

Pasted from web pages, PDF and Word they make two equal names different, turn a number into text or the order of
what is printed about, and some of them count as line breaks for YAML or Python.
"""

from __future__ import annotations

import re
import unicodedata

from perfdocs.finding import Edit, Finding, Fix, Keys, Place, Severity
from perfdocs.yamlfile.encoding import Text

CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff"
"""What Word or YAML refuses altogether."""
_BREAKS = "\x85\u2028\u2029"
_ALWAYS = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0"
    "\ufff0-\ufffb"
)
_JOINERS = "\u180b-\u180f\u200c\u200d\ufe00-\ufe0f\U000e0000-\U000e0fff"
"""What has its use between letters of some scripts and in emoji, and none beside Chinese or Latin text."""
# After https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point, with two that have no ink either.

_CONTROL = re.compile(f"[{CONTROL}]")
MAY_BE_INVISIBLE = re.compile(f"[{CONTROL}{_BREAKS}{_ALWAYS}{_JOINERS}]")
_HIDDEN = re.compile(f"[{_BREAKS}{_ALWAYS}{_JOINERS}]")
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_KEYCAP = re.compile("[0-9#*]\ufe0f\u20e3")
_VARIANT_OF_HAN = re.compile(f"[{_HAN}][\U000e0100-\U000e01ef]")
_PLAIN = re.compile(f"[\x00-\x7f{_HAN}\u2010-\u2027\u3000-\u3020\uff00-\uffef]")
"""Characters of ordinary text, beside which a joiner or a variation selector says nothing."""

_NAMES = {
    **dict.fromkeys(_BREAKS, "换行符"),
    **dict.fromkeys("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "改变文字方向的字符"),
    "\u200b": "零宽空格",
    "\u2060": "零宽的字符",
    "\ufeff": "字节序标记",
    "\xad": "软连字符",
}
_KINDS = {"VARIATION SELECTOR": "变体选择符", "TAG": "标签字符", "ZERO WIDTH": "零宽的字符"}
"""The same by a part of the character's name in Unicode."""
_FLAG = 8
"""Characters of the longest flag that is written with tags."""
_AROUND = 4
"""Characters shown on either side: enough to find the place by eye."""


def without_invisible(source: Text, file: str) -> Text:
    """The text without them, and a finding for each line that has any."""
    text = source.text
    if text is None or not MAY_BE_INVISIBLE.search(text):
        return source
    findings = list(source.findings)
    lines = text.split("\n")
    written: dict[int, str] = {}
    for number, line in enumerate(lines):
        hidden = [match.start() for match in _HIDDEN.finditer(line) if _is_out_of_place(line, match.start())]
        controls = [match.start() for match in _CONTROL.finditer(line)]
        if not hidden and not controls:
            continue
        written[number] = line
        findings += (_without(control_character(line[at], Place(file, number + 1, at + 1)), [at]) for at in controls)
        if hidden and not line.lstrip().startswith("#"):
            findings.append(_without(_finding(line, hidden, Place(file, number + 1, hidden[0] + 1)), hidden))
        left_out = {*hidden, *controls}
        lines[number] = "".join(character for at, character in enumerate(line) if at not in left_out)
    return Text("\n".join(lines), tuple(findings), written) if written else source


def control_character(character: str, place: Place) -> Finding:
    message = f"这里有看不见的控制字符 {_code(character)}，Word 装不下：请删掉它（可把这一行重新打一遍）"
    return Finding("Y106", place, message)


def invisible_in_name(file: str) -> tuple[Finding, ...]:
    """What is wrong with a file that has some in its name or in those of its directories."""
    match = MAY_BE_INVISIBLE.search(file)
    if not match:
        return ()
    message = f"文件名里{_where(file, match.start())}有{_described(match.group())}：请改名，重新打一遍"
    return (Finding("Y113", Place(file), message),)


def invisible_in_scalar(text: str, place: Place, path: Keys) -> tuple[Finding, ...]:
    """What is wrong with a text that has some in it by way of `\\u200b`."""
    if match := _CONTROL.search(text):
        return (control_character(match.group(), place)._replace(path=path),)
    hidden = (match for match in _HIDDEN.finditer(text) if _is_out_of_place(text, match.start()))
    if match := next(hidden, None):
        message = f"{_where(text, match.start())}有{_described(match.group())}：请删掉"
        return (Finding("Y113", place, message, path, Severity.WARNING),)
    return ()


def _is_out_of_place(line: str, at: int) -> bool:
    """Whether a character does nothing where it stands."""
    character, before, after = line[at], line[at - 1 : at], line[at + 1 : at + 2]
    if not re.match(f"[{_JOINERS}]", character):
        return True
    if _KEYCAP.match(line, max(at - 1, 0)) or _VARIANT_OF_HAN.match(line, max(at - 1, 0)):
        return False
    if "\ufe00" <= character <= "\ufe0f":
        return not before or _PLAIN.match(before) is not None
    if character >= "\U000e0000":
        return re.search("\U0001f3f4[\U000e0020-\U000e007f]*$", line[max(0, at - _FLAG) : at]) is None
    return not before or not after or _PLAIN.match(before) is not None or _PLAIN.match(after) is not None


def _finding(line: str, hidden: list[int], place: Place) -> Finding:
    several = f"（这一行共有 {len(hidden)} 处）" if len(hidden) > 1 else ""
    what = f"{_where(line, hidden[0])}有{_described(line[hidden[0]])}"
    return Finding("Y113", place, f"{what}：请删掉，可把这几个字重新打一遍{several}")


def _without(finding: Finding, places: list[int]) -> Finding:
    """The finding with what takes characters out of its line."""
    number = finding.place.line
    return finding._replace(fix=Fix(tuple(Edit(number, at + 1, number, at + 2, "") for at in places)))


def _where(line: str, at: int) -> str:
    before = MAY_BE_INVISIBLE.sub("", line[:at]).split()
    after = MAY_BE_INVISIBLE.sub("", line[at + 1 :]).split()
    if not before:
        return "行首"
    return f"“{before[-1][-_AROUND:]}”和“{after[0][:_AROUND]}”之间" if after else "行末"


def _described(character: str) -> str:
    kind = next((kind for start, kind in _KINDS.items() if start in unicodedata.name(character, "")), "字符")
    return f"看不见的{_NAMES.get(character, kind)}（{_code(character)}）"


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"
