"""The desk: the newest state for every page, whatever goes wrong on the way."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from perfdocs.form_view.department_view import DepartmentViewer
from perfdocs.preview.desk import Desk, Listener, Wish
from perfdocs.preview.looked_at import BUG
from perfdocs.workspace import Workspace

pytestmark = pytest.mark.slow
PATIENCE = 20


class Reader:
    """A page that reads what a desk tells, in a loop of its own."""

    def __init__(self, desk: Desk, wish: Wish) -> None:
        self.desk, self.wish = desk, wish
        self._loop = asyncio.new_event_loop()

    def __enter__(self) -> Reader:
        self._listener = Listener(self.wish, self._loop)
        self._listening = self.desk.listening(self._listener)
        self._listening.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._listening.__exit__(None, None, None)
        self._loop.close()

    def wait_for(self, event: str, key: str, value: Any) -> Any:
        """What an event tells, once something in it is as wanted."""

        async def wait() -> Any:
            for _ in range(100):
                data = json.loads(self.desk.state(self.wish).get(event, "{}"))
                if key in data and (data[key] == value or (callable(value) and value(data[key]))):
                    return data
                await self._listener.is_called(PATIENCE / 100)
                self._listener.clear()
            raise AssertionError((event, key, value, self.desk.state(self.wish).get(event, "")[:1000]))

        return self._loop.run_until_complete(wait())


@pytest.fixture
def desk(small: Path) -> Iterator[Desk]:
    desk = Desk(Workspace(small), ())
    thread = threading.Thread(target=desk.run)
    thread.start()
    yield desk
    desk.close()
    thread.join(PATIENCE)
    assert not thread.is_alive()


def test_a_fault_of_ours_is_told_and_the_next_save_is_shown(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a fault")

    with Reader(desk, Wish()) as reader:
        assert reader.wait_for("department", "name", "演示局")["label"] == "没有问题"
        with monkeypatch.context() as patch:
            patch.setattr(DepartmentViewer, "view", fail)
            desk.call()
            reader.wait_for("department", "fault", BUG)
            assert reader.wait_for("departments", "departments", lambda rows: len(rows) == 1)
        desk.call()
        reader.wait_for("department", "name", "演示局")
    assert "RuntimeError: a fault" in capsys.readouterr().err


def test_what_cannot_be_read_at_all_is_told(desk: Desk, small: Path) -> None:
    with Reader(desk, Wish()) as reader:
        reader.wait_for("department", "name", "演示局")
        (small / "specs").rename(small / "elsewhere")
        desk.call()
        told = "这里还没有部门：部门目录在 specs/<年度>/<部门代号>/ 里，建好以后这一页会自己更新。"
        reader.wait_for("department", "fault", told)
        (small / "elsewhere").rename(small / "specs")
        desk.call()
        reader.wait_for("department", "name", "演示局")


def test_marks_of_a_save_stay_until_another_one_shows(desk: Desk, small: Path) -> None:
    head = small / "specs/2023/demo/department.yaml"
    before = head.read_text("utf-8")

    def save(text: str) -> None:
        head.write_text(text, "utf-8")
        desk.call()

    with Reader(desk, Wish()) as reader:
        reader.wait_for("department", "changed", [])
        save(before.replace("10个", "11个"))
        one = reader.wait_for("department", "changed", lambda cells: len(cells) == 2)
        save(before.replace("10个", "11个") + "# 备注\n")
        again = reader.wait_for("department", "hash", lambda text: text != one["hash"])
        assert again["changed"] == one["changed"]
        save("版式: [\n")
        reader.wait_for("department", "forms", [])
        save(before.replace("10个", "11个").replace("招商股", "投资股"))
        reader.wait_for("department", "changed", lambda cells: len(cells) == 1)
