"""What docxtpl-lint finds in a template, as our findings. Our own tags are taken out before it looks."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence

import docxtpl_lint
from docx.document import Document as WordDocument
from lxml import etree

from perfdocs.finding import Finding, Place, Severity
from perfdocs.pack.jinja import word_language
from perfdocs.word.grid import Where
from perfdocs.word.xml import W

FOUND_BY_US = ("DTL002", "DTL104", "DTL105")
"""Found also when the template is opened, in words for those who have no command line for it."""

_MARGINS = {"header": "页眉", "footer": "页脚", "footnotes": "脚注"}
_KEEP = re.compile(r"\{%\s*keep\s*%\}")


def docxtpl_findings(document: WordDocument, file: str) -> Iterator[Finding]:
    """T201: what docxtpl-lint finds, with the cell. The document loses its `{% keep %}` tags."""
    for paragraph in document.element.body.iter(f"{W}p"):
        _remove_keep(list(paragraph.iter(f"{W}t")))
    raw = io.BytesIO()
    document.save(raw)
    report = docxtpl_lint.lint(raw.getvalue(), jinja_env=word_language(), autoescape=True, ignore=FOUND_BY_US)
    for issue in report.issues:
        severity = Severity.ERROR if issue.severity == "error" else Severity.WARNING
        part = _MARGINS.get(issue.location.part.rstrip("0123456789"), "")
        cells = "".join(f"{Where(cell.table, cell.row, cell.col)}：" for cell in issue.location.cells[-1:])
        where = f"{part}{cells or ('：' if part else '')}"
        snippet = f"（{issue.snippet}）" if issue.snippet else ""
        yield Finding("T201", Place(file), f"{where}{issue.message_for('zh')}{snippet}", severity=severity)


def _remove_keep(texts: Sequence[etree._Element]) -> None:
    """Removes `{% keep %}` from the texts of a paragraph, in however many runs Word has cut it."""
    whole = "".join(text.text or "" for text in texts)
    tags = {index for match in _KEEP.finditer(whole) for index in range(*match.span())}
    at = 0
    for text in texts:
        old = text.text or ""
        text.text = "".join(character for index, character in enumerate(old, start=at) if index not in tags)
        at += len(old)
