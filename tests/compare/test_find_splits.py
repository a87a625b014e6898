"""Rows that were split or merged: by their names and by what they make up."""

from __future__ import annotations

import pytest

from perfdocs.compare.find_splits import NamedRow, Split, find_splits, total_of
from perfdocs.prose.amounts import number_text
from perfdocs.prose.quantities import quantities


def rows(*texts: str) -> dict[int, NamedRow]:
    """Rows given as `name：value`."""
    named = (text.split("：") for text in texts)
    return {index: NamedRow(name, next(iter(quantities(value)), None)) for index, (name, value) in enumerate(named)}


@pytest.mark.parametrize(
    ("whole", "parts", "is_split"),
    [
        ("居民建档人数：38508人", ["城镇居民建档人数：20000人", "农村居民建档人数：19000人"], True),
        ("居民建档人数：3.8万人", ["城镇居民建档人数：20000人", "农村居民建档人数：19000人"], True),
        ("群众满意度：≥90%", ["城镇群众满意度：≥90%", "农村群众满意度：≥85%"], True),
        ("道路养护里程：100公里", ["东山道路养护里程：60公里", "西山道路养护里程：40公里"], True),
        ("道路养护里程：100公里", ["东山道路养护里程：90公里", "西山道路养护里程：80公里"], False),
        ("居民建档人数：38508人", ["城镇居民建档人数：2000人", "农村居民建档人数：900人"], False),
        ("居民建档人数：38508人", ["城镇居民建档人数：20000人"], False),
        ("居民建档人数：38508人", ["老年人体检人数：20000人", "学生体检人数：18508人"], False),
    ],
)
def test_splits(whole: str, parts: list[str], is_split: bool) -> None:
    split = (Split(0, tuple(range(len(parts)))),) if is_split else ()
    assert find_splits(rows(whole), rows(*parts)) == (split, ())
    assert find_splits(rows(*parts), rows(whole)) == ((), split)


@pytest.mark.parametrize(
    ("texts", "total"),
    [
        (["20000人", "1.9万人"], "39000人"),
        (["10公里", "500米"], "10.5公里"),
        (["90%", "85%"], None),
        (["10人", "20次"], None),
        (["10-20人", "20人"], None),
    ],
)
def test_totals(texts: list[str], total: str | None) -> None:
    found = total_of([quantities(text)[0] for text in texts])
    assert (found and f"{number_text(found.number)}{found.unit}") == total
