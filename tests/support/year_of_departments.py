"""A year of departments and the one before it, as many as wanted, made of the real ones under names of their own."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.support.many_funds import in_own_words
from tests.support.workspaces import ROOT

YEARS = ("2023", "2024")
NAME = "株洲市石峰区商务局"


def year_of_departments(root: Path, number: int) -> Path:
    """A workspace at `root` with so many departments in 2023 and 2024: `d000`, `d001`, … Their sums hold."""
    for name in ("templates", "schema"):
        shutil.copytree(ROOT / name, root / name)
    for year in YEARS:
        for index in range(number):
            directory = root / "specs" / year / f"d{index:03}"
            shutil.copytree(ROOT / "specs" / year / "commerce", directory)
            for path in directory.rglob("*.yaml"):
                text = path.read_text("utf-8").replace(NAME, f"演示单位{index:03}")
                path.write_text(in_own_words(text, index), "utf-8")
    return root
