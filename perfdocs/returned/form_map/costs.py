"""What each difference costs when the rows of a document are laid beside those of a form.

All were chosen by hand. In brackets: by which of ½, 0.8, 1.2 and 2 a cost may be multiplied with nothing of the corpus
of `tests/bench/cost_bounds.py` read otherwise ([½–2]: nothing there depends on it; [1]: each changes something).
What is read otherwise first is always one of the 150 forms with a stray text; the habits of 22 clerks are read the
same throughout.
"""

from __future__ import annotations

# A cell beside a cell of the form

SURE = 1.0
"""A cell that costs less is what the form prints there, or fills in. [½–1]"""
UNLIKE = 3.0
"""A text where the form has another label. [1]"""
TEXT_IN_EMPTY = 1.0
"""A text where the form has an empty cell. [1–2]"""
MERGED_LABEL = 1.6
"""A cell merged with the one above where the form has a label. [½–2]"""
NO_LABEL = 1.2
"""No text where the form has a label. [½–1]"""
NO_SHORT_LABEL = 0.3
"""The same for a label of one character between fields. [½–1.2]"""
NO_LABEL_BELOW = 0.2
"""No text where the form has a cell merged with the label above. [½–2]"""
SLIP = 0.3
"""A label with a slip. [½–1.2]"""
SLIP_BETWEEN_FIELDS = 0.4
"""The same where fields stand beside the label. [½–2]"""
POINTS = 50
"""With a slip, so many points of 100 by which the two are not alike cost 1 more. [0.8–2]"""
COMPUTED = 0.3
"""Any text where the template works something out. [½–2]"""
FIELDS_WITHOUT_LABEL = 2.0
"""A cell with several fields and no label to tell them apart. [½–2]"""
WITH_LABELS = 0.1
"""A cell with fields and labels, whatever stands in it: one with a field alone is preferred. [½–2]"""
FIELD_FOUND = -0.2
"""A text between two labels that is a field's. [½–2]"""
STRAY_TEXT = 0.8
"""A text between two labels where no field is. [0.8–1.2]"""

# A text in a field

EMPTY_FIELD = 0.3
"""No text in a field. [½–1.2]"""
MOST_BLANKS = 4
"""Blank fields of a row that cost anything: rows of wide tables may have but a name. No test holds it."""
FITS = 0.1
"""A number or numeral in its field, one of the words that a field may have. [½–2]"""
FITS_AMOUNT = 0.15
"""A number in a field of numbers. [½–2]"""
FITS_TEXT = 0.2
"""Any text in a field of text: a field that says more of its texts is preferred. [0.8–1.2]"""
NEARLY_AMOUNT = 0.3
"""A number with marks or a word. [½–2]"""
NO_AMOUNT = 1.5
"""A text in a field of numbers. [0.8–1]"""
NO_NUMBER = 1.2
"""The same where a number of rows is printed. [½–2]"""
NO_OPTION = 1.0
"""A text that is none of the words that a field may have. [½–2]"""

# A cell or row that only one of the two has

FORM_LABEL_ONLY = 1.5
"""A cell of the form: with a label, [½–2]"""
FORM_FIELD_ONLY = 0.4
"""with a field, [½–2]"""
FORM_MERGED_ONLY = 0.1
"""merged with the one above, [½–2]"""
FORM_EMPTY_ONLY = 0.05
"""empty. [½–2]"""
DOCUMENT_TEXT_ONLY = 1.5
"""A cell of the document: with a text, [½–2]"""
DOCUMENT_EMPTY_ONLY = 0.1
"""without. [½–2]"""
JOINED = 0.3
"""All cells of a row in one. [½–1.2]"""
FORM_ROW_ONLY = 1.5
"""A row that the form always prints. [1–1.2]"""
FORM_ITEM_ONLY = 0.25
"""A row of data. [½–1.2]"""
DOCUMENT_ROW_ONLY = 1.5
"""A row of the document with a text. [1]"""
DOCUMENT_ROW_CELL = 0.5
"""Besides, for each of its cells with a text. [1]"""
DOCUMENT_HEAD_ONLY = 0.3
"""A row of heads that a clerk has repeated. [½–2]"""
DOCUMENT_BLANK_ONLY = 0.1
"""A row of the document without a text. [½–2]"""
HOPELESS = 9.0
"""By how much a way may be worse than the best one so far and still be followed. [½–2]"""

# What is a label

NEAR = 70
"""Likeness, of 100, from which a text counts as a label with a slip. [0.8–1]"""
LABELS = 2
"""Rows with a label that a form must have to be one, [½–2]"""
LABELS_SHARE = 1 / 3
"""and how many of those that it always has. [½–2]"""
LONGER = 3
"""A text so many times as long as the label, and `LONGER_BY` characters more, is not compared with it. [½–2]"""
LONGER_BY = 10
"""See `LONGER`. [½–2]"""
FIRST_WITHIN = 12
"""Characters that may stand before a label at the beginning of a cell. [½–2]"""
FIRST_SLIP_WITHIN = 2
"""The same before one with a slip. [½–2]"""
SHORTEST_SLIP = 3
"""Characters of a label that may have a slip beside a field. [½–2]"""
LONGEST_SLIP = 400
"""Characters of a cell in which such a label is searched: it takes long. [½–2]"""
SIGNED = 0.5
"""By how much more a cell with room for a signature may cost once it is signed. No test holds it."""
