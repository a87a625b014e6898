"""The formats of `check`, and which findings are shown."""

from __future__ import annotations

import json
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from lxml import etree

from perfdocs.checks.check_department import check_department
from perfdocs.cli.commands.check import command
from perfdocs.finding import Finding, Place, Severity
from perfdocs.pack.manifest import Packs
from perfdocs.report import terminal
from perfdocs.report.registry import FORMATS
from perfdocs.workspace import find_workspace
from tests.support.for_each import for_each
from tests.support.hostile_text import HOSTILE, is_harmless
from tests.support.run_command import Command
from tests.support.workspaces import EXAMPLES

SPEC = "specs/2023/demo/department.yaml"
FUND = "specs/2023/demo/funds/promotion.yaml"

TODAY = date(2023, 6, 1)

UNREAD = (
    "这个文件没有读，里面的内容不会印到表上："
    "版式要的文件是 department.yaml（部门）、funds/*.yaml（专项资金），请改名、移到那里，或移出 demo/"
)


@pytest.fixture
def faulty(small: Path) -> Path:
    """An unknown field, a wrong amount, and a file that nobody reads (a warning)."""
    spec = small / SPEC
    spec.write_text(spec.read_text("utf-8").replace("责任单位: 招商股", "责任: 100%"), "utf-8")
    fund = small / FUND
    fund.write_text(fund.read_text("utf-8").replace("    金额: 40\n", "    金额: 四十\n"), "utf-8")
    (small / "specs/2023/demo/spare.yml").write_text("a: 1\n", "utf-8")
    return small


def test_the_command_line_offers_every_format() -> None:
    option = next(param for param in command.params if param.name == "format_name")
    assert list(getattr(option.type, "choices", ())) == list(FORMATS)


def test_a_format_is_a_module_of_its_name() -> None:
    assert {name: report.__module__ for name, report in FORMATS.items()} == {
        name: f"perfdocs.report.{name}" for name in FORMATS
    }


def test_github(faulty: Path, perfdocs: Command) -> None:
    assert perfdocs("check", "--root", faulty, "--format", "github").out == (
        f"::error file={SPEC},line=10,col=14,title=S101::没有“责任”这个字段，是不是“责任单位”？\n"
        f"::error file={FUND},line=5,col=9,title=S103::“金额”应填数字，这里是文字“四十”：只写数字，例如 21.15\n"
        f"::error file=specs/2023/demo/spare.yml,line=1,col=1,title=W104::{UNREAD}\n"
    )


def test_github_escapes(small: Path, perfdocs: Command) -> None:
    spec = small / SPEC
    spec.write_text(spec.read_text("utf-8").replace("年度: 2023", "年度: 100%"), "utf-8")
    assert "“100%25”" in perfdocs("check", "--root", small, "--format", "github").out


def test_junit(faulty: Path, perfdocs: Command) -> None:
    ran = perfdocs("check", "--root", faulty, "--format", "junit")
    suite = etree.fromstring(ran.out)
    assert dict(suite.attrib) == {"name": "perfdocs", "tests": "3", "failures": "3"}
    told = [(case.get("name"), [part.tag for part in case]) for case in suite]
    assert told == [(SPEC, ["failure"]), (FUND, ["failure"]), ("specs/2023/demo/spare.yml", ["failure"])]
    assert suite[1][0].get("type") == "S103"


def test_junit_without_findings_is_a_test_that_passed(small: Path, perfdocs: Command) -> None:
    suite = etree.fromstring(perfdocs("check", "--root", small, "--format", "junit").out)
    assert dict(suite.attrib) == {"name": "perfdocs", "tests": "1", "failures": "0"}


@pytest.mark.parametrize(
    ("options", "codes", "status"),
    [
        ([], ["S101", "S103", "W104"], 1),
        (["--select", "W"], ["W104"], 1),
        (["--select", "W,S103"], ["S103", "W104"], 1),
        (["--ignore", "S"], ["W104"], 1),
        (["--ignore", "s101, w"], ["S103"], 1),
        (["--select", "S", "--ignore", "S101"], ["S103"], 1),
        (["--select", "W", "--strict"], ["W104"], 1),
    ],
)
def test_selection(faulty: Path, perfdocs: Command, options: list[str], codes: list[str], status: int) -> None:
    ran = perfdocs("check", "--root", faulty, *options)
    assert [line.split()[2] for line in ran.out.splitlines()] == codes
    assert ran.status == status


def test_what_cannot_be_done_is_never_ignored(small: Path, perfdocs: Command) -> None:
    spec = small / SPEC
    spec.write_text(spec.read_text("utf-8").replace("shifeng-2023", "nowhere"), "utf-8")
    ran = perfdocs("check", "--root", small, "--select", "M")
    assert ran.status == 2
    assert "P101" in ran.out


