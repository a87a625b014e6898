"""The compiled engine: templates as programs that fill a form some sixty times sooner than docxtpl, to the same bytes.

This is its only door; `tests/test_architecture.py` holds that nobody else imports what is behind it.
"""

from perfdocs.render.fast.compiled_template import CompiledTemplate, compile_template, load_template

__all__ = ["CompiledTemplate", "compile_template", "load_template"]
