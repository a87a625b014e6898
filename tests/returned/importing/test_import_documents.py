"""Last year's Word files as specs: whatever habits a clerk has, the same data, and nothing lost without a word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from perfdocs.compare.find_changes import without_blank_fields
from perfdocs.finding import Finding
from perfdocs.returned.importing.import_documents import ImportedSpecs
from perfdocs.word.incoming import open_incoming
from perfdocs.yamlfile.reader import read
from tests.support.clerk_documents import Habits, forms_as_docx
from tests.support.clerk_habits import FILED, HABITS
from tests.support.printed_forms import importer
from tests.support.run_command import Command
from tests.support.some_fast import some_fast
from tests.support.workspaces import ROOT


def data_of(made: ImportedSpecs) -> dict[str, Any]:
    """The specs by file name, without blanks."""
    documents = {name: read(text.encode(), name) for name, text in made.files.items()}
    assert [one.findings for one in documents.values()] == [()] * len(documents)
    return {name: without_blank_fields(one.data) for name, one in documents.items()}


def specs(directory: str) -> list[Any]:
    """The project's own specs, without blanks and without what no form prints."""
    paths = [ROOT / "specs" / directory / "department.yaml"]
    paths += sorted((ROOT / "specs" / directory).glob("*/*.yaml"))
    return [unprinted_off(without_blank_fields(read(path.read_bytes(), path.name).data)) for path in paths]


def unprinted_off(data: Any) -> Any:
    if isinstance(data, dict):
        left_out = ("排序", "编号", "口径", "专项金额", "明细合计", "豁免")
        return {key: unprinted_off(value) for key, value in data.items() if key not in left_out}
    return [unprinted_off(one) for one in data] if isinstance(data, list) else data


def slips(findings: list[Finding]) -> list[str]:
    """The findings without their cells, but those that only tell how the file was made."""
    told = [
        f"{one.code} {''.join(one.message.partition('：')[2].split())}"
        for one in findings
        if one.severity.name != "HINT"
    ]
    return sorted(one for one in told if one[:4] != "N207" and "附件2" not in one)


AS_FILED = [
    "N202 表上写的是“出指标”，应是“产出指标”：按后者读入",
    *["N204 这里写的是“21.25”，而WHERE写的是“21.15”：按后者读入，请核对"] * 3,
    *["N205 这里印的是“21.25”，由各明细算出来是“21.15”：没有读入，请核对是哪一边不对"] * 3,
]


@pytest.mark.parametrize("name", some_fast(HABITS, every=11))
def test_every_clerk_s_file_gives_the_same_specs(name: str) -> None:
    made = importer("shifeng-2023").import_documents([open_incoming("a.docx", forms_as_docx(FILED, HABITS[name]))], "")
    data = data_of(made)
    assert [unprinted_off(one) for one in data.values()] == in_order(specs("2023/commerce"))
    told = [one.replace(where(one), "WHERE").replace("21.25万元", "21.25") for one in slips(made.findings)]
    assert sorted(set(told)) == sorted(set(AS_FILED))
    assert [one for one in told if "21.25" in one] == [one for one in AS_FILED if "21.25" in one]


def in_order(found: list[Any]) -> list[Any]:
    """The department's specs in the order of the forms: 提退人员经费 is the first fund."""
    return [found[0], found[2], found[1]]


def where(message: str) -> str:
    """The other cell that a finding names."""
    start, end = message.find("而") + 1, message.find("写的是“21.15”")
    return message[start:end] if 0 < start < end else "WHERE"


def test_a_form_a_file() -> None:
    files = [
        open_incoming(f"{number}.docx", forms_as_docx([form], Habits(order=(0,)))) for number, form in enumerate(FILED)
    ]
    made = importer("shifeng-2023").import_documents(files, "")
    assert [unprinted_off(one) for one in data_of(made).values()] == in_order(specs("2023/commerce"))
    assert len(slips(made.findings)) == len(AS_FILED)


@pytest.mark.slow
def test_the_wrong_pack_reads_nothing_and_the_right_one_is_named(tmp_path: Path, perfdocs: Command) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(forms_as_docx(FILED, Habits()))
    ran = perfdocs("import", path, "--pack", "putuo-2026", "--out", tmp_path / "out", "--root", ROOT)
    assert (ran.status, ran.out) == (
        2,
        f"{path}:1:1: 错误 N210 里面没有版式 putuo-2026 的表：请核对文件和 --pack 的版式\n"
        f"{path}:1:1: 提示 N211 看起来是版式 shifeng-2023 的表：请用 --pack shifeng-2023 再读一次\n",
    )
    assert not (tmp_path / "out").exists()


def test_the_command_writes_specs_that_render(real: Path, tmp_path: Path, perfdocs: Command) -> None:
    path = tmp_path / "去年.docx"
    path.write_bytes(forms_as_docx(FILED, HABITS["tables split"]))
    out = real / "specs/2023/imported"
    ran = perfdocs("import", path, "--pack", "shifeng-2023", "--out", out, "--root", real)
    assert ran.status == 1
    assert ran.err.startswith(f"读了 1 个文件、4 张表，写成 3 个文件，放在 {out}：错误 6，警告 1\n")
    text = (out / "funds/ti-tui-ren-yuan-jing-fei.yaml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../../../schema/shifeng-2023/fund.schema.json\n")
    assert "    金额: 21.15  # 待核：去年.docx 第 7 个表第 1 行第 3 格写的是“21.25”\n" in text
    checked = perfdocs("check", out, "--root", real)
    assert "错误" not in checked.out
    assert perfdocs("render", out, "--root", real).status == 0
    again = perfdocs("import", path, "--pack", "shifeng-2023", "--out", out, "--root", real)
    assert (again.status, again.out) == (2, "")
    assert "里已经有文件，没有动它" in again.err


def test_cells_without_a_place_are_listed(tmp_path: Path, perfdocs: Command) -> None:
    stray = [["年度绩效目标", "30", "另附说明一份"] if row[0] == "年度绩效目标" else row for row in FILED[3]]
    stray.insert(7, ["备注", "此行为自行添加"])
    path = tmp_path / "a.docx"
    path.write_bytes(forms_as_docx([stray], Habits(order=(0,))))
    ran = perfdocs("import", path, "--pack", "shifeng-2023", "--out", tmp_path / "out", "--root", ROOT)
    lines = [line.removeprefix(f"{path}:") for line in ran.out.splitlines() if "N201" in line]
    assert lines == [
        "7:3: 错误 N201 第 1 个表第 7 行第 3 格：“另附说明一份”不知道填到哪里，没有读入：请核对，需要的自己填上",
        "8:1: 错误 N201 第 1 个表第 8 行第 1 格：“备注”不知道填到哪里，没有读入：请核对，需要的自己填上",
        "8:2: 错误 N201 第 1 个表第 8 行第 2 格：“此行为自行添加”不知道填到哪里，没有读入：请核对，需要的自己填上",
    ]
