"""A comparison of two years as text, Markdown, JSON, HTML, a workbook or a Word table."""
