"""A redline of the demonstration year that came back, to the letter: what `verify` says, and what `pull` writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfdocs.returned.verifying import redline_outcome
from perfdocs.returned.verifying.redline_outcome import Decision
from tests.support.decided_redlines import decide_in
from tests.support.printed_workspace import DEPARTMENT, PROMOTION, STAFF, type_into
from tests.support.run_command import Command

FILES = "build/redline/2023-2024/commerce"
HEAD = f"{FILES}/01-2024年部门整体支出绩效目标表（对照2023修订）.docx"
WHOLE = f"{FILES}/2024年株洲市石峰区商务局绩效目标表（整套）（对照2023修订）.docx"
NEW = DEPARTMENT.replace("2023", "2024")
YEARS = "specs/2023/commerce 和 specs/2024/commerce 对照的修订件"
REJECTED = ("226.26", "240", "消费促进商贸股举办促消费活动6场以上。")
LEFT_OPEN = ("辖区企业满意度", "≥90%")


@pytest.fixture
def workspace(real: Path, perfdocs: Command) -> Path:
    """The workspace with the redlines of the demonstration year, not in git."""
    assert perfdocs("redline", "2023", "2024", "--root", real).status == 0
    return real


def choose(text: str) -> Decision:
    return Decision.REJECTED if text in REJECTED else Decision.OPEN if text in LEFT_OPEN else Decision.ACCEPTED


def lines(out: str, root: Path, *codes: str) -> list[str]:
    """The findings with these codes, without the path of the workspace."""
    found = [line.replace(f"{root}/", "") for line in out.splitlines()]
    return [line for line in found if line.split()[2] in codes]


@pytest.mark.slow
def test_untouched(workspace: Path, perfdocs: Command) -> None:
    ran = perfdocs("verify", workspace / HEAD, workspace / WHOLE, "--root", workspace)
    assert ran.status == 0
    assert {line.split()[2] for line in ran.out.splitlines()} == {"N343"}
    assert f"{HEAD}：{YEARS}，还没有决定 30 处；此外没有动过\n" in ran.err
    assert f"{WHOLE}：{YEARS}，还没有决定 95 处；此外没有动过\n" in ran.err


@pytest.mark.slow
def test_decided_one_by_one(workspace: Path, perfdocs: Command) -> None:
    decide_in(workspace / HEAD, choose)
    ran = perfdocs("verify", workspace / HEAD, "--root", workspace)
    assert ran.status == 0
    assert lines(ran.out, workspace, "N342", "N343") == [
        f"{HEAD}:4:2: 提示 N342 第 1 个表第 4 行第 2 格（年度预算申请（万元） 资金总额）：“226.26”改为“240”：拒绝",
        f"{HEAD}:6:3: 提示 N342 第 1 个表第 6 行第 3 格（年度预算申请（万元） 其中：一般公共预算拨款）："
        "“226.26”改为“240”：拒绝",
        f"{HEAD}:11:1: 提示 N342 第 2 个表第 2 行：加上的一行（在这一行下面）"
        "“消费促进 | 商贸股 | 举办促消费活动6场以上。”：拒绝",
        f"{HEAD}:22:5: 提示 N343 第 3 个表第 10 行第 5 格（效益指标 社会公众及服务对象满意度指标 指标值及单位）："
        "“辖区企业满意度”改为“≥90%”：还没有决定",
    ]
    assert lines(ran.out, workspace, "N341")[:6] == [
        f"{HEAD}:1:1: 提示 N341 第 1 个表第 1 行第 1 格（年度）：“2023”改为“2024”：接受",
        f"{HEAD}:6:5: 提示 N341 第 1 个表第 6 行第 5 格（年度预算申请（万元） 其中：基本支出）："
        "“175.11”改为“180”：接受",
        f"{HEAD}:7:5: 提示 N341 第 1 个表第 7 行第 5 格（年度预算申请（万元） 项目支出）：“51.15”改为“60”：接受",
        f"{HEAD}:9:2: 提示 N341 第 1 个表第 9 行第 2 格（部门职责概述）："
        "加上“负责全区商贸流通、招商引资和对外经济合作。”：接受",
        f"{HEAD}:11:4: 提示 N341 第 2 个表第 2 行第 4 格（工作目标）：“,”改为“，”：接受",
        f"{HEAD}:11:4: 提示 N341 第 2 个表第 2 行第 4 格（工作目标）：“14”改为“10”：接受",
    ]
    deleted = "第 3 个表第 4 行：删去的一行（在这一行下面）“成本指标 | 226.26 | 226.26”：接受"
    assert f"{HEAD}:16:1: 提示 N341 {deleted}" in lines(ran.out, workspace, "N341")
    assert f"{HEAD}：{YEARS}，接受 26 处，拒绝 3 处，还没有决定 1 处；此外没有动过\n" in ran.err


@pytest.mark.slow
def test_edited_besides(workspace: Path, perfdocs: Command) -> None:
    decide_in(workspace / HEAD, choose)
    type_into(workspace / HEAD, ("180", "1800", 0), ("招商股", "招商局", 0))
    ran = perfdocs("verify", workspace / HEAD, "--root", workspace)
    assert ran.status == 1
    assert lines(ran.out, workspace, "N301") == [
        f"{HEAD}:6:5: 错误 N301 第 1 个表第 6 行第 5 格（年度预算申请（万元） 其中：基本支出）：“180”改成了“1800”",
        f"{HEAD}:11:3: 错误 N301 第 2 个表第 2 行第 3 格（责任单位/科室）：“招商股”改成了“招商局”",
    ]
    assert f"{HEAD}：{YEARS}，接受 25 处，拒绝 3 处，还没有决定 1 处；此外还有改动\n" in ran.err


@pytest.mark.slow
def test_a_rejected_text_that_is_hidden_is_told(workspace: Path, perfdocs: Command) -> None:
    decide_in(workspace / HEAD, choose)
    type_into(workspace / HEAD, ("226.26", '226.26</w:t></w:r><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>', 0))
    clean = perfdocs("verify", workspace / HEAD, "--root", workspace)
    assert lines(clean.out, workspace, "N316") == []
    xml_of_the_first = ("226.26", '226</w:t></w:r><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>.26', 1)
    type_into(workspace / HEAD, xml_of_the_first)
    ran = perfdocs("verify", workspace / HEAD, "--root", workspace)
    (told,) = lines(ran.out, workspace, "N316")
    assert "第 1 个表第 6 行第 3 格（年度预算申请（万元） 其中：一般公共预算拨款）：字的颜色和印出的不一样" in told


@pytest.mark.slow
def test_pull_writes_what_was_rejected(workspace: Path, perfdocs: Command) -> None:
    decide_in(workspace / HEAD, choose)
    before = (workspace / NEW).read_text("utf-8")
    ran = perfdocs("pull", workspace / HEAD, "--root", workspace)
    assert ran.status == 0
    assert lines(ran.out, workspace, "N403", "N402", "N401") == [
        f"{NEW}:9:9: 提示 N403 写回：240 → 226.26",
        f"{NEW}:11:15: 提示 N403 写回：240 → 226.26",
        f"{NEW}:24:5: 提示 N403 写回：删掉了这一行",
    ]
    assert [line.split("：")[-1] for line in lines(ran.out, workspace, "N343")] == ["还没有决定"]
    row = "  - 事项: 消费促进\n    责任单位: 商贸股\n    工作目标: 举办促消费活动6场以上。\n"
    assert row in before
    expected = before.replace("资金总额: 240", "资金总额: 226.26").replace("拨款: 240", "拨款: 226.26").replace(row, "")
    assert (workspace / NEW).read_text("utf-8") == expected


@pytest.mark.slow
def test_pull_of_all_rejected(workspace: Path, perfdocs: Command) -> None:
    decide_in(workspace / WHOLE, lambda _: Decision.REJECTED, Decision.REJECTED)
    ran = perfdocs("pull", workspace / WHOLE, "--root", workspace)
    assert ran.status == 1
    assert [line for line in lines(ran.out, workspace, "N402") if " 错误 " in line] == [
        f"{WHOLE}:79:1: 错误 N402 第 11 个表第 4 行：这一行退回了上一年的位置，行的次序没有写回：请自己改填报文件"
    ]
    assert lines(ran.out, workspace, "N402")[:2] == [
        f"{WHOLE}:1:1: 提示 N402 第 1 个表第 1 行第 1 格（年度）："
        "“2023年部门整体支出绩效目标表”是上一年的年度，拒绝了修订也没有写回",
        f"{WHOLE}:24:1: 提示 N402 第 4 个表第 1 行第 1 格（年度）："
        "“2023年区级专项资金绩效目标汇总表”是上一年的年度，拒绝了修订也没有写回",
    ]
    worked_out = "第 5 个表第 2 行第 3 格（合计 金额）：“51.15”是算出来的，拒绝了修订也没有写回：它跟着明细变"
    assert f"{WHOLE}:27:3: 提示 N402 {worked_out}" in lines(ran.out, workspace, "N402")
    first, *_ = perfdocs("diff", "2023", "2024", "--root", workspace).out.splitlines()
    assert first == "合计：新增 1，取消 0，变弱 0，其他变化 1；金额 226.26 万元，没有变化"


@pytest.mark.slow
def test_a_file_that_came_and_one_that_went(real: Path, perfdocs: Command) -> None:
    funds = real / "specs/2024/commerce/funds"
    text = (funds / "retiree-staff.yaml").read_text("utf-8")
    (funds / "retiree-staff.yaml").unlink()
    (funds / "e-commerce.yaml").write_text(text.replace("提退人员经费", "电子商务经费"), "utf-8")
    assert perfdocs("redline", "2023", "2024", "--root", real).status == 0
    decide_in(real / WHOLE, lambda _: Decision.REJECTED, Decision.REJECTED)
    before = (funds / "e-commerce.yaml").read_text("utf-8")
    ran = perfdocs("pull", real / WHOLE, "--root", real)
    refused = [line.partition("N402 ")[2] for line in lines(ran.out, real, "N402") if " 错误 " in line]
    assert before == (funds / "e-commerce.yaml").read_text("utf-8")
    assert refused == [
        "specs/2024/commerce/funds/e-commerce.yaml 是新增的，拒绝了没有写回：要取消它，请自己删去这个文件",
        "第 6 个表第 1 行：specs/2023/commerce/funds/retiree-staff.yaml 今年取消了，拒绝了没有写回："
        "要留着它，请从上一年复制这个文件",
        "第 11 个表第 4 行：这一行退回了上一年的位置，行的次序没有写回：请自己改填报文件",
    ]


@pytest.mark.slow
def test_specs_that_are_gone(workspace: Path, perfdocs: Command) -> None:
    for file in (STAFF, PROMOTION, DEPARTMENT):
        (workspace / file).unlink()
    for path in sorted((workspace / ".perfdocs").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    ran = perfdocs("verify", workspace / HEAD, "--root", workspace)
    assert (ran.status, lines(ran.out, workspace, "N310")) == (
        2,
        [f"{HEAD}:1:1: 错误 N310 它是 {YEARS}，那时的填报文件找不到了：不能核对"],
    )
    ran = perfdocs("pull", workspace / HEAD, "--root", workspace)
    reason = "做这份修订件的填报文件（specs/2023/commerce、specs/2024/commerce）找不到了"
    assert lines(ran.out, workspace, "N310") == [f"{HEAD}:1:1: 错误 N310 {reason}，不知道哪些是接受的、哪些是拒绝的"]


@pytest.mark.slow
def test_specs_that_were_edited_since(workspace: Path, perfdocs: Command) -> None:
    text = (workspace / NEW).read_text("utf-8")
    (workspace / NEW).write_text(text.replace("责任单位: 商贸股", "责任单位: 商务股"), "utf-8")
    ran = perfdocs("verify", workspace / HEAD, "--root", workspace)
    assert (ran.status, f"{HEAD}：{YEARS}，还没有决定 30 处；此外没有动过\n" in ran.err) == (0, True)
    assert lines(ran.out, workspace, "N311") == [
        f"{HEAD}:1:1: 警告 N311 填报文件（specs/2024/commerce）在这份修订件做好以后改过：请确认对照的是不是最新的"
    ]


@pytest.mark.slow
def test_too_much(workspace: Path, perfdocs: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redline_outcome, "MOST_STEPS", 5)
    ran = perfdocs("verify", workspace / HEAD, "--root", workspace)
    sentence = "这份修订件改得太多，看不出各处修订是接受了还是拒绝了：请在原来的修订件上重新处理"
    assert lines(ran.out, workspace, "N310") == [f"{HEAD}:1:1: 错误 N310 {sentence}"]
    assert lines(perfdocs("pull", workspace / HEAD, "--root", workspace).out, workspace, "N310") == [
        f"{HEAD}:1:1: 错误 N310 {sentence}"
    ]
