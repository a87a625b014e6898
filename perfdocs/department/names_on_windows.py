"""Names of files that Windows cannot have: whoever works there does not get them, from git or from a copy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from perfdocs.files import is_reserved
from perfdocs.finding import Finding, Place, Severity

_FORBIDDEN = re.compile(r'[<>:"\\|?*\x00-\x1f]|[. ]$')


def names_on_windows(files: Iterable[str]) -> Iterator[Finding]:
    """W114: files, by their paths in the workspace, whose names Windows forbids, or takes for another's."""
    known: dict[str, str] = {}
    for file in files:
        reason = next((reason for name in file.split("/") if (reason := _reason(name))), "")
        twin = known.setdefault(file.casefold(), file)
        if not reason and twin != file:
            reason = f"和 {twin} 只差大小写，在 Windows 上是同一个文件"
        if reason:
            message = f"在 Windows 上不能有这个文件：{reason}。用 Windows 的人拿不到它，请改名"
            yield Finding("W114", Place(file), message, severity=Severity.WARNING)


def _reason(name: str) -> str:
    if is_reserved(name.partition(".")[0].rstrip()):
        return f"“{name.partition('.')[0]}”是设备的名称"
    match = _FORBIDDEN.search(name)
    if match is None:
        return ""
    return "名称最后不能是句点或空格" if match[0] in ". " else f"名称里不能有“{match[0]}”"
