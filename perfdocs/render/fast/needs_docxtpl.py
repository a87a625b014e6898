"""What the compiled engine leaves to docxtpl."""


class NeedsDocxtpl(Exception):
    """A template, or a value, that docxtpl must fill in itself. The text says why, in Chinese."""
