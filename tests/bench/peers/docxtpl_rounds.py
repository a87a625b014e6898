"""docxtpl, as its documentation has it: a template is opened, rendered and saved for each document.

The same lines are run by rust-docxtpl, which has docxtpl's name, in an environment of its own. Run as a program:
`python docxtpl_rounds.py TEMPLATE CONTEXTS OUT`, it answers as `rounds.js` does.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate


def made(template: str, context: dict[str, Any], target: Path) -> None:
    document = DocxTemplate(template)
    document.render(context, autoescape=True)
    document.save(target)


def main(template: str, contexts: str, out: str) -> None:
    data = json.loads(Path(contexts).read_text("utf-8"))
    targets = [Path(out) / f"{index}.docx" for index in range(len(data))]

    def measured(number: int) -> float:
        begun = time.perf_counter()
        for index in range(number):
            made(template, data[index % len(data)], targets[index % len(data)])
        return (time.perf_counter() - begun) / number

    measured(len(data))
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        print(json.dumps({"seconds": measured(int(line))}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
