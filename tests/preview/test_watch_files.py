"""Saves are noticed, in directories that come and go too."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from perfdocs.preview.watch_files import watch_files

pytestmark = pytest.mark.slow
PATIENCE = 10


class Watch:
    """A watch that runs; `called` waits for it."""

    def __init__(self, root: Path) -> None:
        self.stop = threading.Event()
        self._called = threading.Event()
        self.thread = threading.Thread(target=watch_files, args=(root, self._called.set, self.stop))
        self.thread.start()

    def called(self, within: float = PATIENCE) -> bool:
        was_called = self._called.wait(within)
        self._called.clear()
        return was_called


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    (tmp_path / "specs/2023/demo").mkdir(parents=True)
    (tmp_path / "templates").mkdir()
    running = Watch(tmp_path)
    assert running.called()  # it has begun
    yield running
    running.stop.set()
    running.thread.join(PATIENCE)
    assert not running.thread.is_alive()


def test_what_is_noticed(watch: Watch, tmp_path: Path) -> None:
    file = tmp_path / "specs/2023/demo/department.yaml"
    for change in (
        lambda: file.write_text("a", "utf-8"),
        lambda: file.write_text("b", "utf-8"),
        lambda: file.rename(file.with_suffix(".txt")),
        lambda: (tmp_path / "specs/2024/other").mkdir(parents=True),
        lambda: (tmp_path / "specs/2024/other/department.yaml").write_text("a", "utf-8"),
        lambda: (tmp_path / "templates/pack.yaml").write_text("a", "utf-8"),
        lambda: shutil.rmtree(tmp_path / "specs"),
        lambda: shutil.copytree(tmp_path / "templates", tmp_path / "specs"),
    ):
        change()
        assert watch.called()
        while watch.called(within=0.7):
            pass
    (tmp_path / "specs/pack.yaml").write_text("b", "utf-8")  # in the directory that came back
    assert watch.called()
    while watch.called(within=0.7):
        pass
    (tmp_path / "build").mkdir()
    (tmp_path / "build/a.docx").write_text("a", "utf-8")
    assert not watch.called(within=0.7)
