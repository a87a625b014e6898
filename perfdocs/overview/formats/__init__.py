"""An overview as text, Markdown, JSON, HTML or a workbook."""
