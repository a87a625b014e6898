"""A pack may be wrong, or from a stranger: what it asks for has bounds, and a sentence says which."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfdocs.pack.bounds import MOST_ROWS, MOST_TEXT
from perfdocs.pack.expressions import BadExpression, evaluate, fill_text
from perfdocs.pack.jinja import text_language
from tests.support.for_each import for_each

SCOPE = {"甲": "甲", "表": [{"数": Decimal(1)}] * 3, "长": "长" * 1000}
LOOPS = "循环太多（超过 300000 次）：请检查循环是不是套错了"
WIDE = "宽度太大（1500000000 个字，最多 1000 个）"
ROWS = "行数太多（900000000 行，最多 10000 行）"
MUCH = [
    ("{{ 'x'|center(1500000000) }}", WIDE),
    ("{{ ''|blank(1500000000) }}", WIDE),
    ("{{ 'x'|indent(1500000000, true) }}", WIDE),
    ("{{ ['x']|map('center', 1500000000)|first }}", WIDE),
    ("{{ '%01500000000d'|format(1) }}", "“%01500000000d”里的宽度太大"),
    ("{{ '%*d'|format(1500000000, 1) }}", "“%*d”里的宽度太大"),
    ("{{ (表|rows(900000000))|length }}", ROWS),
    ("{{ ['x']|batch(900000000, 'y')|list|length }}", ROWS),
    ("{{ ['x']|slice(900000000)|list|length }}", ROWS),
    ("{{ 1|round(999999999, 'ceil') }}", "小数位数太多（999999999）"),
    ("{{ 长|replace('长', 长)|replace('长', 长) }}", "文字太长（1001000 个字，最多 1000000 个）"),
    ("{{ ('甲'|center(1000)|list)|join(长) }}", "文字太长（1001000 个字，最多 1000000 个）"),
    ("{{ 长|wordwrap(1, wrapstring=长) }}", "文字太长（1001000 个字，最多 1000000 个）"),
    (f"{{% set x = 长 %}}{'{% set x = x ~ x %}' * 40}{{{{ x }}}}", "文字太长（1024000 个字，最多 1000000 个）"),
    (f"{{% set x = 长 %}}{'{% set x = x + x %}' * 40}{{{{ x }}}}", "文字太长（1024000 个字，最多 1000000 个）"),
    (f"{{% set x = 表 %}}{'{% set x = x + x %}' * 40}{{{{ x }}}}", "行数太多（12288 行，最多 10000 行）"),
    (f"{{% set x = 9 %}}{'{% set x = x * x %}' * 40}{{{{ x }}}}", "数字太大"),
    ("{{ '%01500000000d' % 1 }}", "不能在这里用“%”：只有数字可以相乘，不能乘方"),
    ("{% for a in 长 %}{% for b in 长 %}{% endfor %}{% endfor %}", LOOPS),
    ("{% for a in 表|rows(9999) %}{% for b in 长|select %}{% endfor %}{% endfor %}", LOOPS),
    (
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(40) }}",
        LOOPS,
    ),
    ("{% for a in 表 recursive %}{{ loop([a]) }}{% endfor %}", "太难算：循环不能写 recursive"),
    ("{% macro m(n) %}{{ m(n) }}{% endmacro %}{{ m(1) }}", "套得太深"),
    (
        "{% for a in 表|rows(9999) %}{{ 长 }}{{ 长 }}{% endfor %}",
        "印出来太长（超过 16000000 个字）：请检查循环是不是套错了",
    ),
]


@for_each(("text", "reason"), MUCH)
def test_what_is_too_much_is_told(text: str, reason: str) -> None:
    with pytest.raises(BadExpression) as error:
        fill_text(text, SCOPE)
    assert str(error.value) == f"版式说明里的“{text}”算不出来：{reason}"


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("(" * 400 + "1" + ")" * 400, "太难算：括号或 not 套得太深"),
        ("not " * 5000 + "1", "太难算：括号或 not 套得太深"),
        ("9" * 6000, "太难算：数字太长"),
        ("表|rows(900000000)", ROWS),
        ("99999999999999999999 * " * 40 + "9", "数字太大"),
    ],
    ids=["brackets", "not", "digits", "rows", "product"],
)
def test_expressions_have_bounds_too(expression: str, reason: str) -> None:
    with pytest.raises(BadExpression) as error:
        evaluate(expression, SCOPE)
    assert reason in str(error.value)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("{{ '甲'|center(5) }}|{{ 'a\nb'|indent(2) }}|{{ 甲|blank(3) }}", "  甲  |a\n  b|甲  "),
        ("{{ '%03d'|format(7) }}|{{ 1.26|round(1) == 1.3 }}", "007|True"),
        ("{{ [1, 2, 3]|batch(2, 0)|map('join', ',')|join(';') }}", "1,2;3,0"),
        ("{{ 甲 ~ 1 ~ '乙' }}|{{ 'a' + 'b' }}|{{ 7 * 6 }}|{{ 'aba'|replace('a', 'c') }}", "甲1乙|ab|42|cbc"),
        (
            "{% for x in 表 %}{{ loop.index }}/{{ loop.length }}{{ '' if loop.last else ',' }}{% endfor %}",
            "1/3,2/3,3/3",
        ),
        ("{% for x in 表 if loop is defined %}{{ loop.index }}{% else %}无{% endfor %}", "无"),
        ("{{ 'a b c'|wordwrap(1) }}", "a\nb\nc"),
    ],
)
def test_what_forms_ask_for_is_as_it_was(text: str, printed: str) -> None:
    assert text_language().overlay(finalize=str).from_string(text).render(SCOPE) == printed


def test_the_bounds_are_wide_enough() -> None:
    assert fill_text("{% for a in 表|rows(9999) %}.{% endfor %}", SCOPE) == "." * 9999
    assert MOST_TEXT > 100 * MOST_ROWS // 2
