"""The pages of `docs/` that are made from the code. `make docs` writes them, `tests/test_docs.py` compares them."""

from __future__ import annotations

import re
from importlib import metadata

import yaml

from perfdocs.checks.registry import CHECKS
from perfdocs.returned.verifying import allowed
from perfdocs.rules.catalog import FAMILIES, codes, example, read_rule, read_text
from tests.support import language_guide, pack_reference
from tests.support.bad_examples import BAD
from tests.support.rooms import ORDER, sentence
from tests.support.workspaces import ROOT

LINE = re.compile(r": (?:错误|警告|提示) ([A-Z][0-9]{3}) (.*)")
LOCKED = re.compile(r"^([\w.-]+)==([^\s;]+)", re.MULTILINE)
LICENCE_ROW = re.compile(r"^\| ([\w.-]+) \| [^|]+ \| ([^|]+) \|$", re.MULTILINE)
ROOMS = re.compile(r"(?<=<!-- rooms: written by make docs -->\n).*?(?=<!-- end of rooms -->)", re.DOTALL)
REFERENCE = re.compile(r"(?<=<!-- reference: written by make docs -->\n).*?(?=<!-- end of reference -->)", re.DOTALL)
LANGUAGE = re.compile(r"(?<=<!-- language: written by make docs -->\n).*?(?=<!-- end of language -->)", re.DOTALL)
ALLOWED = re.compile(r"(?<=<!-- allowed: written by make docs -->\n).*?(?=<!-- end of allowed -->)", re.DOTALL)


def pages() -> dict[str, str]:
    """Each page by its path in the project."""
    design = (ROOT / "docs/design.md").read_text("utf-8")
    assert ROOMS.search(design)
    templates = (ROOT / "docs/templates.md").read_text("utf-8")
    assert LANGUAGE.search(templates)
    packs = (ROOT / "docs/packs.md").read_text("utf-8")
    assert REFERENCE.search(packs)
    returned = (ROOT / "docs/returned.md").read_text("utf-8")
    assert ALLOWED.search(returned)
    return {
        "docs/checks.md": checks_page(),
        "docs/licences.md": licences_page(),
        "docs/design.md": ROOMS.sub(lambda _: room_table(), design),
        "docs/templates.md": LANGUAGE.sub(lambda _: f"{language_guide.tables()}\n", templates),
        "docs/packs.md": REFERENCE.sub(lambda _: f"{pack_reference.tables()}\n", packs),
        "docs/returned.md": ALLOWED.sub(lambda _: f"\n{allowed.table()}\n", returned),
    }


def licences_page() -> str:
    """Every locked package with its licence, as its own metadata say it."""
    text = "# Licences of what perfdocs is built on\n\n"
    text += (
        "From the metadata of the packages in `requirements.lock` and `requirements-dev.lock`; `make docs` writes it.\n"
    )
    text += "None of them is distributed with perfdocs; each is fetched from its own place, and checked by its hash.\n"
    run = locked_packages("requirements.lock")
    development = {
        name: version for name, version in locked_packages("requirements-dev.lock").items() if name not in run
    }
    old = dict(LICENCE_ROW.findall((ROOT / "docs/licences.md").read_text("utf-8")))
    for title, packages in (("To run it", run), ("To work on it", development)):
        text += f"\n## {title}\n\n| package | version | licence |\n|---|---|---|\n"
        for name, version in sorted(packages.items()):
            text += f"| {name} | {version} | {licence(name) or old.get(name, '')} |\n"
    return text


def locked_packages(lock: str) -> dict[str, str]:
    """The version of each package in a lock file."""
    return dict(LOCKED.findall((ROOT / lock).read_text("utf-8")))


def licence(name: str) -> str:
    """What an installed package says of its licence; nothing for one of another platform or version of Python."""
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    classified = [
        line.rpartition(" :: ")[2] for line in about.get_all("Classifier", []) if line.startswith("License ::")
    ]
    said = about.get_all("License-Expression", []) or classified or about.get_all("License", [])
    return "; ".join(said).partition("\n")[0]


def room_table() -> str:
    """A row a floor, ground floor first."""
    text = "\n| room | what it knows |\n|---|---|\n"
    for floor in ORDER:
        text += "".join(f"| `{room}` | {sentence(room)} |\n" for room in floor)
    return text + "\n"


def checks_page() -> str:
    """Every code of a finding: why it matters, what to do, and examples with the sentence that is printed."""
    examples = bad_examples()
    text = "# 检查些什么\n\n每条问题有一个代号；`perfdocs explain 代号` 说的和这里一样。本页由程序生成。\n"
    text += "例子里的字段名是简写，只写出和问题有关的几栏。\n"
    for family, name in FAMILIES.items():
        text += f"\n## {family} {name}\n"
        for code in codes():
            if code.startswith(family):
                rule = read_rule(code)
                level = f"（{CHECKS[code].severity.label}）" if code in CHECKS else ""
                text += f"\n### {code} {rule.title}{level}\n\n- 为什么：{rule.why}\n- 怎么改：{rule.mend}\n"
                text += f"- `perfdocs check --fix` 能改好：{rule.fix}\n" if rule.fix else ""
                text += f"- 来源：{rule.source}\n" if rule.source else ""
                text += rule_cases(code) if code in CHECKS else examples.get(code, "")
    return text


def bad_examples() -> dict[str, str]:
    """For each code the shortest of `tests/examples/bad` that shows it, with its sentence."""
    shortest: dict[str, str] = {}
    for path in sorted(BAD, key=lambda path: len(path.read_text("utf-8"))):
        case = yaml.safe_load(path.read_text("utf-8"))
        for code, message in LINE.findall(case["out"]):
            shortest.setdefault(code, f"- 例：{case['what']}。会说：\n\n  > {message}\n")
    return shortest


def rule_cases(code: str) -> str:
    """The failing and the passing cases of a check."""
    text = ""
    rule = read_text(code)
    for case in rule["failing"]:
        messages = "".join(f"> {message}\n" for message in case["finds"])
        text += f"\n不好：\n\n```yaml\n{example(case)}```\n\n{messages}"
    for case in rule["passing"]:
        text += f"\n好：\n\n```yaml\n{example(case)}```\n"
    return text


def main() -> None:
    """Writes all pages."""
    for name, text in pages().items():
        (ROOT / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
