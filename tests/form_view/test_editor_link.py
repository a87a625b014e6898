"""Addresses that VS Code opens, whatever the workspace is called."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from perfdocs.finding import Place
from perfdocs.form_view.editor_link import editor_link


@pytest.mark.parametrize(
    ("root", "link"),
    [
        (PurePosixPath("/home/a b/填报"), "vscode://file/home/a%20b/%E5%A1%AB%E6%8A%A5/specs/2023/a.yaml:3:5"),
        (PureWindowsPath("C:\\填 报"), "vscode://file/C%3A/%E5%A1%AB%20%E6%8A%A5/specs/2023/a.yaml:3:5"),
        (PurePosixPath("/a?b#c:d"), "vscode://file/a%3Fb%23c%3Ad/specs/2023/a.yaml:3:5"),
    ],
)
def test_links_to_the_editor(root: Path, link: str) -> None:
    assert editor_link(root, Place("specs/2023/a.yaml", 3, 5)) == link
