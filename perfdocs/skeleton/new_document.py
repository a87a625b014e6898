"""A file of a department begun: every field of its kind, with what is known filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from perfdocs.pack.manifest import DocumentKind, Pack
from perfdocs.skeleton.field_lines import FieldLines, explanations

_HOW = (
    "冒号后面空一格再填；没有的空着。以 # 开头的行是说明，不会印出来，可以删掉。",
    "一张表要几行，就照着抄几条（从“- ”起）；用不着的一条整条删掉。",
)


def document_text(
    pack: Pack, kind: DocumentKind, data: Mapping[str, Any], file: str, model: str = "", how: Sequence[str] = _HOW
) -> str:
    """The file's text. `file` is its name in the workspace, `model` that of what its texts are taken over from."""
    tree = kind.schema.tree
    schema = f"{'../' * file.count('/')}schema/{pack.name}/{kind.schema.name}"
    head = [f"yaml-language-server: $schema={schema}", *explanations(tree, tree), *how]
    return "\n".join([*(f"# {line}" for line in head), *_lines(kind, data, model)]) + "\n"


def _lines(kind: DocumentKind, data: Mapping[str, Any], model: str) -> Iterator[str]:
    """The lines of the fields, with a blank line around what takes several."""
    is_apart = True
    for lines in FieldLines(model=model).fields(kind.schema.tree, data):
        is_long = sum(not line.lstrip().startswith("#") for line in lines) > 1
        if is_long or is_apart:
            yield ""
        yield from lines
        is_apart = is_long
