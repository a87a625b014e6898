from __future__ import annotations

from pathlib import Path

import pytest

from perfdocs.errors import PerfdocsError
from perfdocs.finding import Severity
from perfdocs.pack.manifest import Packs
from perfdocs.schema.node import Node
from perfdocs.skeleton.find_table import spots
from perfdocs.skeleton.new_row import with_new_row
from perfdocs.skeleton.vocabulary import name_field
from perfdocs.yamlfile.reader import read
from perfdocs.yamlfile.write_values import flow
from tests.support.for_each import for_each
from tests.support.sound_specs import block, written
from tests.support.workspaces import EXAMPLES, ROOT


def tree(pack: str, kind: str) -> Node:
    whole, _ = Packs(ROOT).get(pack)
    assert whole is not None
    found = whole.kind(kind)
    assert found is not None
    return found.schema.tree


def with_indicator(text: str, place: str, name: str) -> str:
    """A file of a department with an indicator more, without the comments."""
    node = tree("shifeng-2023", "部门")
    data = read(text.encode(), "a.yaml").data
    spot = next(each for each in spots(node, data) if ".".join(map(str, each.keys)).endswith(place))
    new = with_new_row(text, data, spot, {"三级指标": name}).text
    return "".join(line for line in new.splitlines(keepends=True) if not line.lstrip().startswith("#"))


NEW = "- 三级指标: 新\n{0}  指标值:\n"
CASES = {
    "behind the last": (
        "年度绩效指标:\n 产出指标:\n  数量指标:\n  - {三级指标: 甲, 指标值: 1}   # 注\n  质量指标:\n",
        "年度绩效指标:\n 产出指标:\n  数量指标:\n  - {三级指标: 甲, 指标值: 1}   # 注\n  "
        + NEW.format("  ")
        + "  质量指标:\n",
    ),
    "in the place of a blank one": (
        "年度绩效指标:\n  产出指标:\n    数量指标:\n      - 三级指标:\n        指标值:\n    质量指标: []\n",
        "年度绩效指标:\n  产出指标:\n    数量指标:\n      " + NEW.format("      ") + "    质量指标: []\n",
    ),
    "a blank one with a note of the clerk's stays": (
        "年度绩效指标:\n  产出指标:\n    数量指标:\n      - 三级指标:   # 问局长\n        指标值:\n",
        "年度绩效指标:\n  产出指标:\n    数量指标:\n      - 三级指标:   # 问局长\n        指标值:\n      "
        + NEW.format("      "),
    ),
    "one with a sign for nothing stays": (
        "年度绩效指标:\n  产出指标:\n    数量指标:\n      - 三级指标: /\n        指标值:\n",
        "年度绩效指标:\n  产出指标:\n    数量指标:\n      - 三级指标: /\n        指标值:\n      "
        + NEW.format("      "),
    ),
    "a blank table": (
        "年度绩效指标:\n  产出指标:\n    数量指标:    # 注\n    质量指标:\n",
        "年度绩效指标:\n  产出指标:\n    数量指标:    # 注\n      " + NEW.format("      ") + "    质量指标:\n",
    ),
    "an empty list": (
        "年度绩效指标:\n  产出指标:\n    数量指标: []\n",
        "年度绩效指标:\n  产出指标:\n    数量指标:\n      " + NEW.format("      "),
    ),
    "a blank group": (
        "年度绩效指标:\n  产出指标:\n  效益指标: {}\n部门职责概述: 甲\n",
        "年度绩效指标:\n  产出指标:\n    数量指标:\n      "
        + NEW.format("      ")
        + "  效益指标: {}\n部门职责概述: 甲\n",
    ),
    "no table, in the form's order": (
        "年度绩效指标:\n  产出指标:\n    质量指标:\n      - {三级指标: 甲, 指标值: 1}\n    成本指标:\n",
        "年度绩效指标:\n  产出指标:\n    质量指标:\n      - {三级指标: 甲, 指标值: 1}\n    成本指标:\n"
        "    数量指标:\n      " + NEW.format("      "),
    ),
    "no group": (
        "部门职责概述: |\n  甲\n  乙\n签报:\n",
        "部门职责概述: |\n  甲\n  乙\n年度绩效指标:\n  产出指标:\n    数量指标:\n      "
        + NEW.format("      ")
        + "签报:\n",
    ),
    "in brackets": (
        "年度绩效指标: {产出指标: {数量指标: [{三级指标: 甲, 指标值: 1}], 质量指标: }}\n",
        "年度绩效指标: {产出指标: {数量指标: [{三级指标: 甲, 指标值: 1}, {三级指标: 新, 指标值: }], 质量指标: }}\n",
    ),
    "none in braces": (
        "年度绩效指标: {产出指标: {质量指标: }}\n",
        "年度绩效指标: {产出指标: {质量指标: , 数量指标: [{三级指标: 新, 指标值: }]}}\n",
    ),
    "no end of line": (
        "年度绩效指标:\n  产出指标:\n    数量指标:\n      - {三级指标: 甲, 指标值: 1}",
        "年度绩效指标:\n  产出指标:\n    数量指标:\n      - {三级指标: 甲, 指标值: 1}\n      " + NEW.format("      "),
    ),
}


@for_each("name", CASES)
def test_a_row_is_put_in_place(name: str) -> None:
    source, expected = CASES[name]
    assert with_indicator(source, "产出指标.数量指标", "新") == expected


def test_what_cannot_be_written_is_refused() -> None:
    node = tree("shifeng-2023", "部门")
    spot = next(each for each in spots(node, {}) if each.keys[-1] == "数量指标")
    sentence = "没有能加进去：文件里这一处的写法认不准，没有动它。请在编辑器里照着旁边的一条抄一条"
    with pytest.raises(PerfdocsError, match=sentence):
        with_new_row("部门职责概述: 甲\n", {}, spot, {"三级指标": "新"})


@pytest.mark.slow
def test_every_table_of_every_file_takes_a_row() -> None:
    """In files as they stand, with every field on a line of its own, and all on one line: `with_new_row` itself
    refuses where anything else would change."""
    number = 0
    for pack in Packs(ROOT).names:
        whole, _ = Packs(ROOT).get(pack)
        assert whole is not None
        for kind in whole.kinds:
            for directory in (ROOT / "specs", EXAMPLES / "silence/sound", EXAMPLES / "as-filed", EXAMPLES / "stories"):
                for path in sorted(directory.rglob(Path(kind.path).name)):
                    document = read(path.read_bytes(), "")
                    faults = [f for f in document.findings if f.severity is Severity.ERROR]
                    if faults or not path.match(kind.path) or not document.source or pack not in told_pack(path):
                        continue
                    data, source = document.data, document.source.text or ""
                    for text in (source, written(list(block(data))), flow(data) + "\n"):
                        for spot in spots(kind.schema.tree, data):
                            name = name_field(spot.row)
                            new = with_new_row(text, data, spot, {name: "新的一条"})
                            number += 1
                            assert len(new.text) > len(text)
    assert number > 1000


def told_pack(path: Path) -> str:
    head = next(above / "department.yaml" for above in path.parents if (above / "department.yaml").is_file())
    return head.read_text("utf-8")
