"""`perfdocs verify` to the letter: what it says of documents that came back."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from perfdocs.word.xml import MAIN
from tests.support.change_zip import members, pack_members, with_document, with_members
from tests.support.printed_workspace import DEPARTMENT, DETAILS, HEAD, STAFF, WHOLE, git, print_and_commit, type_into
from tests.support.run_command import Command


def without_root(ran_out: str, root: Path) -> list[str]:
    """The findings without the path of the workspace."""
    return [line.replace(f"{root}/", "") for line in ran_out.splitlines()]


def test_what_was_not_touched(real: Path, perfdocs: Command) -> None:
    print_and_commit(real, perfdocs)
    ran = perfdocs("verify", real / "build/2023/commerce", "--root", real)
    assert (ran.status, ran.out) == (0, "")
    assert ran.err.splitlines()[-1] == "核对了 5 个文件，5 个和印出的一样：没有发现问题"


def test_each_edit_with_its_cell_old_and_new(real: Path, perfdocs: Command) -> None:
    print_and_commit(real, perfdocs)
    type_into(
        real / HEAD,
        ("2023年12月前", "2024年12月前", 0),
        ("175.11", "１75.11", 0),
        ("综合股", "", 0),
        ("单位负责人签字：", "单位负责人签字：张", 0),
    )
    ran = perfdocs("verify", real / HEAD, "--root", real)
    assert ran.status == 1
    assert without_root(ran.out, real) == [
        f"{HEAD}:6:5: 错误 N305 第 1 个表第 6 行第 5 格（年度预算申请（万元） 其中：基本支出）："
        "“175.11”改成了“１75.11”，看起来一样，其实不同：第 1 个字符，原来是“1”（U+0031），现在是“１”（U+FF11）",
        f"{HEAD}:12:3: 错误 N301 第 2 个表第 3 行第 3 格（责任单位/科室）：原来是“综合股”，现在空着",
        f"{HEAD}:16:4: 错误 N301 第 3 个表第 4 行第 4 格（产出指标 时效指标 三级指标）："
        "“2023年12月前”改成了“2024年12月前”",
        f"{HEAD}:23:1: 提示 N315 第 3 个表第 11 行第 1 格（单位负责人签字 填表人 联系电话）：签字盖章的地方填了内容："
        "“单位负责人签字：张 ↵↵↵↵填表人： 联系电话：”",
    ]


@pytest.mark.slow
def test_a_document_of_an_earlier_commit(real: Path, perfdocs: Command) -> None:
    print_and_commit(real, perfdocs)
    kept = (real / DETAILS).read_bytes()
    text = (real / STAFF).read_text("utf-8").replace("车补1040*12", "车补每月1040*12")
    (real / STAFF).write_text(text, "utf-8")
    git(real, "-c", "user.name=t", "-c", "user.email=t@example.invalid", "commit", "-qam", "edited")
    (real / "returned.docx").write_bytes(kept)
    ran = perfdocs("verify", real / "returned.docx", "--root", real)
    assert ran.status == 0
    assert without_root(ran.out, real) == [
        "returned.docx:1:1: 警告 N311 填报文件（specs/2023/commerce）在这份文件印出以后改过：请确认交的是不是最新的"
    ]
    assert "：印出以后没有动过，但不是最新的（specs/2023/commerce，版本 " in ran.err
    assert "：和印出的一样" not in ran.err


@pytest.mark.slow
def test_a_document_of_an_earlier_state_without_git(real: Path, perfdocs: Command) -> None:
    assert perfdocs("render", "--root", real).status == 0
    (real / "returned.docx").write_bytes((real / DETAILS).read_bytes())
    text = (real / STAFF).read_text("utf-8").replace("车补1040*12", "车补每月1040*12")
    (real / STAFF).write_text(text, "utf-8")
    template = real / "templates/shifeng-2023/direction.docx"
    template.write_bytes(with_document(template.read_bytes(), lambda xml: xml.replace("项目实施期", "项目实施期限", 1)))
    assert perfdocs("render", "--root", real).status == 0
    ran = perfdocs("verify", real / "returned.docx", "--root", real)
    assert without_root(ran.out, real) == [
        "returned.docx:1:1: 警告 N311 填报文件（specs/2023/commerce）在这份文件印出以后改过：请确认交的是不是最新的",
        "returned.docx:1:1: 警告 N312 版式 shifeng-2023 的模板在这份文件印出以后改过：请确认交的是不是最新的",
    ]
    assert "：印出以后没有动过，但不是最新的（specs/2023/commerce，印时的留底 " in ran.err


@pytest.mark.slow
def test_an_expired_waiver_is_no_reason_to_know_nothing(real: Path, perfdocs: Command) -> None:
    """What was waived when it was printed was an error even then."""
    waiver = "豁免:\n  - {代号: M101, 位置: 年度预算申请.资金总额, 理由: 演示, 批准: 演示局, 截止: 2023-06-30}\n"
    text = (real / DEPARTMENT).read_text("utf-8")
    (real / DEPARTMENT).write_text(text.replace("资金总额: 226.26", "资金总额: 226.27") + waiver, "utf-8")
    ran = perfdocs("render", "--today", "2023-06-01", "--root", real)
    assert (real / HEAD).exists(), ran.out
    assert "错误 M101" in perfdocs("check", "--today", "2023-07-01", "--root", real).out
    (real / DEPARTMENT).write_text(text, "utf-8")
    ran = perfdocs("verify", real / HEAD, "--today", "2023-07-01", "--root", real)
    assert [line.split()[2] for line in without_root(ran.out, real)] == ["N311"]


def test_without_history_it_is_compared_with_today(real: Path, perfdocs: Command) -> None:
    assert perfdocs("render", "--root", real).status == 0
    shutil.rmtree(real / ".perfdocs")
    text = (real / STAFF).read_text("utf-8").replace("车补1040*12", "车补每月1040*12")
    (real / STAFF).write_text(text, "utf-8")
    ran = perfdocs("verify", real / DETAILS, "--root", real)
    assert ran.status == 1
    assert [line.split()[2] for line in without_root(ran.out, real)] == ["N314", "N301"]
    assert "“车补每月1040*12”改成了“车补1040*12”" in ran.out


@pytest.mark.slow
def test_without_the_template_nothing_is_verified(real: Path, perfdocs: Command) -> None:
    print_and_commit(real, perfdocs)
    parts = members((real / HEAD).read_bytes())
    name = "docProps/custom.xml"
    (real / HEAD).write_bytes(pack_members({**parts, name: re.sub(rb"[0-9a-f]{64}", b"0" * 64, parts[name])}))
    ran = perfdocs("verify", real / HEAD, "--root", real)
    assert ran.status == 2
    assert without_root(ran.out, real) == [
        f"{HEAD}:1:1: 错误 N314 印它的那一版填报文件（specs/2023/commerce）找不到了，下面是和现在的比："
        "不同的地方也可能是填报文件后来改的。它的模板也不是现在的，字的样子、域和图形都没有比：不能算核对过，请重新印一份再签"
    ]


@pytest.mark.slow
def test_another_template_since(real: Path, perfdocs: Command) -> None:
    print_and_commit(real, perfdocs)
    template = real / "templates/shifeng-2023/direction.docx"
    template.write_bytes(with_document(template.read_bytes(), lambda xml: xml.replace("项目实施期", "项目实施期限", 1)))
    ran = perfdocs("verify", real / DETAILS, "--root", real)
    assert (ran.status, [line.split()[2] for line in without_root(ran.out, real)]) == (0, ["N312"])


def test_words_in_a_header(real: Path, perfdocs: Command) -> None:
    print_and_commit(real, perfdocs)
    header = f'<w:hdr xmlns:w="{MAIN}"><w:p><w:r><w:t>金额以此为准：300</w:t></w:r></w:p></w:hdr>'
    parts = members((real / HEAD).read_bytes())
    (real / HEAD).write_bytes(pack_members({**parts, "word/header9.xml": header.encode()}))
    ran = perfdocs("verify", real / HEAD, "--root", real)
    wanted = f"{HEAD}:1:1: 错误 N309 页眉、页脚或脚注里有印出时没有的文字“金额以此为准：300”：请核对"
    assert without_root(ran.out, real) == [wanted]


def test_no_origin(real: Path, perfdocs: Command) -> None:
    print_and_commit(real, perfdocs)
    parts = members((real / HEAD).read_bytes())
    del parts["docProps/custom.xml"]
    (real / HEAD).write_bytes(pack_members(parts))
    ran = perfdocs("verify", real / HEAD, "--root", real)
    assert (ran.status, [line.split()[2] for line in without_root(ran.out, real)]) == (2, ["N310"])


def test_an_origin_that_leads_elsewhere_is_not_followed(real: Path, perfdocs: Command) -> None:
    print_and_commit(real, perfdocs)
    for path in ("../../../etc", "specs/2023/../../..", "/etc/2023/x", "specs/2023/nobody"):
        file = real / "a.docx"
        file.write_bytes(
            with_members(
                (real / HEAD).read_bytes(),
                lambda name, data, path=path: (
                    data.replace(b"specs/2023/commerce", path.encode())  # type: ignore[misc]
                    if name == "docProps/custom.xml"
                    else data
                ),
            )
        )
        ran = perfdocs("verify", file, "--root", real)
        assert (ran.status, [line.split()[2] for line in without_root(ran.out, real)]) == (2, ["N310"])


@pytest.mark.slow
def test_a_bad_file_does_not_hide_the_next(real: Path, perfdocs: Command) -> None:
    print_and_commit(real, perfdocs)
    (real / "bad.docx").write_bytes(b"%PDF-1.7")
    type_into(real / WHOLE, ("211500", "211600", 0))
    ran = perfdocs("verify", real / "bad.docx", real / WHOLE, real / HEAD, "--root", real)
    assert ran.status == 2
    assert sorted(line.split()[2] for line in without_root(ran.out, real)) == ["N101", "N301"]
    assert ran.err.splitlines()[-1] == "核对了 2 个文件，1 个和印出的一样：错误 2"


def test_json(real: Path, perfdocs: Command) -> None:
    print_and_commit(real, perfdocs)
    type_into(real / DETAILS, ("17000", "17001", 0))
    ran = perfdocs("verify", real / DETAILS, "--format", "json", "--root", real)
    assert ran.status == 1
    assert '"code": "N301"' in ran.out


def test_a_signed_document_is_told_and_not_converted(real: Path, perfdocs: Command) -> None:
    perfdocs("render", "2023", "--root", real)
    document = next((real / "build/2023/commerce").glob("*部门整体*.docx"))
    parts = members(document.read_bytes())
    parts["_xmlsignatures/sig1.xml"] = b'<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>'
    document.write_bytes(pack_members(parts))
    ran = perfdocs("verify", document, "--root", real)
    assert (ran.status, ran.out) == (
        0,
        f"{document}:1:1: 提示 N332 带有电子签名：没有改动、没有转换，--pages 也不印它；"
        "签名有没有效，请用签它的软件看\n",
    )
    assert f"{document}：和印出的一样（specs/2023/commerce）" in ran.err
    signed = document.with_suffix(".odt")
    signed.write_bytes(pack_members({"mimetype": b"application/vnd.oasis.opendocument.text"} | SIGNED_ODT))
    ran = perfdocs("import", signed, "--pack", "shifeng-2023", "--out", real / "new", "--root", real)
    told = "带有电子签名，没有转换，所以没有读：请用签它的软件打开看"
    assert (ran.status, ran.out) == (2, f"{signed}:1:1: 错误 N101 {told}\n")


SIGNED_ODT = {"META-INF/documentsignatures.xml": b"<document-signatures/>"}
