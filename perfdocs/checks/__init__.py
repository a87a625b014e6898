"""Findings across fields and forms: what a reviewer would send back."""
