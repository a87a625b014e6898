"""git, as tests call it: nobody's settings, nobody's name."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def git(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    settings = ["-c", "user.name=demo", "-c", "user.email=demo@example.invalid", "-c", "commit.gpgsign=false"]
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    command = ["git", "-C", str(root), *settings, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
