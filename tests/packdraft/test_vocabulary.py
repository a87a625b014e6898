"""Names of fields: every example of the file of words, what is dropped of a name, and what the packs know."""

from __future__ import annotations

from typing import Any

from perfdocs.pack.manifest import Packs
from perfdocs.packdraft.vocabulary import KNOWN, LIKELY, POSSIBLE, UNLIKELY, UNSURE, Term, Vocabulary, words
from perfdocs.prose.words import read_words
from tests.support.workspaces import ROOT

WORDS: Any = read_words("form_labels")
TITLES = {
    "一、财政拨款：": Term("财政拨款", "amount", "", LIKELY),
    "其中：一般公共预算拨款": Term("一般公共预算拨款", "amount", "", POSSIBLE),
    "资金情况（万元）": Term("资金情况", "", "万元", LIKELY),
    "填报单位（盖章）：": Term("填报单位", "department-name", "", LIKELY),
    "部门负责人（签字）": Term("部门负责人", "", "", LIKELY),
    "完成目标可能性（确定能、有可能、不可能）": Term("完成目标可能性", "", "", LIKELY),
    "项目总体目标(2024年-2026年)": Term("项目总体目标", "goal", "", LIKELY),
    "绩效指标值*": Term("绩效指标值", "indicator-value", "", LIKELY),
    "全年预算数（A）": Term("全年预算数（A）", "amount", "", LIKELY),
    "申遗经费": Term("申遗经费", "amount", "", POSSIBLE),
    "坝塘镇": Term("坝塘镇", "", "", UNSURE),
    "2021年1月28日": Term("2021年1月28日", "", "", UNLIKELY),
    "≥90%": Term("≥90%", "", "", UNLIKELY),
    "依据招标文件和三定方案据实结算并报批的各项费用": Term(
        "依据招标文件和三定方案据实结算并报批的各项费用", "", "", UNLIKELY
    ),
}


def test_every_example_of_the_words(tmp_path: Any) -> None:
    vocabulary = Vocabulary(Packs(tmp_path))
    for entry in WORDS["labels"]:
        term = vocabulary.term(entry["example"])
        assert (term.role, term.sure) == (entry.get("role", ""), POSSIBLE if entry.get("weak") else LIKELY), entry
    assert [words().kind(entry["example"]) for entry in WORDS["second_levels"]] == [
        entry["role"] for entry in WORDS["second_levels"]
    ]


def test_what_a_name_says(tmp_path: Any) -> None:
    vocabulary = Vocabulary(Packs(tmp_path))
    assert {text: vocabulary.term(text) for text in TITLES} == TITLES


def test_packs_know_their_titles() -> None:
    vocabulary = Vocabulary(Packs(ROOT))
    assert vocabulary.term("上年结转资金") == Term("上年结转资金", "amount", "", KNOWN)
    assert vocabulary.term("支出内容简介") == Term("支出内容简介", "", "", KNOWN)
