"""Numbers alone are compared with other readers: scaled, both ends of a range, and those that may be left out."""

from __future__ import annotations

from decimal import Decimal

from tests.bench.reading_peers import Rate, rate, wanted_numbers
from tests.bench.reading_quantities import Phrase, labels


def phrase(label: str) -> Phrase:
    return Phrase("", "", label, labels(label))


def test_the_numbers_of_a_label() -> None:
    wanted = list(wanted_numbers(phrase("≥1.2万元|投资^≥12000元|投资 ;; 3~5家|企业 ;; 80%|合格率^- ;; 550千克|产量")))
    assert [sorted(number.values) for number in wanted] == [[12000], [3], [5], [80], [550]]
    assert [number.is_optional for number in wanted] == [False, False, False, True, False]
    assert [list(number.values) for number in wanted_numbers(phrase("1.2万元|投资 ;; 5家|企业"), only_money=True)] == [
        [12000]
    ]
    assert list(wanted_numbers(phrase("-"))) == []


def test_rate() -> None:
    wanted = [list(wanted_numbers(phrase("5家|企业 ;; 80%|合格率^- ;; 90%|合格率")))]
    assert rate(wanted, [[Decimal(5), Decimal(7)]]) == Rate(1, 2, 2)
    assert rate(wanted, [[Decimal(90), Decimal(80), Decimal(5)]]) == Rate(3, 3, 3)
    assert (Rate(1, 2, 4).precision, Rate(1, 2, 4).recall) == (50, 25)
