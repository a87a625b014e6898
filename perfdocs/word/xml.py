"""Names of WordprocessingML, and the attributes by which our own templates mark rows while they are filled."""

from __future__ import annotations

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"

KEEP = "perfdocs-keep"
"""The attribute of a row, in a template as docxtpl has it, that is to stay with the row above."""
ROW_MARK = "perfdocs-row"
"""The attribute of a row: its place in the template and the row of the data that it was made for, where asked for."""
