"""What a period covers, and when it runs backwards."""

from __future__ import annotations

import pytest

from perfdocs.prose.read_periods import periods


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("2023.07-2024.01", [2023, 2024]),
        ("2023年起", [2023, 2024, 2025]),
        ("2024年底前", [2022, 2023, 2024]),
        ("2022、2024年", [2022, 2023, 2024]),
    ],
)
def test_covers(text: str, covered: list[int]) -> None:
    (period,) = periods(text)
    assert [year for year in range(2022, 2026) if period.covers(year)] == covered


@pytest.mark.parametrize(
    ("text", "backwards", "year_left_out"),
    [
        ("2023.07-2023.01", True, False),
        ("2023年11月-3月", True, True),
        ("2023年11月至当年3月", True, False),
        ("2023年11月-次年3月", False, False),
        ("2023.07-2023.07", False, False),
        ("2024、2023年", False, False),
        ("2023年9月31日-2023年1月", False, False),
    ],
)
def test_runs_backwards(text: str, backwards: bool, year_left_out: bool) -> None:
    (period,) = periods(text)
    assert (period.runs_backwards, period.leaves_its_year_out) == (backwards, year_left_out)
