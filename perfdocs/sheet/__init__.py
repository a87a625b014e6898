"""Sheets of Excel, and tables that were copied as text: rows of cells with what they show."""
