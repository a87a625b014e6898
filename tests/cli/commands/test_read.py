"""What was understood of a phrase, as text and as JSON."""

from __future__ import annotations

import io
import json

import pytest

from tests.support.run_command import Command


def given(monkeypatch: pytest.MonkeyPatch, source: bytes) -> None:
    """Standard input."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(source)))


def test_quantities_and_calculations_as_text(perfdocs: Command) -> None:
    ran = perfdocs(
        "read", "新增企业3-5家，合格率由90%提高到95%以上", "车补1040*12=12840，约4万元", "2人×300元=500元", ""
    )
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == (
        "新增企业3-5家，合格率由90%提高到95%以上\n"
        "  3～5家：新增企业\n"
        "  90%（原来的数，不是目标）：合格率\n"
        "  ≥95%：合格率\n"
        "  不当算式算：没有算式，也没有金额\n"
        "车补1040*12=12840，约4万元\n"
        "  ≈4万元：没有写是什么的数\n"
        "  不当算式算：“约”说不准是多少\n"
        "2人×300元=500元\n"
        "  没有要达到的数\n"
        "  “2人×300元=500元”算错了：应是 2×300=600 元，写的是 500 元\n"
        "  算出来：2×300=600 元\n"
        "\n"
        "  没有要达到的数\n"
        "  不当算式算：没有算式，也没有金额\n"
    )


def test_why_a_text_is_no_calculation_is_told_where_it_might_be_one(perfdocs: Command) -> None:
    ran = perfdocs("read", "每周不少于3次", "1-6月28人，7-12月30人，每人2600元", "每人不低于300元，共20人")
    assert [line for line in ran.out.splitlines() if "算" in line] == [
        "  不当算式算：没有算式，也没有金额",
        "  不当算式算：“1-6月”说不准是多少",
        "  不当算式算：“不低于”说不准是多少",
    ]


def test_json(perfdocs: Command) -> None:
    ran = perfdocs("read", "--format", "json", "新增企业3-5家，不能低于90分", "5人×0.2万元=1.1万元", "1040*12")
    assert (ran.status, ran.err) == (0, "")
    assert json.loads(ran.out) == [
        {
            "text": "新增企业3-5家，不能低于90分",
            "quantities": [
                {"operator": "", "number": "3", "upper": "5", "unit": "家", "subject": "新增企业"},
                {"operator": "≥", "number": "90", "upper": None, "unit": "分", "subject": ""},
            ],
            "calculation": None,
        },
        {
            "text": "5人×0.2万元=1.1万元",
            "quantities": [],
            "calculation": {
                "total": "10000",
                "unit": "元",
                "wrong": [{"part": "5人×0.2万元=1.1万元", "said": "11000", "right": "10000"}],
            },
        },
        {"text": "1040*12", "quantities": [], "calculation": {"total": "12480", "unit": "", "wrong": []}},
    ]


@pytest.mark.parametrize("arguments", [["-"], []])
def test_each_line_of_standard_input(perfdocs: Command, monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    given(monkeypatch, "\ufeff培训3期\n\n满意度≥90%\n".encode())
    ran = perfdocs("read", *arguments, "--format", "json")
    read = [(reading["text"], len(reading["quantities"])) for reading in json.loads(ran.out)]
    assert read == [("培训3期", 1), ("", 0), ("满意度≥90%", 1)]


def test_standard_input_that_is_no_text(perfdocs: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, "培训".encode("gbk"))
    ran = perfdocs("read", "-")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "perfdocs：标准输入不是 UTF-8 的文字：请先转成 UTF-8\n"
