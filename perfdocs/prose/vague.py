"""Values that nobody can fail to reach: `显著改善`, `效果明显`, `促进区域经济发展`.

What makes a value vague is how it is put together: every clause of it is words of degree and of good or bad, or ends
with one, or begins with a call; and nothing in it is a number or a state that can be looked up. The words, each with
an example, are `words/vague.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from perfdocs.prose.memoize import memoize_text
from perfdocs.prose.words import read_words

_LONGEST_CLAUSE = 40
"""Characters of a clause that is looked at. What is longer tells something; chosen by hand."""

_CALLED_FOR = 24
"""Characters behind a call at most, two at least; chosen by hand."""

_CLAUSE_ENDS = re.compile("[，,；;。\\s]")
_SIGN = re.compile("^(?:\\s|[≥≤=＝═≧≦＞＜<>]|定性)+")
"""What the systems of finance offices write before every value, also where it is no number."""

_YEAR = re.compile(r"(?:19|20)\d{2}\s?年度?(?:[底末]前?)?(?!\s?\d)")
"""When it is to be reached says nothing about how much: 2023年显著提升."""

_DIGIT = re.compile(r"\d")
_NUMERAL = re.compile(r"[A-Za-z%％ⅠⅡⅢⅣⅤ百零]|[一二三四五六七八九十两](?![致同])")
"""In what is left when the words are taken off; 一致 and 一同 are no numbers."""


class VagueWords(NamedTuple):
    """The patterns that the words make."""

    whole: re.Pattern[str]
    ending: re.Pattern[str]
    call: re.Pattern[str]
    of_degree: re.Pattern[str]
    sure: re.Pattern[str]
    seen: re.Pattern[str]

    @staticmethod
    def of(words: Mapping[str, Mapping[str, str]]) -> VagueWords:
        one_of = {name: "|".join(sorted(listed, key=len, reverse=True)) for name, listed in words.items()}
        degree = f"{one_of['程度']}|{one_of['状态']}"
        return VagueWords(
            re.compile(f"{one_of['整句']}|(?:{degree}|{one_of['只能单独写']}|[的地得、])+"),
            re.compile(f"(?:{one_of['状态']}|(?:{degree})[的地]?(?:{one_of['有程度才空泛']}))了?$"),
            re.compile(f"(?:{degree})*(?:{one_of['号召']})[^为至达]{{2,{_CALLED_FOR}}}"),
            re.compile(one_of["程度"]),
            re.compile(one_of["说得清的"]),
            re.compile(one_of["查得到的"]),
        )

    def is_vague(self, clause: str) -> bool:
        if len(clause) > _LONGEST_CLAUSE or self.sure.search(clause):
            return False
        if self.whole.fullmatch(clause):
            return True
        is_numbered = _NUMERAL.search(self.of_degree.sub("", clause))
        return not is_numbered and bool(self.ending.search(clause) or self.call.fullmatch(clause))

    def can_be_seen(self, text: str) -> bool:
        """Whether there is something in a text that has been done or has not."""
        return self.sure.search(text) is not None or self.seen.search(text) is not None


@cache
def _words() -> VagueWords:
    return VagueWords.of(read_words("vague"))


@memoize_text()
def is_vague(text: str) -> bool:
    """Whether a value says nothing that can be reached or missed."""
    text = _YEAR.sub("", text)
    if _DIGIT.search(text):
        return False
    clauses = [clause for clause in _CLAUSE_ENDS.split(_SIGN.sub("", text)) if clause]
    return bool(clauses) and all(map(_words().is_vague, clauses))


def is_measurable(text: str) -> bool:
    """Whether there is a number in a value, or a word for something that can be looked up."""
    return bool(_DIGIT.search(text) or _NUMERAL.search(text)) or _words().can_be_seen(text)


_BUDGET = re.compile(
    "(?:严格|有效|确保|成本|资金|经费|支出|费用|投资|总额|总|控制|按照?|在|于|不|未|超出?过?|突破|高|低|小|大|≤|为)*"
    "(?:年度?|当年|本年度?|年初|项目|部门|财政|批复的?|下达的?)*(?:预算|批复|核定)(?:批复|预算)?"
    "(?:数|金额|总额|指标|资金|额度|范围|控制数?)*(?:以内|之内|内|执行)?[。.]?"
)


@memoize_text()
def is_budget(text: str) -> bool:
    """Whether a value says no more than that the budget is kept: 不超预算, 严格控制在预算内."""
    return _BUDGET.fullmatch(text.strip()) is not None
