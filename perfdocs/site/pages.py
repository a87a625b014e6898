"""The pages of a site: one with everything, or one for the overview and one for each department."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup

from perfdocs.files import read_beginning, told_as_unwritable
from perfdocs.finding import Place
from perfdocs.form_view.editor_link import editor_link
from perfdocs.form_view.page_html import css_of
from perfdocs.overview.formats.html import table_html
from perfdocs.overview.formats.phrases import heading, notes
from perfdocs.overview.records import Line, Overview
from perfdocs.report.html import content_policy, fill, resource
from perfdocs.site.department_section import SITE, Section
from perfdocs.site.money_picture import money_picture

INDEX = "index.html"
GENERATOR = "perfdocs site"
"""What a page says that it was made by."""
_HEAD = 1_000
"""Bytes of a page in which it says what it was made by."""
_CLASSES = re.compile(r'(?<= class=")[^"]+')
"""The classes of an element; in a text, quotation marks are escaped."""


class _Entry(NamedTuple):
    """A department of the table of contents."""

    id: str
    name: str
    address: str


def single_page(overview: Overview, sections: Sequence[Section], root: Path) -> str:
    """Everything in one file."""
    links = {section.department: f"#d-{section.department}" for section in sections}
    body = _overview(overview, sections, links) + Markup("").join(section.html for section in sections)
    return _page(_title(overview), body, sections, root)


def directory_pages(overview: Overview, sections: Sequence[Section], root: Path) -> dict[str, str]:
    """A page for the overview and one for each department with its later steps, by their file names."""
    by_department: dict[str, list[Section]] = {}
    for section in sections:
        by_department.setdefault(section.department, []).append(section)
    links = {department: f"{department}.html" for department in by_department}
    pages = {INDEX: _page(_title(overview), _overview(overview, sections, links), (), root)}
    for department, own in by_department.items():
        body = Markup("").join(section.html for section in own)
        pages[links[department]] = _page(f"{own[0].name}：{_title(overview)}", body, own, root, INDEX)
    return pages


def remove_outdated(directory: Path, pages: Collection[str]) -> None:
    """Removes the pages of an earlier site whose department is gone: nobody may take their figures for today's.

    What perfdocs did not make stays. Raises PerfdocsError where one cannot be removed.
    """
    for path in directory.glob("*.html"):
        if path.name in pages or path.is_symlink() or not path.is_file():
            continue
        with told_as_unwritable(path):
            if f'<meta name="generator" content="{GENERATOR}">'.encode() in read_beginning(path, _HEAD):
                path.unlink()


def _title(overview: Overview) -> str:
    return f"{overview.year} 年绩效目标"


def _overview(overview: Overview, sections: Sequence[Section], links: Mapping[str, str]) -> Markup:
    amounts = {section.department: section.amounts for section in reversed(sections)}

    def attributes(line: Line) -> dict[str, str]:
        """What `site.js` narrows the table down by."""
        weaker = line.changes.weaker if line.changes else 0
        return {
            "data-department": line.department,
            "data-weaker": str(weaker),
            "data-amount": str(amounts.get(line.department, 0)),
        }

    listed = [line for line in overview.lines if line.department in links]
    return fill(
        SITE,
        "overview.jinja",
        heading=heading(overview),
        notes=[*notes(overview)],
        contents=[_Entry(line.department, line.name or line.department, links[line.department]) for line in listed],
        picture=money_picture(overview),
        table=table_html(overview, lambda line: links.get(line.department, ""), attributes),
    )


def _page(title: str, body: Markup, sections: Sequence[Section], root: Path, home: str = "") -> str:
    rules = {name: rule for section in sections for name, rule in section.rules.items()}
    names = {name: f"f{number}" for number, name in enumerate(rules)}
    body = Markup(_CLASSES.sub(lambda match: " ".join(names.get(each, each) for each in match[0].split(" ")), body))
    style = Markup(resource(SITE, "site.css") + css_of({names[name]: rule for name, rule in rules.items()}))
    script = Markup(resource("perfdocs.overview.formats", "sort.js") + resource(SITE, "site.js"))
    page = fill(
        SITE,
        "page.jinja",
        title=title,
        generator=GENERATOR,
        home=home,
        body=body,
        root=editor_link(root, Place(""), with_line=False).rstrip("/"),
        style=style,
        script=script,
        policy=Markup(content_policy(style, script)),
    )
    return f"{page}\n"
