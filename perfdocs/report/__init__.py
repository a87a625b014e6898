"""Findings as text, JSON, GitHub annotations, SARIF and JUnit, and baselines of known ones."""
