"""A later step's pack put together with that of its targets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from perfdocs.schema.join_schemas import join_schemas

if TYPE_CHECKING:
    from perfdocs.pack.manifest import DocumentKind, Pack


def join_targets(pack: Pack, targets: Pack) -> Pack:
    """The step's pack, with the fields of the targets, and what their pack works out of them."""
    return pack._replace(
        kinds=tuple(_joined_kinds(targets, pack)),
        derivations=(*targets.derivations, *pack.derivations),
        derived_fields=targets.derived_fields | pack.derived_fields,
        display={**targets.display, **pack.display},
    )


def fault_of_targets(pack: Pack, targets: Pack) -> str:
    """Why a pack cannot be that of a step's targets; empty where it can."""
    if targets.step:
        return f"“{targets.name}”自己也是后面的环节：要写目标的版式“{targets.step.of}”"
    if targets.head.name != pack.head.name:
        return f"第一个填报文件要和目标的版式同名：把“{pack.head.name}”改成“{targets.head.name}”"
    return ""


def _joined_kinds(targets: Pack, own: Pack) -> Iterator[DocumentKind]:
    """The documents of the step, each with what the targets' document of its name holds, and their other ones."""
    for kind in own.kinds:
        other = targets.kind(kind.name)
        schema = join_schemas(other.schema, kind.schema) if other else kind.schema
        order = kind.order or (other.order if other else None)
        yield kind._replace(schema=schema, written=kind.schema, order=order)
    for kind in targets.kinds:
        if own.kind(kind.name) is None:
            yield kind._replace(is_of_targets=True)
