"""Commands that are killed at a random moment, or that find no room to write in."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0}))
from perfdocs.cli import main
sys.exit(main.run(sys.argv[1:]))
"""
SLOWLY = """
import os, sys, time
from perfdocs.cli import main
replace, rename = os.replace, os.rename
def slowly(step):
    def wait(*arguments, **named):
        time.sleep(0.003)
        step(*arguments, **named)
        time.sleep(0.003)
    return wait
os.replace, os.rename = slowly(replace), slowly(rename)
sys.exit(main.run(sys.argv[1:]))
"""
"""Every file is put in its place slowly, so that a run is killed around that as likely as anywhere else."""


def killed(arguments: Sequence[str | Path], longest: float, chance: random.Random) -> int:
    """Runs a command and kills it after a random part of `longest` seconds; its exit status, -9 where it was killed."""
    run = subprocess.Popen(
        [sys.executable, "-c", SLOWLY, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(chance.random() * longest)
    run.kill()
    return run.wait()


def took(arguments: Sequence[str | Path]) -> float:
    """The seconds that the command takes where nobody kills it."""
    begun = time.monotonic()
    subprocess.run([sys.executable, "-c", SLOWLY, *map(str, arguments)], capture_output=True, check=False)
    return time.monotonic() - begun


def without_room(arguments: Sequence[str | Path], most: int) -> subprocess.CompletedProcess[str]:
    """Runs a command that may write no file of more than so many bytes: to it, the disk is full."""
    command = [sys.executable, "-c", LIMITED.format(most), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)
