"""`make bench`: how right and how fast, side by side with a floor or a peer in the same run.

Times are medians of several rounds. What counts is a ratio between two figures of one run, never a time.
`python -m tests.bench peers speed` runs these parts alone.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import version
from itertools import chain
from typing import Any

from tests.bench import (
    large,
    pdf,
    peers,
    preview,
    quality,
    reading_calculations,
    reading_changes,
    reading_peers,
    reading_quantities,
    reading_rows,
    returned,
    scale,
    site,
)
from tests.bench.figures import Figure, as_json, table
from tests.support.workspaces import ROOT

READING: Sequence[Callable[[], Iterator[Figure]]] = (
    reading_quantities.figures,
    reading_peers.figures,
    reading_calculations.figures,
    reading_changes.changes,
    reading_rows.rows,
)
"""What is measured of reading meaning: phrases, two wordings and two names, and rows of indicators."""

PARTS: dict[str, Callable[[], Iterator[Figure]]] = {
    "reading": lambda: chain.from_iterable(part() for part in READING),
    "alarms": quality.alarms,
    "returned": returned.returned_figures,
    "speed": quality.speed,
    "peers": peers.peers,
    "pipeline": scale.pipeline,
    "edit": scale.edit,
    "thousand": scale.thousand,
    "growth": scale.growth,
    "commands": scale.commands,
    "overview": scale.overview,
    "large": large.large,
    "pdf": pdf.pdf,
    "site": site.site,
    "preview": preview.preview,
}
"""Everything that is measured; a new part is a function that yields figures, and a line here."""

LIBRARIES = ("docxtpl", "jinja2", "jsonschema", "lxml", "python-docx", "pyyaml", "rapidfuzz")


def main(names: Sequence[str]) -> None:
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        sys.exit(f"没有“{'、'.join(unknown)}”这一部分，有的是：{'、'.join(PARTS)}")
    measured = {name: list(progress(name)) for name in names or PARTS}
    for line in table(figure for figures in measured.values() for figure in figures):
        print(line)
    write(measured)


def progress(name: str) -> Iterator[Figure]:
    print(f"在量 {name} ……", file=sys.stderr)
    yield from PARTS[name]()


def write(measured: Mapping[str, Sequence[Figure]]) -> None:
    """`build/bench.json`: the figures of each part, and what they were measured on."""
    target = ROOT / "build/bench.json"
    target.parent.mkdir(exist_ok=True)
    figures = {name: [as_json(figure) for figure in part] for name, part in measured.items()}
    told = {"machine": machine(), "figures": figures}
    target.write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")
    print(f"也写在 {target}", file=sys.stderr)


def machine() -> dict[str, Any]:
    return {
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        "node": node(),
        "libraries": {name: version(name) for name in LIBRARIES},
    }


def node() -> str | None:
    program = shutil.which("node")
    return program and subprocess.run([program, "--version"], capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    main(sys.argv[1:])
