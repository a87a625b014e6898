"""The scorer of quantities counts as the labels say; the reader keeps its precision and recall."""

from __future__ import annotations

from decimal import Decimal

from perfdocs.prose.quantities import Quantity
from tests.bench.halves import Half, half_of, lines
from tests.bench.reading_quantities import Phrase, labels, phrases, score


def phrase(text: str, label: str) -> Phrase:
    return Phrase(text, "", label, labels(label))


def test_what_counts_as_right() -> None:
    wanted = phrase(
        "参训200人，合格率由80%提高到90%以上", "200人|参训 ;; 80%|合格率^- ;; ≥90%|合格率^≥9成|合格率 ;; 3场|演练"
    )
    read = [
        Quantity(Decimal(200), "名", "", "参训人员"),
        Quantity(Decimal(9), "成", "≥", "合格率"),
        Quantity(Decimal(5), "个"),
    ]
    scored = score(iter([wanted]), lambda _: read)
    assert (scored.read, scored.right) == (3, 2)
    assert (scored.wanted, scored.found, scored.with_subject) == (3, 2, 1)
    assert [fault.text for fault, _ in scored.faults] == [wanted.text]


def test_a_phrase_without_quantities() -> None:
    scored = score(iter([phrase("七一前完成换届", "-")]), lambda _: [])
    assert (scored.read, scored.wanted, scored.faults) == (0, 0, [])


def test_the_halves_have_phrases_of_both_origins() -> None:
    assert all(sum(1 for _ in phrases(half, composed)) > 50 for half in Half for composed in (False, True))
    assert all(half_of(columns[0]) is half for half in Half for columns in lines("quantities.tsv", half))


def test_precision_and_recall_on_phrases_that_were_not_looked_at() -> None:
    scored = score(phrases(Half.MEASURING))
    assert scored.precision >= 97
    assert scored.recall >= 95
    assert scored.subjects >= 87
