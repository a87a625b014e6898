"""A direction that is another fund's now, also where its own fund is gone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.run_command import Command
from tests.support.workspaces import EXAMPLES, workspace

GONE = "specs/2024/wjj/funds/gw.yaml"


@pytest.fixture
def moved(tmp_path: Path) -> Path:
    return workspace(tmp_path, EXAMPLES / "stories/06-direction-moved/specs")


def test_from_a_fund_that_is_gone(moved: Path, perfdocs: Command) -> None:
    (moved / GONE).unlink()
    told = json.loads(perfdocs("diff", "2023", "2024", "--format", "json", "--root", moved).out)
    kinds = [(change["kind"], change["label"]) for change in told["changes"] if change["kind"] != "year-moved"]
    assert kinds == [
        ("removed", "基本公共卫生服务专项"),
        ("moved", "支出方向（子项）“妇幼保健经费”"),
    ]
    notes = {total["label"]: total.get("notes") for total in told["totals"]}
    assert notes["基本公共卫生服务专项"] == ["“妇幼保健经费”（30 万元）移到“其他卫生专项”"]
    assert notes["其他卫生专项"] == ["“妇幼保健经费”（30 万元）从“基本公共卫生服务专项”移来"]


def test_a_name_that_stands_twice_has_not_moved(moved: Path, perfdocs: Command) -> None:
    """Two directions of one name came: which of them it was, nobody knows."""
    text = (moved / "specs/2024/wjj/funds/qt.yaml").read_text("utf-8")
    (moved / "specs/2024/wjj/funds/third.yaml").write_text(text.replace("其他卫生专项", "第三专项"), "utf-8")
    (moved / "specs/2023/wjj/funds/third.yaml").write_text("专项名称: 第三专项\n支出方向: []\n", "utf-8")
    told = json.loads(perfdocs("diff", "2023", "2024", "--format", "json", "--root", moved).out)
    assert [change["label"] for change in told["changes"] if change["kind"] == "moved"] == []
