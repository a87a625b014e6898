"""What each difference costs when the rows of a document are laid beside those of a form.

All were chosen by hand.
"""

from __future__ import annotations

# A cell beside a cell of the form

SURE = 1.0
"""A cell that costs less is what the form prints there, or fills in."""
UNLIKE = 3.0
"""A text where the form has another label."""
TEXT_IN_EMPTY = 1.0
"""A text where the form has an empty cell."""
MERGED_LABEL = 1.6
"""A cell merged with the one above where the form has a label."""
NO_LABEL = 1.2
"""No text where the form has a label."""
NO_SHORT_LABEL = 0.3
"""The same for a label of one character between fields."""
NO_LABEL_BELOW = 0.2
"""No text where the form has a cell merged with the label above."""
SLIP = 0.3
"""A label with a slip."""
SLIP_BETWEEN_FIELDS = 0.4
"""The same where fields stand beside the label."""
POINTS = 50
"""With a slip, so many points of 100 by which the two are not alike cost 1 more."""
COMPUTED = 0.3
"""Any text where the template works something out."""
FIELDS_WITHOUT_LABEL = 2.0
"""A cell with several fields and no label to tell them apart."""
WITH_LABELS = 0.1
"""A cell with fields and labels, whatever stands in it: one with a field alone is preferred."""
FIELD_FOUND = -0.2
"""A text between two labels that is a field's."""
STRAY_TEXT = 0.8
"""A text between two labels where no field is."""

# A text in a field

EMPTY_FIELD = 0.3
FITS = 0.1
"""A number or numeral in its field, one of the words that a field may have."""
FITS_AMOUNT = 0.15
FITS_TEXT = 0.2
"""Any text in a field of text: a field that says more of its texts is preferred."""
NEARLY_AMOUNT = 0.3
"""A number with marks or a word."""
NO_AMOUNT = 1.5
NO_NUMBER = 1.2
NO_OPTION = 1.0

# A cell or row that only one of the two has

FORM_LABEL_ONLY = 1.5
FORM_FIELD_ONLY = 0.4
FORM_MERGED_ONLY = 0.1
FORM_EMPTY_ONLY = 0.05
DOCUMENT_TEXT_ONLY = 1.5
DOCUMENT_EMPTY_ONLY = 0.1
JOINED = 0.3
"""All cells of a row in one."""
FORM_ROW_ONLY = 1.5
"""A row that the form always prints."""
FORM_ITEM_ONLY = 0.25
"""A row of data."""
DOCUMENT_ROW_ONLY = 1.5
DOCUMENT_ROW_CELL = 0.5
"""Besides, for each of its cells with a text."""
DOCUMENT_HEAD_ONLY = 0.3
"""A row of heads that a clerk has repeated."""
DOCUMENT_BLANK_ONLY = 0.1
HOPELESS = 9.0
"""By how much a way may be worse than the best one so far and still be followed."""

# What is a label

NEAR = 70
"""Likeness, of 100, from which a text counts as a label with a slip."""
LABELS = 2
"""Rows with a label that a form must have to be one,"""
LABELS_SHARE = 1 / 3
"""and how many of those that it always has."""
LONGER = 3
"""A text so many times as long as the label, and `LONGER_BY` characters more, is not compared with it."""
LONGER_BY = 10
FIRST_WITHIN = 12
"""Characters that may stand before a label at the beginning of a cell."""
FIRST_SLIP_WITHIN = 2
"""The same before one with a slip."""
SHORTEST_SLIP = 3
"""Characters of a label that may have a slip beside a field."""
LONGEST_SLIP = 400
"""Characters of a cell in which such a label is searched: it takes long."""
SIGNED = 0.5
"""By how much more a cell with room for a signature may cost once it is signed."""
