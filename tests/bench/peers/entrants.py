"""Who takes part, how each is started, and by which name it stands in the table."""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path

from perfdocs.render.template import Template
from tests.bench.peers import fetched, forms
from tests.bench.peers.floor import floor
from tests.bench.peers.forms import Context, Syntax
from tests.bench.peers.programs import Program

Rounds = Callable[[int], float]
"""Makes so many documents, one after the other; the seconds of one."""


@dataclass(frozen=True)
class Setting:
    """The files that an entrant works with."""

    template: Path
    contexts: Path
    out: Path

    @property
    def values(self) -> list[Context]:
        read: list[Context] = json.loads(self.contexts.read_text("utf-8"))
        return read

    def program(self, command: Sequence[object], environment: Mapping[str, str]) -> Program:
        files = (self.template, self.contexts, self.out)
        return Program([str(part) for part in (*command, *files)], environment, self.out / "errors.txt")


@dataclass(frozen=True)
class Entrant:
    """One way of filling the form; `start` raises Missing where it cannot be had."""

    name: str
    syntax: Syntax
    start: Callable[[Setting], Rounds]


def ours(source: bytes) -> Callable[[Mapping[str, object]], bytes]:
    """perfdocs: a template opened once; then the bytes of a document for each context."""
    template = Template(source)
    origin = {"pack": "bench", "spec": "bench", "data": "0" * 64, "template": template.hash}
    return lambda context: template.fill(context).to_docx("绩效目标表", origin)


def start_ours(setting: Setting) -> Rounds:
    fill = ours(setting.template.read_bytes())
    return here([partial(fill, context) for context in setting.values], setting.out)


def start_floor(setting: Setting) -> Rounds:
    fill = ours(setting.template.read_bytes())
    return here([floor(fill(context)) for context in setting.values], setting.out)


def start_whole(setting: Setting) -> Rounds:
    """perfdocs with the form as it is: three nested loops, cells merged in groups."""
    fill = ours(forms.FORM.read_bytes())
    return here([partial(fill, context) for context in forms.directions()], setting.out)


def here(makers: Sequence[Callable[[], bytes]], out: Path) -> Rounds:
    """Measures in this process, as the programs measure themselves."""
    targets = [out / f"{index}.docx" for index in range(len(makers))]

    def measured(number: int) -> float:
        gc.collect()
        begun = time.perf_counter()
        for index in range(number):
            at = index % len(makers)
            targets[at].write_bytes(makers[at]())
        return (time.perf_counter() - begun) / number

    measured(len(makers))
    return measured


def rust_docxtpl() -> Path:
    return fetched.had(fetched.rust_docxtpl)


def with_docxtpl(python: Callable[[], object]) -> Callable[[Setting], Rounds]:
    return lambda setting: setting.program([python(), fetched.HERE / "docxtpl_rounds.py"], {})


def with_node(package: str) -> Callable[[Setting], Rounds]:
    script = fetched.HERE / f"{package}.js"
    return lambda setting: setting.program(["node", script], {"NODE_PATH": str(fetched.had(fetched.node_packages))})


def node(package: str, syntax: Syntax) -> Entrant:
    return Entrant(f"{package} {fetched.node_version(package)}", syntax, with_node(package))


OURS = Entrant("perfdocs", forms.JINJA, start_ours)
FLOOR = Entrant("压缩正文、写出文件", forms.JINJA, start_floor)
WHOLE = Entrant("perfdocs（原表：三层循环，分级合并）", forms.JINJA, start_whole)
DOCXTPL = Entrant(f"docxtpl {version('docxtpl')}", forms.JINJA, with_docxtpl(lambda: sys.executable))
PEERS = (
    DOCXTPL,
    Entrant(f"rust-docxtpl {fetched.RUST_DOCXTPL}", forms.JINJA, with_docxtpl(rust_docxtpl)),
    node("carbone", forms.CARBONE),
    node("docxtemplater", forms.BRACES),
    node("easy-template-x", forms.BRACES),
)
