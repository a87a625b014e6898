"""What stands in the tags of a pack's templates and in its manifest, read and not run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from jinja2 import nodes

from perfdocs.finding import Finding, Place, Severity
from perfdocs.pack.jinja import text_language, word_language
from perfdocs.pack.manifest import Pack
from perfdocs.pack.manifest_check import expressions
from perfdocs.pack.tag_state import MERGES
from perfdocs.render.template import Templates


def names_in_branches(pack: Pack, templates: Templates) -> frozenset[str]:
    """The fields that a template prints only in some case: no filling may ever get there."""
    branches: list[nodes.Node] = []
    for tree in _trees(pack, templates).values():
        for each in tree.find_all((nodes.If, nodes.CondExpr)):
            if MERGES in _all_names(each):
                continue  # a cell that is merged with the one above: no condition of the maintainer's
            if isinstance(each, nodes.If):
                branches += [*each.body, *each.elif_, *each.else_]
            elif isinstance(each, nodes.CondExpr):
                branches += filter(None, (each.expr1, each.expr2))
    return frozenset(name for branch in branches for name in _names(branch))


def divisions(pack: Pack, templates: Templates) -> Iterator[Finding]:
    """P209: what is divided by a field that may be blank or 0, without a word on what is printed then."""
    language = text_language()
    for expression in expressions(pack.manifest.data):
        tree = language.parse(expression.source if expression.is_text else f"{{{{ {expression.source} }}}}")
        for divisor in _unguarded(tree, frozenset()):
            yield _division(pack.manifest.value_place(expression.keys), divisor)
    for file, tree in _trees(pack, templates).items():
        for divisor in dict.fromkeys(_unguarded(tree, frozenset())):
            yield _division(Place(f"templates/{pack.name}/{file}"), divisor)


def _division(place: Place, divisor: str) -> Finding:
    message = (
        f"除数“{divisor}”空着或者是 0 时，结果空着；要印别的，写成 … / {divisor} if {divisor} else '—'，"
        f"就要空着的写成 … / {divisor} if {divisor}"
    )
    return Finding("P209", place, message, severity=Severity.HINT)


def _trees(pack: Pack, templates: Templates) -> dict[str, nodes.Template]:
    """The templates as the language reads them, by their files."""
    language = word_language()
    files = dict.fromkeys(form.template for form in pack.forms)
    return {file: language.parse("".join(templates.get(pack.directory / file).reference.parts()[0])) for file in files}


class _Guarded(NamedTuple):
    """A part of a tree, and the fields that are known not to be blank in it."""

    part: nodes.Node
    names: frozenset[str]


def _unguarded(node: nodes.Node, guarded: frozenset[str]) -> Iterator[str]:
    """The divisors that nothing around them asks about."""
    if isinstance(node, nodes.Div | nodes.FloorDiv | nodes.Mod) and not isinstance(node.right, nodes.Const):
        names = list(_names(node.right))
        if names and not guarded.intersection(names):
            yield ".".join(_path(node.right) or names)
    for inner in _parts(node, guarded):
        yield from _unguarded(inner.part, inner.names)


def _parts(node: nodes.Node, guarded: frozenset[str]) -> Iterator[_Guarded]:
    if isinstance(node, nodes.If | nodes.CondExpr):
        asked = guarded | frozenset(_names(node.test))
        yield from (_Guarded(part, asked) for part in node.iter_child_nodes())
    elif isinstance(node, nodes.And):
        yield _Guarded(node.left, guarded)
        yield _Guarded(node.right, guarded | frozenset(_names(node.left)))
    else:
        yield from (_Guarded(part, guarded) for part in node.iter_child_nodes())


def _names(node: nodes.Node) -> Iterator[str]:
    """The names of the fields in a part of a tree, without those of the groups that they stand in."""
    path = _path(node)
    if path:
        yield path[-1]
        return
    for part in node.iter_child_nodes():
        yield from _names(part)


def _all_names(each: nodes.Node) -> set[str]:
    test = each.test if isinstance(each, nodes.If | nodes.CondExpr) else each
    return {name.name for name in test.find_all(nodes.Name)}


def _path(node: nodes.Node) -> tuple[str, ...]:
    """`甲.乙['丙']` as steps; empty for anything else."""
    if isinstance(node, nodes.Name):
        return (node.name,)
    if isinstance(node, nodes.Getattr):
        above = _path(node.node)
        return (*above, node.attr) if above else ()
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        above = _path(node.node)
        return (*above, str(node.arg.value)) if above else ()
    return ()
