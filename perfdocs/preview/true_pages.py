"""Forms as LibreOffice prints them, as pictures: made in the background, given up when there is something newer."""

from __future__ import annotations

import hashlib
import io
import sys
import threading
import traceback
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from perfdocs.word.libreoffice import Ending, Source, convert, installed

_DOTS = 110
"""Of a picture, an inch: a line of 小四 has 18 dots, which is read easily on a screen."""
_POINTS = 72
_MOST_KEPT = 200
"""Documents of which the pictures are kept: two departments of eighty forms, and a few states of one."""
MISSING = "看打印出来的样子要用 LibreOffice，这台电脑没有装（装了以后重新运行 perfdocs preview）。填报和检查不受影响。"
WORKING, FAILED = "正在用 LibreOffice 排版……", "LibreOffice 没有能印这几张表："


class Sheets(NamedTuple):
    """A form to be printed: its title and its document."""

    title: str
    document: bytes

    @property
    def key(self) -> str:
        return hashlib.sha256(self.document).hexdigest()


class TruePages:
    """Prints forms that are looked at as they print, by one run of LibreOffice for all that are not printed yet."""

    def __init__(self, on_change: Callable[[], None]) -> None:
        self._on_change = on_change
        self._lock = threading.Lock()
        self._wanted: Mapping[str, Sequence[Sheets]] = {}
        self._printed: dict[str, tuple[str, ...] | None] = {}
        """By a document's hash the names of its pictures; None for one that cannot be printed."""
        self._pictures: dict[str, bytes] = {}
        self._ending: Ending | None = None
        """Of the run that is going on."""
        self._is_over = False

    def want(self, sheets: Mapping[str, Sequence[Sheets]]) -> None:
        """Asks for the forms of some departments, and for no others any more: a run for older ones is ended."""
        with self._lock:
            if self._is_over or self._wanted == sheets:
                return
            self._wanted = sheets
            if self._ending is not None:
                self._ending.ask()
            elif installed() is not None and self._waiting():
                self._ending = Ending()
                threading.Thread(target=self._print, daemon=True).start()

    def data(self, department: str) -> Mapping[str, Any]:
        """The pages that there are, and a sentence where some are not."""
        if installed() is None:
            return {"message": MISSING, "forms": []}
        with self._lock:
            sheets = self._wanted.get(department, ())
            printed = {each.key: self._printed[each.key] for each in sheets if each.key in self._printed}
        forms = [{"title": each.title, "pictures": printed.get(each.key) or ()} for each in sheets]
        failed = "、".join(each.title for each in sheets if printed.get(each.key, ()) is None)
        message = FAILED + failed if failed else ""
        return {"message": message if len(printed) == len({each.key for each in sheets}) else WORKING, "forms": forms}

    def picture(self, name: str) -> bytes | None:
        """A picture by the name that `data` gave it, as PNG."""
        return self._pictures.get(name)

    def close(self) -> None:
        """Ends what is going on, and begins nothing any more."""
        self.want({})
        with self._lock:
            self._is_over = True

    def _waiting(self) -> list[Sheets]:
        every = {each.key: each for sheets in self._wanted.values() for each in sheets}
        return [each for key, each in every.items() if key not in self._printed]

    def _print(self) -> None:
        """Prints until nothing is wanted that is not printed; forms come in the order in which they are looked at."""
        while True:
            with self._lock:
                waiting = self._waiting()
                self._ending = ending = Ending() if waiting else None
            if ending is None:
                return
            pictures = _print_pictures(waiting, ending)
            for sheets, pages in zip(waiting, pictures, strict=True):
                if pages is not None or not ending.is_asked:
                    self._keep(sheets.key, pages)
            self._on_change()

    def _keep(self, key: str, pages: Sequence[bytes] | None) -> None:
        names = tuple(f"{key}-{number}" for number in range(1, len(pages or ()) + 1))
        with self._lock:
            self._pictures |= dict(zip(names, pages or (), strict=True))
            self._printed[key] = None if pages is None else names
            for old in list(self._printed)[:-_MOST_KEPT]:
                for name in self._printed.pop(old) or ():
                    del self._pictures[name]


def _print_pictures(sheets: Sequence[Sheets], ending: Ending) -> list[list[bytes] | None]:
    """The pages of each form as PNG; None for one that cannot be printed, and for all where there is no room."""
    try:
        pdfs = convert([Source("docx", each.document) for each in sheets], "pdf", ending=ending)
        return [page_pictures(pdf) if pdf else None for pdf in pdfs]
    except Exception:  # noqa: BLE001 - told on the page as not printed, and in the window
        traceback.print_exc(file=sys.stderr)
        return [None] * len(sheets)


def page_pictures(pdf: bytes) -> list[bytes]:
    """The pages of a PDF as PNG."""
    import pypdfium2

    pictures = []
    for page in pypdfium2.PdfDocument(pdf):
        out = io.BytesIO()
        page.render(scale=_DOTS / _POINTS, grayscale=False).to_pil().save(out, "PNG")
        pictures.append(out.getvalue())
    return pictures
