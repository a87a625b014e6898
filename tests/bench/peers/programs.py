"""A peer as a program of its own, which measures itself and tells its times."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.bench.peers.fetched import Missing


class Program:
    """Makes so many documents when it is told to, and answers with the seconds of one.

    It stays, as a server of its users would: what it keeps between documents it may keep.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        self._log = log
        with log.open("wb") as errors:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env={**os.environ, **environment},
                text=True,
            )
        self._answer()

    def __call__(self, documents: int) -> float:
        assert self._process.stdin
        try:
            self._process.stdin.write(f"{documents}\n")
            self._process.stdin.flush()
        except OSError as error:
            raise Missing(self._fault()) from error
        return float(self._answer()["seconds"])

    def close(self) -> None:
        try:
            self._process.communicate(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise Missing(self._fault())
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _fault(self) -> str:
        self.close()
        told = [line for line in self._log.read_text("utf-8", "replace").splitlines() if "Error: " in line]
        return f"运行出错：{told[0].strip()[:60]}" if told else "运行出错"
