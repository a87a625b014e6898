"""The files of a new workspace: packs from those that came with the program, and what goes around them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from pathlib import Path

from perfdocs.files import read_bounded
from perfdocs.pack.manifest import MANIFEST, Packs
from perfdocs.skeleton.choose_pack import only_pack, packs_of_targets
from perfdocs.workspace import DEPARTMENT_LIST

_AROUND = {
    "Makefile": "Makefile",
    ".editorconfig": "editorconfig",
    ".gitattributes": "gitattributes",
    ".gitignore": "gitignore",
    ".github/workflows/perfdocs.yml": "github.yml",
}
"""Files of a workspace, and what they are called in `skeleton/workspace`."""
_NOTE = "specs/README.md"
_WINDOWS = ("make.cmd", ".ci/make.py", ".ci/bootstrap.py", ".ci/no-python.txt")
"""What does the targets of the Makefile on a machine without make."""
_MANIFEST_SCHEMA, _LIST_SCHEMA = "schema/pack.schema.json", "schema/departments.schema.json"
"""Where editors find what a manifest and a list of departments may say; in the repository they lie in the package."""
_LEADS_TO_PACKAGE = re.compile(rb"(\$schema=)\S*/(pack\.schema\.json)")
_SETTINGS = {
    "files.encoding": "utf8",
    "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2, "editor.detectIndentation": False},
    "yaml.format.enable": False,
}
"""Of VS Code: four of the slips that clerks make cannot happen, and nothing lays a file out anew."""


def workspace_files(shipped: Path, names: Iterable[str]) -> dict[str, bytes]:
    """The files by name. `shipped` holds the packs; those that the named ones refer to come with them."""
    chosen = with_referred(shipped, names)
    files: dict[str, bytes] = {}
    for name, path in _shared_and(shipped, chosen):
        files[name] = read_bounded(path)
        if path.name == MANIFEST:
            files[name] = _LEADS_TO_PACKAGE.sub(rb"\1../../schema/\2", files[name])
    package = resources.files("perfdocs")
    files[_MANIFEST_SCHEMA] = (package / "pack" / "pack.schema.json").read_bytes()
    files[_LIST_SCHEMA] = (package / "overview" / "departments.schema.json").read_bytes()
    around = package / "skeleton" / "workspace"
    for name, source in _AROUND.items():
        files[name] = (around / source).read_bytes()
    targets = [name for name in packs_of_targets(Packs(shipped)) if name in chosen]
    files[_NOTE] = (around / "specs.md").read_text("utf-8").replace("{pack}", only_pack(targets)).encode()
    files |= {name: read_bounded(shipped / name) for name in _WINDOWS if (shipped / name).is_file()}
    settings = {**_SETTINGS, "yaml.schemas": _schemas_of_files(shipped, chosen)}
    files[".vscode/settings.json"] = _json(settings)
    files[".vscode/extensions.json"] = _json({"recommendations": ["redhat.vscode-yaml"]})
    return files


def with_referred(shipped: Path, names: Iterable[str]) -> list[str]:
    """The packs with those that their manifests and schemas name, and so on."""
    known = Packs(shipped).names
    chosen = list(names)
    for name in chosen:
        texts = [read_bounded(path).decode("utf-8", "replace") for path in _own_files(shipped, name) if _is_text(path)]
        words = {word for text in texts for word in re.findall(r"[a-z0-9-]+", text)}
        chosen += [other for other in known if other in words and other not in chosen]
    return chosen


def _is_text(path: Path) -> bool:
    return path.suffix in (".json", ".yaml")


def _own_files(shipped: Path, name: str) -> Iterator[Path]:
    for kind in ("schema", "templates"):
        yield from _files(shipped / kind / name)


def _files(directory: Path) -> list[Path]:
    """Those of a directory itself, without what programs leave there."""
    if not directory.is_dir():
        return []
    return sorted(path for path in directory.iterdir() if path.is_file() and not path.name.startswith(("~$", ".")))


def _shared_and(shipped: Path, chosen: Iterable[str]) -> Iterator[tuple[str, Path]]:
    """The files of these packs and those of no pack, which all of them may use, with their names."""
    packs, wanted = set(Packs(shipped).names), set(chosen)
    for kind in ("schema", "templates"):
        directories = sorted(path for path in (shipped / kind).iterdir() if path.is_dir())
        shared = [path for path in directories if path.name not in packs or path.name in wanted]
        for directory in (shipped / kind, *shared):
            for path in _files(directory):
                yield path.relative_to(shipped).as_posix(), path


def _schemas_of_files(shipped: Path, chosen: Iterable[str]) -> Mapping[str, str]:
    """Which schema a file has, by where it lies; left out where two packs have one for the same place: there the
    file's own first line says which."""
    packs = Packs(shipped)
    files = [
        (
            f"./schema/{name}/{(kind.written or kind.schema).name}",
            f"specs/*/*/{f'{pack.step.directory}/' if pack.step else ''}{kind.path}",
        )
        for name in chosen
        if (pack := packs.get(name)[0])
        for kind in pack.own_kinds
    ]
    held = Counter(file for _, file in files)
    schemas = {schema: file for schema, file in files if held[file] == 1}
    own = {f"./{_MANIFEST_SCHEMA}": f"templates/*/{MANIFEST}", f"./{_LIST_SCHEMA}": f"specs/*/{DEPARTMENT_LIST}"}
    return {**own, **schemas}


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
