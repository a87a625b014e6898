"""Several forms in one file: where each begins, and which are the same form once more."""

from __future__ import annotations

from collections.abc import Sequence

from perfdocs.packdraft.form_cells import Block
from perfdocs.packdraft.vocabulary import compact, words

_LONGEST_TITLE = 40


def split_forms(blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks of each form. One begins with a title behind a table; short paragraphs just above belong to it."""
    forms: list[list[Block]] = [[]]
    for number, block in enumerate(blocks):
        has_table = any(each.is_table for each in forms[-1])
        if has_table and is_title(block) and any(each.is_table for each in blocks[number:]):
            above: list[Block] = []
            while forms[-1] and not forms[-1][-1].is_table and not _ends_form(forms[-1][-1]):
                above.insert(0, forms[-1].pop())
            forms.append(above)
        forms[-1].append(block)
    return forms


def is_title(block: Block) -> bool:
    """Whether a block is, or begins with, the title of a form."""
    cells = block.rows[0].cells
    text = compact(cells[0].text)
    return len(cells) == 1 and len(text) <= _LONGEST_TITLE and words().form_titles.fullmatch(text) is not None


def _ends_form(block: Block) -> bool:
    text = block.rows[0].cells[0].text
    return words().notes.match(text.strip()) is not None or "：" in text or ":" in text


def title_of(form: Sequence[Block]) -> str:
    """The title of a form; empty where it has none."""
    return next((compact(block.rows[0].cells[0].text) for block in form if is_title(block)), "")
