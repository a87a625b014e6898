"""Which department of last year is which of this year's: by directory, by name, or by a likely new name."""

from __future__ import annotations

from collections.abc import Mapping

from perfdocs.compare.pair_documents import Documents, pair_names
from perfdocs.department.specs import Specs
from perfdocs.year_index import partners


def pair_departments(old: Mapping[str, Specs], new: Mapping[str, Specs]) -> dict[str, str]:
    """The key in the old year of each department of the new one, given their specs by key.

    A bureau that has a new directory and a new name is the same one where it still has a document of the same name.
    """
    pairs = partners(*({key: specs.name for key, specs in side.items()} for side in (old, new)))
    waiting_old = {key: specs.name for key, specs in old.items() if key not in pairs.values()}
    waiting_new = {key: specs.name for key, specs in new.items() if key not in pairs}
    renamed = pair_names(waiting_old, waiting_new)
    return pairs | {key: old_key for key, old_key in renamed.items() if _names(old[old_key]) & _names(new[key])}


def _names(specs: Specs) -> set[str]:
    """The names of all documents but the department's own."""
    kinds = [kind.name for kind in specs.pack.kinds if kind is not specs.pack.head]
    return {name for kind in kinds for name in Documents(specs, kind).names.values()}
