"""Figures of what comes back: edits named, false alarms, hostile files, and reading back beside reading alone."""

from __future__ import annotations

import io
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from docx import Document

from perfdocs.department.forms import build_submission
from perfdocs.render.documents import department_documents
from perfdocs.returned.importing.import_documents import Importer
from perfdocs.returned.verifying.as_printed import printed_documents
from perfdocs.returned.verifying.cell_differences import differences
from perfdocs.word.grid import grid
from perfdocs.word.incoming import open_incoming
from tests.bench.figures import Figure, median
from tests.support.changed_pages import changed_pages
from tests.support.hostile_files import FILES
from tests.support.libreoffice import convert
from tests.support.printed_forms import importer, is_named, plant_edit, print_forms, save_again
from tests.support.random_specs import SPECS, TEMPLATES, load_specs, make_specs, random_specs
from tests.support.settled_redlines import settled_redlines
from tests.support.unaltered_copies import WAYS, unaltered_copies
from tests.support.workspaces import ROOT

EDITS = 1200
SAVED = 200
CHANGES = 500
PAIRS = 60
COPIED = 55
"""Forms of which a copy is made in each of the six ways; those with all forms in five."""


def returned_figures() -> Iterator[Figure]:
    yield from edits()
    yield from saved_by_hand()
    if shutil.which("soffice"):
        yield from saved_by_libreoffice()
        yield unaltered()
        yield settled_by_libreoffice()
        if shutil.which("pdftoppm"):
            yield changed_and_missed()
    yield from hostile_files()
    yield reading_back()


def edits() -> Iterator[Figure]:
    named = sum(is_named(*plant_edit(number)) for number in range(EDITS))
    yield Figure("Word 里改一处，恰好报那一格", 100 * named / EDITS, "%", f"{named} / {EDITS} 处")


def saved_by_hand() -> Iterator[Figure]:
    alarms = 0
    for number in range(SAVED):
        chance = random.Random(number)
        document, body = chance.choice(print_forms(*SPECS[number % len(SPECS)]))
        alarms += bool(differences(document.rows, grid(save_again(body, chance))))
    yield Figure("没有改、只换了写法的文件，误报", alarms, "份", f"{SAVED} 份")


def changed_and_missed() -> Figure:
    """Random changes of any element, attribute or property, printed by LibreOffice before and after."""
    with tempfile.TemporaryDirectory() as directory:
        seen = [change for change in changed_pages(range(CHANGES), Path(directory)) if change.is_seen]
    missed = sum(not change.is_error for change in seen)
    return Figure("随便改一样东西、页面变了，没有报错误", missed, "处", f"{len(seen)} 处变了，共改 {CHANGES} 处")


def saved_by_libreoffice() -> Iterator[Figure]:
    """Random specs printed, and saved again as .docx, and as .odt and back: one hundred of each."""
    alarms = 0
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        wholes = []
        for number in range(SAVED // 2):
            specs = random_specs(number)
            made = build_submission(specs.pack, specs.documents)
            files = department_documents(made, TEMPLATES, "specs/2023/demo").files
            (directory / f"{number}.docx").write_bytes(list(files.values())[-1])
            wholes.append(printed_documents(made, TEMPLATES, importer(specs.pack.name).forms)[-1])
        originals = [directory / f"{number}.docx" for number in range(SAVED // 2)]
        convert(originals, "docx", directory / "docx")
        convert(originals, "odt", directory / "odt")
        convert(sorted((directory / "odt").iterdir()), "docx", directory / "back")
        for number, whole in enumerate(wholes):
            for kind in ("docx", "back"):
                source = (directory / kind / f"{number}.docx").read_bytes()
                alarms += bool(differences(whole.rows, open_incoming("a", source).rows))
    yield Figure("LibreOffice 重新存过的文件，误报", alarms, "份", f"{SAVED} 份（.docx，.odt 再转回来）")


def unaltered() -> Figure:
    """Copies by LibreOffice, python-docx and a packer, of which each is to be called as it was printed."""
    with tempfile.TemporaryDirectory() as directory:
        copies = list(unaltered_copies(COPIED, Path(directory)))
    alarms = sum(not each.is_as_printed for each in copies)
    ways = "、".join(f"{way} {sum(each.way == way for each in copies)}" for way in WAYS)
    return Figure("没有改过、换了程序存的文件，没有说“和印出的一样”", alarms, "份", f"{len(copies)} 份（{ways}）")


def settled_by_libreoffice() -> Figure:
    """Redlines of random pairs of years, accepted and rejected by LibreOffice."""
    with tempfile.TemporaryDirectory() as directory:
        settled = list(settled_redlines(range(PAIRS), Path(directory)))
    wrong = sum(not each.is_plain for each in settled)
    return Figure("修订全部接受或拒绝以后，和印出的不一样", wrong, "份", f"{len(settled)} 份，{PAIRS} 对年度")


PEAK = """
import sys, time
from perfdocs.cli import main
begun = time.perf_counter()
main.run(sys.argv[1:])
seconds = time.perf_counter() - begun
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(seconds, int(peak.split()[1]) / 1024, file=sys.stderr)
"""


def hostile_files() -> Iterator[Figure]:
    """The slowest and the greediest file, each in a process of its own, from the first import to the sentence.

    Without LibreOffice: with it, what looks like an old Word file is first given to that.
    """
    slowest, greediest = (0.0, ""), (0.0, "")
    for name, (make, _) in FILES.items():
        with tempfile.TemporaryDirectory() as directory:
            path = Path(directory) / "a.docx"
            path.write_bytes(make())
            command = ["import", str(path), "--pack", "shifeng-2023", "--out", f"{directory}/out", "--root", str(ROOT)]
            command = [sys.executable, "-c", PEAK, *command]
            done = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PATH": ""})
        seconds, peak = map(float, done.stderr.decode().splitlines()[-1].split())
        slowest, greediest = max(slowest, (seconds, name)), max(greediest, (peak, name))
    number = len(FILES)
    yield Figure(f"有害或损坏的文件 {number} 份，最慢的（{slowest[1]}）", slowest[0], "秒", "上限", 2, at_most=1)
    yield Figure(f"其中占内存最多的（{greediest[1]}）", greediest[0], "MB", "上限", 300, at_most=1)


def reading_back() -> Figure:
    """A department's forms read back, against python-docx fetching the texts of all their cells."""
    made = make_specs(SPECS[0][0], load_specs(*SPECS[0]))
    files = department_documents(build_submission(made.pack, made.documents), TEMPLATES, "specs/2023/demo").files
    source = list(files.values())[-1]
    back = importer(made.pack.name)
    mine = median(lambda: restored(back, source))
    floor = median(lambda: cells(source))
    return Figure("读回一个部门的表", 1000 * mine, "毫秒", "python-docx 只取各格文字", 1000 * floor)


def restored(back: Importer, source: bytes) -> None:
    assert back.import_documents([open_incoming("a", source)], "").forms == 4


def cells(source: bytes) -> None:
    document = Document(io.BytesIO(source))
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                assert cell.text is not None
