"""A compiled form has the same bounds as docxtpl's."""

from __future__ import annotations

import pytest

from perfdocs.pack.jinja import word_language
from perfdocs.render.fast.compiler import compile_body
from perfdocs.render.fast.program import Program

ROW = "<w:p><w:r><w:t>{{ 甲 }}</w:t></w:r></w:p>"
LOOPS = f"<w:body>{{% for a in 长 %}}{{% for b in 长 %}}{ROW}{{% endfor %}}{{% endfor %}}</w:body>"
LONG = f"<w:body>{{% for a in 长 %}}{ROW}{{% endfor %}}</w:body>"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "value", "reason"), [(LOOPS, "甲", "循环太多"), (LONG, "甲" * 20_000, "印出来太长")], ids=["loops", "long"]
)
def test_what_is_too_much_ends(body: str, value: str, reason: str) -> None:
    scope = {"甲": value, "长": "长" * 1000}
    with pytest.raises(ValueError, match=reason):
        word_language().from_string(body).render(scope)
    with pytest.raises(ValueError, match=reason):
        Program(compile_body(body, word_language()), word_language()).body(scope)
