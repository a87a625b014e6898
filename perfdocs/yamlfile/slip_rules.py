"""Each slip that people make in the lines of YAML, and how the line was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfdocs.yamlfile.bracket_slips import BRACKETS, unclosed_bracket, unpaired_bracket, wide_marks_in_braces
from perfdocs.yamlfile.mend import FIELD_START, KEY, START, WIDE_BLANKS, Mend, Rule, by_pattern, words_of
from perfdocs.yamlfile.oddities import REPEATED, ROW_GOES_ON
from perfdocs.yamlfile.value_slips import COMMA_BEHIND, QUOTES, bare_value, bare_value_inside, unclosed_quote

_LEADING_WIDE = re.compile(f"^[ \t]*[{WIDE_BLANKS}][{WIDE_BLANKS} \t]*")
_TAB_BEHIND_DASH = re.compile(r"(?<=^-)\t+|(?<=\s-)\t+")
_BEHIND_TABS = re.compile(rf"^[ \t]*(?:-[ \t]+)*(?:{KEY}:[ \t]+)?")
"""All of a line in front of its text, where a tab can only be a blank."""
_COMMENT_SIGN = re.compile(r"(?P<start>\s*)(?P<sign>＃|//|/\*|<!--)\s*")
_FIELD_OR_ITEM = re.compile(rf"^\s*(?:#|-(?:\s|$)|[{{}}\[\]]|{KEY}:(?:\s|$))")
_FIELD = r"\g<start>\g<key>: "
_WORD = r"(?P<key>[^\s:：#\"'\[\]{}&*!|>%@`-][^\s:：#，。；、！？,;]*)"
_DASHES = (
    rf"-(?=[^\s-])|-(?=[{WIDE_BLANKS}])|-{{2,}}(?=[\s{{｛])|[+](?=\s*[{{｛])|[－—–−‐―·•・●○◆■▪➢＊]+|\*(?= )"
    r"|[0-9]{1,2}(?:[、)）]|\.(?![0-9]))|[(（][0-9]{1,2}[)）]"
)


def _blank_after_colon(blanks: str, name: str) -> Rule:
    message = f"“{{key}}:”后面是{name}：请改成一个半角空格，写成“{{key}}: …”"
    return by_pattern(f"{FIELD_START}{KEY}:(?P<here>[{blanks}][{WIDE_BLANKS} ]*)", _FIELD, message, certain=True)


def _wide_space(lines: list[str], number: int) -> Iterator[Mend]:
    line = lines[number]
    if match := _LEADING_WIDE.match(line):
        spaces = "".join(" " if character in " \u00a0" else "  " for character in match.group())
        message = "行首用了全角空格（或不换行空格）缩进，请改成半角空格，每层两个"
        certain = _FIELD_OR_ITEM.match(line[match.end() :]) is not None
        yield Mend(len(match.group()), spaces + line[match.end() :], message, certain=certain)


def _tab(lines: list[str], number: int) -> Iterator[Mend]:
    line = lines[number]
    if "\t" in line:
        at, text = line.index("\t") + 1, line.lstrip(" \t")
        message = "这里用了 Tab 键，YAML 只认空格：请改成空格，每层两个"
        certain = "\t" not in _BEHIND_TABS.sub("", line) and _FIELD_OR_ITEM.match(line.replace("\t", " ")) is not None
        certain = certain or not text
        if _TAB_BEHIND_DASH.search(line):
            yield Mend(at, _TAB_BEHIND_DASH.sub(" ", line), message, certain=certain)
        for spaces in ("  ", ""):
            yield Mend(at, line.replace("\t", spaces), message, certain=certain)
        indented_by_tab = "\t" in line[: len(line) - len(text)]
        levels = _levels(lines, number) if indented_by_tab else []
        yield from (Mend(at, " " * level + text, message, certain=certain) for level in levels)


def _levels(lines: list[str], number: int) -> list[int]:
    """The indents that a line may have, after those around it: the nearest first."""
    near = [*reversed(lines[max(0, number - 40) : number]), *lines[number + 1 : number + 2]]
    levels: list[int] = []
    for row in (row for row in near if row.strip() and row.lstrip()[0] != "#"):
        level = len(row) - len(row.lstrip(" "))
        deeper = row.lstrip().startswith("- ") or row.rstrip().endswith(":")
        levels += [level, level + 2] if deeper else [level]
    return list(dict.fromkeys(levels))


def _indent(lines: list[str], number: int) -> Iterator[Mend]:
    line = lines[number]
    if not line.strip() or line.lstrip().startswith("#"):
        return
    own = len(line) - len(line.lstrip(" "))
    others = [level for level in _levels(lines, number) if level != own]
    for level in sorted(others, key=lambda level: abs(level - own)):
        message = f"缩进不对：这一行前面有 {own} 个空格，按上文应是 {level} 个（同一层的字段要左对齐）"
        yield Mend(own + 1, " " * level + line.lstrip(" "), message, doubt=level % 2)


def _forgotten_dash(lines: list[str], number: int) -> Iterator[Mend]:
    line = lines[number]
    indent = len(line) - len(line.lstrip(" "))
    if indent >= 2:
        key = line.strip().split(":")[0]
        message = f"这里像是下一项的开头，前面少了“- ”：请写成“- {key}: …”"
        yield Mend(indent + 1, f"{line[: indent - 2]}- {line[indent:]}", message)


def _pasted(lines: list[str], number: int) -> Iterator[Mend]:
    """Lines of text that stand in no field."""
    end = number
    while end < len(lines) and lines[end].strip() and not _FIELD_OR_ITEM.match(lines[end]):
        end += 1
    count = end - number
    if not count:
        return
    text = "".join(line.strip() for line in lines[number:end])
    column = len(lines[number]) - len(lines[number].lstrip()) + 1
    above = next((line.rstrip() for line in reversed(lines[:number]) if line.strip()), "")
    is_below_text = above.lstrip()[:1] != "#" and re.search(r"[\u4e00-\u9fff，。、；：！？）”]$", above) is not None
    if re.search(r"\w", text):
        start = f"从这一行起有 {count} 行" if count > 1 else "这一行"
        message = f"{start}没有写在字段里，像是粘贴进来的：请接到上面那段文字的末尾"
        if not is_below_text or not re.search(r"[\u4e00-\u9fff]", text):
            message = f"{start}没有写在字段里：是哪一栏的内容，就写在那一栏的冒号后面；是备注，就以“# ”开头"
    else:
        message = "这一行不是字段，也不是列表的一项：请删掉；要写备注，就以“# ”开头"
    if is_below_text:
        yield Mend(column, "", message, following=count - 1, above=text, doubt=1)
    yield Mend(column, "", message, following=count - 1, doubt=1)


def _comment_sign(lines: list[str], number: int) -> Iterator[Mend]:
    """`＃ 备注`, `// 备注` on a line of its own; certain where the line cannot go on with the text above it."""
    line = lines[number]
    if match := _COMMENT_SIGN.match(line):
        message = f"注释要以半角的“#”开头，这里是“{match['sign']}”：请改成“#”，后面空一格"
        above = next((row for row in reversed(lines[:number]) if row.strip() and row.lstrip()[0] != "#"), None)
        field = re.match(START, above) if above is not None else None
        is_alone = not field or match.start("sign") <= field.end()
        certain = is_alone and match["sign"] in ("＃", "//") and not line[match.end() : match.end() + 1].isdigit()
        not_fields = words_of(line[match.end() :])[:1] if match["sign"] == "//" else ()
        fixed = f"{match['start']}# {line[match.end() :]}"
        yield Mend(match.start("sign") + 1, fixed, message, certain=certain, not_fields=not_fields)


_WIDE_COLON = by_pattern(
    f"{FIELD_START}{KEY}(?P<here>：)[ {WIDE_BLANKS}]*",
    _FIELD,
    "“{key}”后面是全角冒号“：”，请改成半角冒号加一个空格“: ”",
    certain=True,
)


def _wide_colons(lines: list[str], number: int) -> Iterator[Mend]:
    """Those of a row in braces with the commas before them, where there are any."""
    yield from wide_marks_in_braces(lines, number)
    yield from _WIDE_COLON(lines, number)


_STRUCTURE: tuple[Rule, ...] = (
    _comment_sign,
    by_pattern(
        rf"[ \t{WIDE_BLANKS}](?P<here>＃)(?=\s|$)",
        " #",
        "注释要以半角的“#”开头，这里是“{here}”：请改成“#”，后面空一格",
    ),
    by_pattern(
        rf"[ \t{WIDE_BLANKS}](?P<here>＃)(?=\S)",
        " # ",
        "“{here}”前面有空格，像是注释：是注释就改成半角的“#”，后面空一格；是文字就给整段加引号",
    ),
    _blank_after_colon("\u3000", "全角空格"),
    _blank_after_colon("\u00a0", "不换行空格（U+00A0）"),
    _blank_after_colon(WIDE_BLANKS, "别的空白"),
    _wide_colons,
    by_pattern(
        rf"{START}{KEY}[:：] *(?P<here>[:：])[ :：]*", _FIELD, "“{key}”后面的冒号写了两个：请只留一个", certain=True
    ),
    by_pattern(
        rf"{FIELD_START}{KEY}(?P<here>:)(?=[^\s:])",
        _FIELD,
        "“{key}:”的冒号后面少一个空格，请写成“{key}: …”",
        certain=True,
    ),
    by_pattern(
        rf"{START}(?P<key>[^\s:：#\"'\[\]{{}}&*!|>%@`,，﹕∶︰꞉=＝；;]+) *(?P<here>[﹕∶︰꞉=＝；;])\s*",
        _FIELD,
        "“{key}”后面的“{here}”不是冒号：请改成半角冒号加一个空格“: ”",
        certain=True,
    ),
)
_DASH = by_pattern(
    rf"^(?P<start>\s*)(?P<here>{_DASHES})[ {WIDE_BLANKS}]*(?:(?=[{{｛]?{KEY}[:：])|)",
    r"\g<start>- ",
    "列表每一项以半角减号加一个空格“- ”开头，这里是“{here}”",
    certain=True,
)
_SYMBOL_BEFORE_KEY = by_pattern(
    rf"{START}(?P<here>[@%!&*+?\\/`、，。]+)\s*(?={KEY}[:：](?:\s|$))",
    r"\g<start>",
    "字段名前面多了“{here}”：请删掉",
    certain=True,
)
_NO_COLON: tuple[Rule, ...] = (
    by_pattern(
        rf"{START}{_WORD}(?P<here>[ \u3000]+)(?P<value>[^\s#:：](?:[^:]|:(?! ))*)$",
        rf"{_FIELD}\g<value>",
        "“{key}”后面少了冒号，请写成“{key}: {value}”",
    ),
    by_pattern(rf"{START}{_WORD}(?P<here>[ ]*)$", r"\g<start>\g<key>:", "“{key}”后面少了冒号，请写成“{key}:”"),
)
_OTHER_MARK = by_pattern(
    rf"{START}(?P<key>[\u4e00-\u9fff]+) *(?P<here>[.．。·、~～|｜/／\\→_—–\"'’”-]+[:：]?)[ {WIDE_BLANKS}]*",
    _FIELD,
    "“{key}”后面要用半角冒号加一个空格“: ”，这里是“{here}”",
)
"""Tried behind lines of text, of which it says only where the name of a field stands that fits there."""
_SEPARATOR = by_pattern(
    r"^(?P<here>---|\.\.\.)\s*$",
    "",
    "一个文件里有两份 YAML（中间有“{here}”）：请拆成两个文件，或删掉“{here}”",
    "Y107",
)
_BLOCK_SIGN: tuple[Rule, ...] = (
    by_pattern(
        r"(?P<start>: *)(?P<here>[｜丨∣│])\s*$", r"\g<start>|", "分行用的“|”要用半角，这里是“{here}”", certain=True
    ),
    by_pattern(r"(?P<start>: *)(?P<here>＞)\s*$", r"\g<start>>", "分行用的“>”要用半角，这里是“{here}”", certain=True),
)
_NO_ITEM = by_pattern(rf"^(?P<start> *)(?P<here>-) (?={KEY}:(?:\s|$))", r"\g<start>", "这里多了“- ”：请删掉", doubt=1)

BROKEN: tuple[Rule, ...] = (
    _SEPARATOR,
    _wide_space,
    _tab,
    *_STRUCTURE,
    bare_value_inside,
    *BRACKETS,
    *QUOTES,
    unclosed_quote,
    *COMMA_BEHIND,
    unpaired_bracket,
    _DASH,
    _SYMBOL_BEFORE_KEY,
    unclosed_bracket,
    bare_value,
    _pasted,
    _OTHER_MARK,
    *_NO_COLON,
    _NO_ITEM,
    _indent,
)
"""For lines near which the parser gives up, from the surest to the least sure."""

ODD: tuple[Rule, ...] = (_wide_space, *_STRUCTURE, *BRACKETS, *QUOTES, unpaired_bracket, _DASH, *_BLOCK_SIGN)
"""For lines that the parser reads as something that nobody means."""

OF_ODDITY: dict[str, tuple[Rule, ...]] = {
    REPEATED: (_forgotten_dash,),
    ROW_GOES_ON: (
        by_pattern(
            r"^(?P<start> *)(?P<here>-) ", r"\g<start>  ", "这一行像是上一项的下文，前面多了“- ”：请改成两个空格"
        ),
    ),
}
"""For oddities that come of nothing else."""