def test_a_code_that_does_not_exist(small: Path, perfdocs: Command) -> None:
    ran = perfdocs("check", "--root", small, "--select", "M10l")
    assert (ran.status, ran.err) == (2, "perfdocs：没有以“M10L”开头的代号，是不是“M104”？\n")


def findings(root: Path) -> list[Finding]:
    workspace = find_workspace(root)
    departments, _ = workspace.departments()
    return [f for d in departments for f in check_department(workspace, Packs(root), d, TODAY).findings]


def test_on_a_terminal_the_place_is_shown(faulty: Path) -> None:
    def lines(file: str) -> list[str]:
        return (faulty / file).read_text("utf-8").split("\n")

    assert terminal.report(findings(faulty), lines, colour=False) == (
        f"{SPEC}\n"
        "  10:14 错误 S101 没有“责任”这个字段，是不是“责任单位”？\n"
        "      - {事项: 招商, 责任: 100%, 工作目标: 引进项目10个}\n"
        "                     ^\n"
        "\n"
        f"{FUND}\n"
        "  5:9 错误 S103 “金额”应填数字，这里是文字“四十”：只写数字，例如 21.15\n"
        "        金额: 四十\n"
        "              ^\n"
        "\n"
        "specs/2023/demo/spare.yml\n"
        f"  1:1 错误 W104 {UNREAD}\n"
        "    a: 1\n"
        "    ^\n"
        "\n"
    )


