"""What does not look as it was printed, and what was not printed at all, as sentences at its cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from perfdocs.finding import Finding, Place, Severity
from perfdocs.returned.cell_findings import finding_at, place_in, quote
from perfdocs.returned.verifying.allowed import Level
from perfdocs.returned.verifying.as_printed import PrintedDocument
from perfdocs.returned.verifying.cell_differences import Difference, DifferenceKind, RowPair, cell_pairs
from perfdocs.returned.verifying.difference_findings import is_signature_cell
from perfdocs.returned.verifying.look_differences import LookDifference, look_differences
from perfdocs.returned.verifying.strange_parts import DRAWINGS, Places, comments, is_seal_inside, strange_parts
from perfdocs.word.effective import INHERITED
from perfdocs.word.incoming import IncomingDocument
from perfdocs.word.page_edges import EDGES

_PAGES = {"default": "", "first": "首页", "even": "偶数页"}
_OF_EDGES = {f"{edge}.{kind}": f"{pages}{word}" for edge, word in EDGES.items() for kind, pages in _PAGES.items()}
_NAMES = {
    "vanish": "隐藏",
    "specVanish": "隐藏",
    "webHidden": "隐藏",
    "end.vanish": "结尾的隐藏",
    "hidden": "隐藏",
    "sz": "大小",
    "color": "颜色",
    "shd": "底纹",
    "highlight": "突出显示",
    "position": "上下的位置",
    "w": "宽窄",
    "spacing": "字距",
    "strike": "删除线",
    "dstrike": "双删除线",
    "u": "下划线",
    "b": "加粗",
    "i": "倾斜",
    "caps": "大写",
    "vertAlign": "上标下标",
    "rFonts.ascii": "字体",
    "rFonts.hAnsi": "字体",
    "rFonts.eastAsia": "字体",
    "numPr": "自动编号",
    "jc": "对齐",
    "pBdr": "边框",
    "spacing.line": "行距",
    "spacing.lineRule": "行距的规则",
    "spacing.before": "段前",
    "spacing.after": "段后",
    "ind.left": "左缩进",
    "ind.right": "右缩进",
    "ind.firstLine": "首行缩进",
    "blank": "空段的数目",
    "length": "数目",
    "order": "次序",
    "tblCellMar": "格边距",
    "tcMar": "格边距",
    "textDirection": "文字方向",
    "width": "宽度",
    "tcW.w": "宽度",
    "trHeight.val": "高度",
    "trHeight.hRule": "高度的规则",
    "vAlign": "上下的对齐",
    "border.tl2br": "斜线",
    "border.tr2bl": "斜线",
    "border.left": "左框线",
    "border.right": "右框线",
    "border.top": "上框线",
    "border.bottom": "下框线",
    "tabs": "制表位",
    "pgSz.w": "宽度",
    "pgSz.h": "高度",
    **_OF_EDGES,
}
"""What properties are called; the others by Word's own names for them."""
SHORT = 30
"""Characters of a value that a message quotes; more are XML, and say nothing to a clerk."""
_MARKED = ("vanish", "strike", "dstrike", "numPr", "length")
"""Properties that the marks of a cell tell (N307)."""


def look_findings(
    returned: IncomingDocument,
    printed: PrintedDocument,
    pairs: Sequence[RowPair],
    differences: Iterable[Difference],
    of_this_version: bool,
) -> Iterator[Finding]:
    """N316 for looks, N317 for what was not printed. `differences` are told already, and not once more."""
    marked = {each.cell.element for each in differences if each.kind is DifferenceKind.MARKED and each.cell is not None}
    changed = {each.cell.element for each in differences if each.cell is not None}
    seen: set[tuple[Level, str, int, int]] = set()
    hidden = False
    for difference in look_differences(returned, printed, pairs, of_this_version):
        change = difference.change
        key = change.level, name_of(change.name), difference.row.number if difference.row else 0, difference.column
        is_told = difference.cell is not None and difference.cell.element in marked and change.name in _MARKED
        if not is_told and key not in seen and not (hidden and change.name == "end.vanish"):
            yield _look_finding(returned.name, difference)
        seen.add(key)
        hidden = hidden or change.name == "vanish"
    yield from _strange_findings(returned, printed, pairs, marked | changed)


def name_of(name: str) -> str:
    """What a property is called; the parts of one (`framePr.x`) are called the same."""
    base = name.partition(".")[0]
    return _NAMES.get(name) or _NAMES.get(base, base)


def _look_finding(file: str, difference: LookDifference) -> Finding:
    change = difference.change
    name = name_of(change.name)
    more = f"，一样的还有 {difference.more} 处" if difference.more else ""
    plain = (value.replace(INHERITED, "（只在样式里）") or "没有" for value in (change.old, change.new))
    old, new = (value if len(value) < SHORT else "有" for value in plain)
    message = f"{change.level}的{name}和印出的不一样（原来{old}，现在{new}）{more}：看到的可能不是印出的，请核对"
    if difference.row is None:
        return Finding("N316", Place(file), message)
    place = place_in(file, difference.row, difference.cell)
    label = difference.printed.label(difference.column) if difference.printed and difference.cell else ""
    return finding_at(place._replace(label=label), "N316", message)


def _strange_findings(
    returned: IncomingDocument, printed: PrintedDocument, pairs: Sequence[RowPair], told: set[object]
) -> Iterator[Finding]:
    places, seals = Places(returned.rows), _signature_cells(pairs)
    seen: set[tuple[str, object]] = set()
    for strange in strange_parts(returned.document, printed.package.document):
        where = places.of(strange.element)
        cell = where[1].element if where else None
        if strange.element is not None and cell is not None and strange.element.tag in DRAWINGS:
            is_seal = cell in seals and is_seal_inside(strange.element, cell)
            if is_seal or (cell in told and cell not in seals):
                continue
        if (strange.name, cell) in seen:
            continue
        seen.add((strange.name, cell))
        text = f"：{quote(strange.text)}" if strange.text else ""
        message = f"有{strange.name}，印出来的文件里没有{text}。请核对；不是自己加的，请重新要一份"
        severity = Severity.ERROR if strange.is_serious else Severity.WARNING
        if where:
            yield finding_at(place_in(returned.name, *where), "N317", message, severity)
        else:
            yield Finding("N317", Place(returned.name), message, severity=severity)


def _signature_cells(pairs: Iterable[RowPair]) -> set[object]:
    """The cells that are there to be signed and stamped."""
    return {
        cell.element
        for old, row in pairs
        if old and row
        for column, cell in cell_pairs(old.row, row)
        if column is not None and cell is not None and is_signature_cell(old, column)
    }


def comment_findings(returned: IncomingDocument) -> Iterator[Finding]:
    """N318: every comment with its cell."""
    places = Places(returned.rows)
    for comment in comments(returned.document):
        author = f"（{comment.author}）" if comment.author else ""
        message = f"有批注{author}：{quote(comment.text)}"
        where = places.of(comment.element)
        if where:
            yield finding_at(place_in(returned.name, *where), "N318", message, Severity.WARNING)
        else:
            yield Finding("N318", Place(returned.name), message, severity=Severity.WARNING)
