"""Whatever stands in a spec, a run ends with a sentence. `make fuzz` tries thousands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.hostile_text import is_harmless
from tests.support.mutated_specs import mutated_spec
from tests.support.run_command import Command
from tests.support.some_fast import some_fast


@pytest.mark.parametrize("seed", some_fast(range(40), every=20))
def test_mutated_specs_end_no_run(small: Path, perfdocs: Command, seed: int) -> None:
    path = sorted((small / "specs").rglob("*.yaml"))[seed % 2]
    mutated = mutated_spec(path.read_bytes(), seed)
    path.write_bytes(mutated.source)
    ran = perfdocs("render", "--root", small)
    assert ran.status in (0, 1, 2), f"{mutated.what}: {ran.err}"
    assert is_harmless(ran.out + ran.err), mutated.what