def test_a_long_line_is_cut_around_the_place() -> None:
    finding = Finding("S101", Place("a.yaml", 1, 200), "…")
    shown = terminal.report([finding], lambda _: ["字" * 199 + "错" + "字" * 300], colour=False).split("\n")
    assert shown[2].strip().startswith("字")
    assert len(shown[2]) < 60
    assert shown[2].strip()[(len(shown[3]) - 5) // 2] == "错"


def test_colour_and_files_that_are_no_text() -> None:
    finding = Finding("T101", Place("a.docx"), "…")
    text = terminal.report([finding], lambda _: [], colour=True)
    assert text == "\x1b[1ma.docx\x1b[0m\n  1:1 \x1b[31m错误\x1b[0m T101 …\n\n"


SARIF = json.loads((EXAMPLES / "sarif-2.1.0.json").read_text("utf-8"))
"""The schema of SARIF 2.1.0 as published, from the npm package @microsoft/sarif-multitool-linux 5.7.0 (MIT)."""


def test_sarif(faulty: Path, perfdocs: Command) -> None:
    log = json.loads(perfdocs("check", "--format", "sarif", "--root", faulty).out)
    Draft202012Validator(SARIF).validate(log)
    run = log["runs"][0]
    told = json.loads(perfdocs("check", "--format", "json", "--root", faulty).out)["findings"]
    assert len(run["results"]) == len(told) > 0
    for result, finding in zip(run["results"], told, strict=True):
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == finding["code"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert (region["startLine"], region["startColumn"]) == (finding["line"], finding["column"])


def test_sarif_of_the_real_specs(real: Path, perfdocs: Command) -> None:
    Draft202012Validator(SARIF).validate(json.loads(perfdocs("check", "--format", "sarif", "--root", real).out))


def test_sarif_has_the_edits_that_mend(small: Path, perfdocs: Command) -> None:
    (small / SPEC).write_text((small / SPEC).read_text("utf-8").replace("部门名称: ", "部门名称："), "utf-8")
    log = json.loads(perfdocs("check", "--format", "sarif", "--root", small).out)
    Draft202012Validator(SARIF).validate(log)
    (run,) = log["runs"]
    assert run["tool"]["driver"]["rules"][0]["help"]["text"].splitlines()[1].startswith("perfdocs check --fix 能改好：")
    region = {"startLine": 4, "startColumn": 5, "endLine": 4, "endColumn": 6}
    change = {
        "artifactLocation": {"uri": SPEC},
        "replacements": [{"deletedRegion": region, "insertedContent": {"text": ": "}}],
    }
    assert run["results"][0]["fixes"] == [
        {"description": {"text": "perfdocs check --fix 能改好"}, "artifactChanges": [change]}
    ]


def test_files_of_other_drives_in_sarif() -> None:
    """Those of Windows are addresses, as a document on the desktop is that came back."""
    places = [r"D:\交回来\表 1.docx", r"\\server\share\a.docx", "specs/2023/a.yaml"]
    log = json.loads(FORMATS["sarif"](Finding("Y101", Place(place), "…") for place in places))
    locations = [result["locations"][0]["physicalLocation"] for result in log["runs"][0]["results"]]
    assert [location["artifactLocation"]["uri"] for location in locations] == [
        "file:///D:/%E4%BA%A4%E5%9B%9E%E6%9D%A5/%E8%A1%A8%201.docx",
        "file://server/share/a.docx",
        "specs/2023/a.yaml",
    ]


def test_sarif_without_findings(small: Path, perfdocs: Command) -> None:
    log = json.loads(perfdocs("check", "--format", "sarif", "--root", small).out)
    Draft202012Validator(SARIF).validate(log)
    assert log["runs"][0]["results"] == []


PLACES = tuple(Place(f"funds/{letter}.yaml", 16, 20) for letter in "bcdef")
FINDING = Finding(
    "I113", Place("funds/a.yaml", 16, 20), "一字不差", (), Severity.WARNING, places=PLACES, cause="“效益指标”有 4 条"
)


def test_text_names_some_places_and_how_many_there_are() -> None:
    def sentence(finding: Finding) -> str:
        return FORMATS["text"]([finding]).removeprefix("funds/a.yaml:16:20: 警告 I113 ")

    assert sentence(FINDING._replace(places=PLACES[:1])) == "一字不差（还有：funds/b.yaml:16）\n"
    assert sentence(FINDING._replace(places=(Place("funds/a.yaml", 40),))) == "一字不差（还有：第 40 行）\n"
    three = "funds/b.yaml:16、funds/c.yaml:16、funds/d.yaml:16"
    assert sentence(FINDING._replace(places=PLACES[:3])) == f"一字不差（还有：{three}）\n"
    assert sentence(FINDING) == f"一字不差（还有：{three} 等 5 处）\n"


def test_the_reason_of_a_waiver_stands_behind_the_places() -> None:
    waived = FINDING._replace(places=PLACES[:1], waived="共用的指标（财政局批准，到 2023-12-31）")
    end = "一字不差（还有：funds/b.yaml:16）。豁免：共用的指标（财政局批准，到 2023-12-31）\n"
    assert FORMATS["text"]([waived]).endswith(end)
    assert FORMATS["github"]([waived]).endswith(end)


def test_json_has_places_only_where_there_are_some() -> None:
    rows = json.loads(FORMATS["json"]([FINDING, FINDING._replace(places=())]))["findings"]
    assert rows[0]["places"] == [{"file": f"funds/{letter}.yaml", "line": 16, "column": 20} for letter in "bcdef"]
    assert "places" not in rows[1]
    assert (rows[0]["file"], rows[0]["message"]) == ("funds/a.yaml", "一字不差")


def test_sarif_relates_the_places() -> None:
    log = json.loads(FORMATS["sarif"]([FINDING]))
    Draft202012Validator(SARIF).validate(log)
    (result,) = log["runs"][0]["results"]
    related = [place["physicalLocation"]["artifactLocation"]["uri"] for place in result["relatedLocations"]]
    assert related == [f"funds/{letter}.yaml" for letter in "bcdef"]


def test_junit_and_github_name_them_in_the_sentence() -> None:
    sentence = "一字不差（还有：funds/b.yaml:16、funds/c.yaml:16、funds/d.yaml:16 等 5 处）"
    assert sentence in FORMATS["github"]([FINDING])
    assert sentence in FORMATS["junit"]([FINDING])


@for_each(("name", "text"), product(FORMATS, HOSTILE))
def test_nothing_of_a_finding_is_obeyed(name: str, text: str) -> None:
    """Wherever in it the text stands: in the file's name, the message, the path, the address, the reason."""
    place = Place(f"{text}.yaml", 2, 3)
    finding = Finding("S103", place, text, (text,), places=(place,), cause=text, address=text)
    printed = FORMATS[name]([finding, finding._replace(waived=text), Finding("S103", Place("a"), f"{text}甲")])
    assert is_harmless(printed, but_for=("::error file=", "::notice file=") if name == "github" else ())
    printed.encode()
    if name == "junit":
        assert len(etree.fromstring(printed)) == 2
    elif name == "sarif":
        assert len(json.loads(printed)["runs"][0]["results"]) == 3
        Draft202012Validator(SARIF).validate(json.loads(printed))
    elif name == "json":
        assert json.loads(printed)["findings"][2]["message"].endswith("甲")
    else:
        assert len(printed.splitlines()) == 3


@for_each("text", HOSTILE)
def test_nothing_of_a_finding_is_obeyed_by_a_terminal(text: str) -> None:
    finding = Finding("S103", Place(f"{text}.yaml", 1, 3), text)
    assert is_harmless(terminal.report([finding], lambda _: [f"甲{text}"], colour=False))


def test_the_uri_of_a_name_that_is_not_utf_8() -> None:
    printed = json.loads(FORMATS["sarif"]([Finding("S103", Place("甲\udcff.yaml"), "")]))
    uri = printed["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "%E7%94%B2%FF.yaml"
