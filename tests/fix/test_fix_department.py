"""What is mended in a department's files, to the letter, and what is left for a person to say."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

from perfdocs.finding import Finding
from perfdocs.workspace import Workspace
from tests.support.bad_examples import BAD, spoil
from tests.support.check_specs import check_file, sentence
from tests.support.fixed_specs import fixed
from tests.support.workspaces import EXAMPLES, workspace

HEAD, FUND = "specs/2023/demo/department.yaml", "specs/2023/demo/funds/promotion.yaml"

MENDED = [
    ("full-width colon", HEAD, "部门名称: 演示局", "部门名称：演示局", "部门名称: 演示局"),
    ("misspelt, and required", HEAD, "指标值: 10个", "指标直: 10个", "指标值: 10个"),
    ("misspelt, of a longer name", HEAD, "年度绩效指标:\n  产", "年度绩效指表:\n  产", "年度绩效指标:\n  产"),
    ("a character too many", FUND, "测算依据: 8", "测算依依据: 8", "测算依据: 8"),
    ("two characters changed places", FUND, "项目实施期", "项目施实期", "项目实施期"),
    ("full-width letters", HEAD, "部门名称: 演示局", "部门名称: 演示局ＡＢ", "部门名称: 演示局AB"),
    ("slip and full-width digits", HEAD, "资金总额: 100", "资金总额：１００", "资金总额: 100"),
    ("a unit that the form prints", FUND, "    金额: 40\n", "    金额: 40 万元\n", "    金额: 40\n"),
    ("a unit that a field says", FUND, "金额: 40, ", "金额: 40万元, ", "金额: 40, "),
    ("an option in other characters", FUND, "单位: 万元", "单位: “万 元”", "单位: 万元"),
    ("a mark twice", HEAD, "演示区的招商。", "演示区的招商。。", "演示区的招商。"),
    ("a sign twice", HEAD, "≥80%", "≥≥80%", "≥80%"),
    ("blanks behind a text", HEAD, "招商股, 工作", "招商股\u3000, 工作", "招商股, 工作"),
    ("in a text of lines", HEAD, "负责演示区的招商。", "|\n  负责演示。。\n  招商。", "|\n  负责演示。\n  招商。"),
    ("in double quotes", HEAD, "负责演示区的招商。", '"负责\\t演示区，，招商。"', '"负责\\t演示区，招商。"'),
    (
        "parts of a value, full-width throughout",
        HEAD,
        "- {三级指标: 引进项目数, 指标值: 10个}",
        "- 三级指标: 引进项目数\n        指标值: ｛符号：≥，数值：１０，单位：个｝",
        "- 三级指标: 引进项目数\n        指标值: {符号: ≥, 数值: 10, 单位: 个}",
    ),
    ("a tab on an empty line", HEAD, "部门职责概述", "\t\n部门职责概述", "\n部门职责概述"),
    ("two lines, both too far in", FUND, "      项目:\n", "\t\t项目:\n", "      项目:\n"),
]  # fmt: skip
"""What it is, the file, a text in it, how it was typed, and what it becomes."""

LEFT = [
    ("another amount of a similar name", HEAD, "  资金总额: 100\n", "  资金总额: 100\n  资金总数: 100\n"),
    ("a name with another word", HEAD, "责任单位: 招商股", "责任单价: 招商股"),
    ("a short name that may be another", FUND, "支出内容: 差旅费, 金额: 40", "支出内容: 差旅费, 余额: 5, 金额: 40"),
    ("a number that may be two", FUND, "    金额: 40\n", "    金额: 4,0\n"),
    ("a mark in place of a colon", HEAD, "  资金总额: 100\n", "  资金总额. 100\n"),
    ("a letter", FUND, "    金额: 40\n", "    金额: 4O\n"),
    ("a unit that is not the form's", FUND, "    金额: 40\n", "    金额: 40元\n"),
    ("an anchor and its alias", HEAD, "部门名称: 演示局", "部门名称: &名 演示局\n部门简称: *名"),
    ("three full stops are dots", HEAD, "演示区的招商。", "演示区的招商。。。"),
    ("of two marks nobody knows which", HEAD, "演示区的招商。", "演示区，、的招商。"),
    ("a text in Chinese quotation marks", HEAD, "事项: 招商", "事项: “招商”"),
    ("a paragraph pasted to the margin", HEAD, "演示区的招商。", "演示区的招商。\n　　二是做好服务。"),
    ("a full stop behind quotes", HEAD, "部门名称: 演示局", '部门名称: "演示局"。'),
    ("a field behind another", HEAD, "年度: 2023\n部门名称: 演示局", "年度: 2023\n部门名称: 甲 年度: 乙"),
    ("a comment that may be text", HEAD, "演示区的招商。", "演示区的招商。\n  ＃1井改造"),
    ("a field that is commented out", HEAD, "部门名称: 演示局", "//部门名称: 演示局"),
    ("a comma that is missing at the end of a line", HEAD, "责任单位: 招商股, 工", "责任单位: 招商股\n    工"),
    ("not Chinese at all", HEAD, "部门名称: 演示局", "部门名称: |演示局"),
]
"""The same of what is left alone."""


@pytest.mark.parametrize(("file", "seed", "typed", "mended"), [row[1:] for row in MENDED], ids=[r[0] for r in MENDED])
def test_what_is_mended(small: Path, file: str, seed: str, typed: str, mended: str) -> None:
    before = (small / file).read_text("utf-8")
    assert seed in before
    (small / file).write_text(before.replace(seed, typed, 1), "utf-8")
    result = fixed(small, small / file)
    assert [(each.file, each.new.decode()) for each in result.files] == [(file, before.replace(seed, mended, 1))]
    assert result.mended > 0
    assert result.left == []


@pytest.mark.parametrize(("file", "seed", "typed"), [row[1:] for row in LEFT], ids=[row[0] for row in LEFT])
def test_what_is_left_alone(small: Path, file: str, seed: str, typed: str) -> None:
    before = (small / file).read_text("utf-8")
    assert seed in before
    (small / file).write_text(before.replace(seed, typed, 1), "utf-8")
    assert check_file(small, small / file) != ()
    assert fixed(small, small / file).files == []


@pytest.mark.parametrize("file", [HEAD, FUND])
@pytest.mark.parametrize(
    "marks",
    [{": ": "：", ", ": "，"}, {":": "：", "- ": "-", "{": "｛", "}": "｝"}, {": ": "： ", "- ": "－", "\n": "\r\n"}],
    ids=["colons and commas", "colons, dashes and braces", "dashes, on Windows"],
)
def test_a_file_typed_in_full_width_throughout(small: Path, file: str, marks: dict[str, str]) -> None:
    path = small / file
    text = path.read_text("utf-8")
    typed = text
    for half, wide in marks.items():
        typed = typed.replace(half, wide)
    path.write_text(typed, "utf-8", newline="")
    (changed,) = fixed(small, path).files
    assert changed.new.decode() == text.replace("\n", marks.get("\n", "\n"))


def test_a_file_of_one_line(small: Path) -> None:
    (small / HEAD).write_text("版式：shifeng-2023\n", "utf-8")
    (changed,) = fixed(small, small / HEAD).files
    assert changed.new.decode() == "版式: shifeng-2023\n"


def test_more_slips_than_are_told(small: Path) -> None:
    """They are mended with the last that is told, and texts in which the same signs stand are left alone."""
    path = small / FUND
    text = path.read_text("utf-8")
    direction = text[text.index("  - 名称") :].replace(
        "组队外出招商，引进企业。", "|\n      金额：40\n      - 名称：外出招商"
    )
    text = text[: text.index("  - 名称")] + "".join(direction.replace("外出", f"第{n}次外出") for n in range(60))
    block = "      金额：40\n"
    path.write_text(text.replace(": ", "：").replace("：|", ": |"), "utf-8")
    result = fixed(small, path)
    assert result.files[0].new.decode() == text
    assert block in text
    assert result.mended == 541
    assert len([finding for finding in check_file(small, path) if finding.code == "Y101"]) == 30


def test_what_is_waived_stays(small: Path) -> None:
    path = small / HEAD
    waiver = "豁免: [{代号: L102, 位置: 部门职责概述, 理由: 原文如此, 批准: 财政局, 截止: 2026-12-31}]\n"
    path.write_text(path.read_text("utf-8").replace("招商。\n", f"招商。。\n{waiver}"), "utf-8")
    assert [finding.code for finding in check_file(small, path) if finding.waived] == ["L102"]
    assert fixed(small, path).files == []


def test_what_would_lead_to_another_finding_is_refused(small: Path) -> None:
    """A waiver that calls a row by its name with a blank."""
    path = small / HEAD
    text = path.read_text("utf-8").replace("三级指标: 项目履约率,", "三级指标: '项目履约率　',")
    place = "年度绩效指标.产出指标.质量指标[项目履约率　].指标值"
    waiver = f'豁免: [{{代号: I108, 位置: "{place}", 理由: 甲, 批准: 财政局, 截止: 2026-12-31}}]\n'
    path.write_text(text.replace("≥80%", "显著提高") + waiver, "utf-8")
    result = fixed(small, path)
    assert (result.files, [finding.code for finding in result.left]) == ([], ["L105"])


def test_only_what_is_wanted(small: Path) -> None:
    path = small / HEAD
    text = path.read_text("utf-8")
    path.write_text(text.replace("部门名称: ", "部门名称：").replace("招商。\n", "招商。。\n"), "utf-8")

    def is_mark(finding: Finding) -> bool:
        return finding.code == "L102"

    assert fixed(small, path, is_mark).files == []  # a document that is not read as it is written
    (changed,) = fixed(small, path, lambda finding: not is_mark(finding)).files
    assert changed.new.decode() == text.replace("招商。\n", "招商。。\n")


BAD_MENDED = {
    "encoding-control-character", "encoding-gbk", "invisible-character", "schema-all-files-in-one-run",
    "schema-amount-full-width", "schema-amount-quoted", "schema-amount-with-separator", "schema-amount-with-unit",
    "schema-misspelt-key", "schema-misspelt-required-key", "schema-value-parts", "syntax-bare-operator-in-braces",
    "syntax-bare-percent-in-braces", "syntax-brace-not-closed", "syntax-colon-without-space",
    "syntax-colon-without-space-in-braces", "syntax-dash-without-space", "syntax-full-width-colon",
    "syntax-full-width-colon-in-braces", "syntax-full-width-colons", "syntax-full-width-comma-in-braces",
    "syntax-quote-not-closed", "syntax-several-slips", "syntax-tab", "syntax-tab-before-key",
    "syntax-value-starts-with-at", "syntax-value-starts-with-greater", "syntax-value-starts-with-percent",
    "syntax-value-with-colon", "syntax-wide-space-indent",
}  # fmt: skip
"""Of `tests/examples/bad` those of which something is mended."""


SLIPS = yaml.safe_load((EXAMPLES / "slips.yaml").read_text("utf-8"))["slips"]


@pytest.mark.slow
def test_every_bad_example_with_something_to_mend(tmp_path: Path) -> None:
    mended = set()
    for number, path in enumerate(BAD):
        root = workspace(tmp_path / str(number), EXAMPLES / "small")
        spoil(root, yaml.safe_load(path.read_text("utf-8")))
        departments, _ = Workspace(root).departments()
        mended |= {path.stem for each in departments if mend(root, each.directory / "department.yaml")}
    assert mended == BAD_MENDED


@pytest.mark.slow
def test_every_slip_with_something_to_mend(small: Path) -> None:
    number = 0
    for slip in SLIPS:
        path = small / "specs/2023/demo" / slip["file"]
        seed = path.read_text("utf-8")
        path.write_text(seed.replace(slip["from"], slip["to"], 1), "utf-8", newline="")
        number += mend(small, path)
        path.write_text(seed, "utf-8", newline="")
    assert number >= len(SLIPS) // 2


def mend(root: Path, file: Path) -> bool:
    """Mends a department; nothing mendable may be left, nor anything new of how files are written be found."""
    before = of_reading(check_file(root, file))
    result = fixed(root, file)
    for changed in result.files:
        (root / changed.file).write_bytes(changed.new)
    after = of_reading(check_file(root, file))
    assert result.left == []
    assert [finding for finding in after if finding.fix] == []
    assert {sentence(finding) for finding in after} <= {sentence(finding) for finding in before}
    return bool(result.files)


def of_reading(findings: Sequence[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.code[0] in "YS"]
