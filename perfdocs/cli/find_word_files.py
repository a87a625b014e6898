"""Word files that come in from outside, as the commands get them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from perfdocs.errors import PerfdocsError
from perfdocs.finding import Finding, Place
from perfdocs.word.incoming import Returned, returned
from perfdocs.word.open_docx import MOST_BYTES, NotWord

_ENDINGS = (".docx", ".doc", ".wps", ".rtf", ".odt", ".docm")


def word_files(paths: Sequence[Path]) -> tuple[list[Returned], list[Finding]]:
    """Each file that can be read, and why others cannot. A directory stands for its Word files.

    Raises PerfdocsError for one that is not there.
    """
    found: list[Returned] = []
    findings: list[Finding] = []
    for path in (one for given in paths for one in _files(given)):
        try:
            with path.open("rb") as opened:
                found.append(returned(str(path), opened.read(MOST_BYTES + 1)))
        except OSError as error:
            raise PerfdocsError(f"{path} 打不开：{error.strerror or error}") from None
        except NotWord as reason:
            findings.append(Finding("N101", Place(str(path)), str(reason), cannot=True))
    return found, findings


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    inside = [one for one in sorted(path.iterdir()) if one.suffix.lower() in _ENDINGS and one.name[0] not in ".~"]
    if not inside:
        raise PerfdocsError(f"{path} 里没有 Word 文件")
    return inside
