"""docxtpl-lint's findings on a template, told as ours. Our own tags are taken out before it looks."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import docxtpl_lint
from docx.document import Document as WordDocument

from perfdocs.finding import Finding, Place, Severity
from perfdocs.pack.jinja import word_language
from perfdocs.word.xml import W

TOLD_BY_US = ("DTL002", "DTL104", "DTL105")
"""Found also when the template is opened, and told in the words of those who have no command line for it."""

_KEEP = re.compile(r"\{%\s*keep\s*%\}")


def faults(document: WordDocument, file: str) -> Iterator[Finding]:
    """T201: what docxtpl-lint finds, with the cell. The document loses its `{% keep %}` tags."""
    for paragraph in document.element.body.iter(f"{W}p"):
        _without_keep(list(paragraph.iter(f"{W}t")))
    raw = io.BytesIO()
    document.save(raw)
    for issue in docxtpl_lint.lint(
        raw.getvalue(), jinja_env=word_language(), autoescape=True, ignore=TOLD_BY_US
    ).issues:
        severity = Severity.ERROR if issue.severity == "error" else Severity.WARNING
        cells = issue.location.cells
        where = "".join(f"第 {c.table} 个表第 {c.row} 行第 {c.col} 格：" for c in cells[-1:])
        snippet = f"（{issue.snippet}）" if issue.snippet else ""
        yield Finding("T201", Place(file), f"{where}{issue.message_for('zh')}{snippet}", severity=severity)


def _without_keep(texts: list[object]) -> None:
    """Removes `{% keep %}` from a paragraph, in however many runs Word has cut it."""
    whole = "".join(getattr(text, "text", None) or "" for text in texts)
    gone = {index for match in _KEEP.finditer(whole) for index in range(*match.span())}
    at = 0
    for text in texts:
        old: str = getattr(text, "text", None) or ""
        text.text = "".join(c for index, c in enumerate(old, start=at) if index not in gone)  # type: ignore[attr-defined]
        at += len(old)
