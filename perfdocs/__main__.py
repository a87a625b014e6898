"""Entry point of the command `perfdocs` and of `python -m perfdocs`."""

from __future__ import annotations

import gc
import sys

MANY = 50_000
"""Objects after which garbage is looked for: starting makes about as many, none of them garbage."""


def main() -> None:
    """Runs the command line and exits."""
    gc.set_threshold(MANY)
    try:
        from perfdocs.cli.main import run

        status = run(sys.argv[1:])
    except KeyboardInterrupt:  # before the command line could take care of it
        print("已中断", file=sys.stderr)
        status = 130
    gc.freeze()  # what ends now need not be looked through
    sys.exit(status)


if __name__ == "__main__":
    main()
