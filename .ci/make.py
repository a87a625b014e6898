"""`make` for a machine without it: reads the Makefile beside this directory and does what it says.

    python .ci/make.py [-n] [target] [NAME=value …]

Standard library only. `make.cmd` runs it; a double click on that shows the targets as a menu. Of make and of its shell
it knows what our Makefiles use: rules with their needs, variables, commands behind one another with `;` and `&&`.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

IS_WINDOWS = os.name == "nt"
BIN = ".venv/Scripts" if IS_WINDOWS else ".venv/bin"
WHEELS = Path("wheels")
"""A directory with all packages that are installed, for a machine without a network (`perfdocs wheels`)."""
QUESTIONS = {"OLD": "上一年（例如 2023）", "NEW": "新的一年（例如 2024）"}
"""How the menu asks for a variable of a recipe."""
_OF_DEVELOPERS = ".venv/dev"
"""What targets need that are not in the menu."""

_RULE = re.compile(r"(?P<target>[\w./-]+):(?!=)(?P<needs>[^#|]*)(?:\|(?P<before>[^#]*))?(?:## (?P<help>.*))?$")
_SET = re.compile(r"(?P<name>\w+) *[?:]?= *(?P<value>.*)")
_WORDS_OF = re.compile(r"ifeq \((?P<target>[\w-]+),\$\(firstword \$\(MAKECMDGOALS\)\)\)")
_WORDS = re.compile(r"(?P<name>\w+) := \$\(wordlist (?P<first>\d+),(?P<last>\d+),\$\(MAKECMDGOALS\)\)")
_FIRST = re.compile(r"\$\(firstword \$\(wildcard (?P<file>[^()]+)\) (?P<otherwise>[^()]+)\)")
_VARIABLE = re.compile(r"\$\((\w+)\)")
_GIVEN = re.compile(r"(\w+)=(.*)", re.DOTALL)


class Failed(Exception):
    """Something ended with this status, and what there is to say of it."""

    def __init__(self, status: int, sentence: str = "") -> None:
        super().__init__(sentence)
        self.status = status


@dataclass
class Rule:
    """What a target needs (`before`: only that it is there), its commands, and the words of the help."""

    needs: list[str]
    before: list[str]
    help: str
    recipe: list[str] = field(default_factory=list)


class Makefile:
    """The rules and variables of a Makefile."""

    def __init__(self, text: str) -> None:
        self.rules: dict[str, Rule] = {}
        self.variables: dict[str, str] = {}
        self.words: dict[str, re.Match[str]] = {}
        """By target, the variable for the words that stand behind it on the command line."""
        rule, condition = Rule([], [], ""), ""
        for line in text.splitlines():
            if line.startswith("\t"):
                rule.recipe += [] if condition else [line[1:]]
            elif line.startswith(("ifeq", "ifneq", "ifdef", "ifndef")):
                match = _WORDS_OF.match(line)
                condition = match["target"] if match else "-"
            elif line == "endif":
                condition = ""
            elif condition:
                if match := _WORDS.match(line):
                    self.words[condition] = match
            elif match := _RULE.match(line):
                rule = Rule(match["needs"].split(), (match["before"] or "").split(), (match["help"] or "").strip())
                self.rules[match["target"]] = rule
            elif match := _SET.match(line):
                self.variables[match["name"]] = match["value"]

    @property
    def menu(self) -> dict[str, str]:
        """The targets that a clerk may want, with their help."""
        return {name: rule.help for name, rule in self.rules.items() if rule.help and self._is_for_clerks(name)}

    def _is_for_clerks(self, name: str) -> bool:
        needs = self.rules[name].needs if name in self.rules else []
        return name not in ("help", "clean", _OF_DEVELOPERS) and all(map(self._is_for_clerks, needs))


class Run:
    """One call: what is wanted and given on the command line, and what has been done of it."""

    def __init__(self, makefile: Makefile, goals: Sequence[str], given: Mapping[str, str], only_show: bool) -> None:
        self._rules = makefile.rules
        self._only_show = only_show
        self._variables = {**makefile.variables, "BIN": BIN, "PYTHON": shlex.quote(sys.executable), **given}
        self._done: dict[str, bool] = {}
        words = makefile.words.get(goals[0])
        if words:
            self._variables[words["name"]] = " ".join(goals[int(words["first"]) - 1 : int(words["last"])])

    def make(self, target: str) -> bool:
        """Does what a target wants, and first what it needs; whether there was anything to do. Raises Failed."""
        if target not in self._done:
            self._done[target] = False
            self._done[target] = self._make(target)
        return self._done[target]

    def _make(self, target: str) -> bool:
        rule, path = self._rules.get(target), place_of(target)
        if rule is None:
            if path.exists():
                return False
            raise Failed(2, f"没有“{target}”这个命令：不写命令运行一次，就列出可以用的")
        is_changed = [self.make(need) for need in (*rule.before, *rule.needs)]
        if "/" in target and path.exists() and not any(is_changed):
            times = [place_of(need).stat().st_mtime for need in rule.needs if place_of(need).exists()]
            if max(times, default=0) <= path.stat().st_mtime:
                return False
        for line in rule.recipe:
            self._line(line, target)
        return True

    def _line(self, line: str, target: str) -> None:
        text = self.expanded(line.lstrip("@-").replace("$@", target)).replace("$$", "$")
        if self._only_show or not line.startswith("@"):
            print(text, flush=True)
        status = 0 if self._only_show else shell(text)
        if status:
            raise Failed(status)

    def expanded(self, text: str) -> str:
        """The text with its variables, which may name others."""
        text = _FIRST.sub(lambda match: _present(match["file"]) or match["otherwise"].strip(), text)
        if not _VARIABLE.search(text):
            return text
        return self.expanded(_VARIABLE.sub(lambda match: self._variables.get(match[1], ""), text))


def place_of(name: str) -> Path:
    """A file that a Makefile names: a virtual environment of Windows has its programs elsewhere."""
    is_program = IS_WINDOWS and name.startswith(".venv/bin/")
    return Path(name.replace(".venv/bin", BIN) + ".exe") if is_program else Path(name)


def _present(name: str) -> str:
    """The file where it is there; empty where not."""
    return place_of(name).as_posix() if place_of(name).exists() else ""


def shell(line: str) -> int:
    """The exit status of commands behind one another, as a POSIX shell has it."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=";&>")
    lexer.whitespace_split, lexer.commenters = True, ""
    status, is_left_out = 0, False
    variables: dict[str, str] = {}
    command: list[str] = []
    for word in [*lexer, ";"]:
        if word not in (";", "&&"):
            command.append(re.sub(r"\$(\w+|\?)", lambda match: variables.get(match[1], ""), word))
            continue
        if command and not is_left_out:
            if command[0] == "exit":
                return int(command[1]) if len(command) > 1 else status
            status = _command(command, variables)
            variables["?"] = str(status)
        is_left_out = word == "&&" and (is_left_out or status != 0)
        command = []
    return status


def _command(words: list[str], variables: dict[str, str]) -> int:
    """Runs one command; an assignment before it is for its environment, one alone for the line."""
    environment: dict[str, str] = {}
    while words and (match := _GIVEN.fullmatch(words[0])):
        environment[match[1]] = match[2]
        words = words[1:]
    if not words:
        variables.update(environment)
        return 0
    name, *arguments = words
    if name == "echo":
        to_error = arguments[-2:] == [">&", "2"]
        print(*(arguments[:-2] if to_error else arguments), file=sys.stderr if to_error else sys.stdout, flush=True)
    elif name == "touch":
        Path(arguments[0]).touch()
    elif name == "rm":
        shutil.rmtree(arguments[-1], ignore_errors=True)
    elif name != ":":
        return _run(name, arguments, environment)
    return 0


def _run(name: str, arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> int:
    program = Path(f"{name}.exe" if IS_WINDOWS and "/" in name and not name.endswith(".exe") else name)
    found = str(program) if program.exists() else shutil.which(name)
    if found is None:
        print(f"找不到程序 {name}", file=sys.stderr, flush=True)
        return 127
    offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(WHEELS)} if any(WHEELS.glob("*.whl")) else {}
    return subprocess.run([found, *arguments], env={**os.environ, **offline, **(environment or {})}).returncode


def check_wheels() -> None:
    """Raises Failed where the packages that were carried over are for another version of Python."""
    tags = (re.search(r"-cp3(\d+)-cp3\d+-", wheel.name) for wheel in WHEELS.glob("*.whl"))
    versions = sorted({int(match[1]) for match in tags if match})
    if versions and sys.version_info[1] not in versions and not _present(".venv/bin/python"):
        wanted = "、".join(f"3.{version}" for version in versions)
        here = f"3.{sys.version_info[1]}"
        raise Failed(
            2, f"wheels 里的软件包是给 Python {wanted} 的，这台电脑上是 {here}：请装 Python {wanted}，再运行一次"
        )


def install_program() -> None:
    """In a workspace that `perfdocs init` made: installs the program from `wheels` where it is not there yet.

    Raises Failed where that cannot be done.
    """
    own = sorted(WHEELS.glob("perfdocs-*.whl"))
    if Path("pyproject.toml").exists() or _present(".venv/bin/perfdocs"):
        return
    if not own:
        if shutil.which("perfdocs") is None:
            raise Failed(2, "这台电脑上没有 perfdocs：把 perfdocs wheels 做的 wheels 目录拷到这个目录里，再运行一次")
        return
    print("正在安装 perfdocs（只在第一次，约一分钟）……", file=sys.stderr, flush=True)
    for program, arguments in install_steps(own[-1]):
        status = _run(program, arguments)
        if status:
            raise Failed(status, "没有装好：原因写在上面")


def install_steps(program: Path) -> Iterator[tuple[str, list[str]]]:
    install = ["-m", "pip", "install", "--quiet"]
    lock = WHEELS / "requirements.lock"
    if not _present(".venv/bin/python"):
        yield sys.executable, [".ci/bootstrap.py", ".venv"]
    if lock.exists():
        yield f"{BIN}/python", [*install, "--require-hashes", "-r", str(lock)]
    yield f"{BIN}/python", [*install, *(["--no-deps"] if lock.exists() else []), str(program)]


def run(words: Sequence[str]) -> int:
    """The exit status of one call; without a target, the list of all."""
    makefile = Makefile(Path("Makefile").read_text("utf-8"))
    given = dict(match.groups() for word in words if (match := _GIVEN.fullmatch(word)))
    goals = [word for word in words if word != "-n" and not _GIVEN.fullmatch(word)]
    if not goals or goals[0] == "help":
        for name, rule in makefile.rules.items():
            if rule.help:
                print(f"  make {name:<9} {rule.help}")
        return 0
    only_show = "-n" in words
    try:
        if not only_show:
            check_wheels()
            install_program()
        this_run = Run(makefile, goals, given, only_show)
        for goal in goals[:1] if goals[0] in makefile.words else goals:
            this_run.make(goal)
    except Failed as failed:
        if str(failed):
            print(failed, file=sys.stderr, flush=True)
        return failed.status
    return 0


def show_menu() -> int:
    """The targets to choose from, for who has double-clicked; the window stays until nothing is chosen."""
    while True:
        makefile = Makefile(Path("Makefile").read_text("utf-8"))
        names = list(makefile.menu)
        print(*(f"\n  {number:2}  {name:<10} {makefile.menu[name]}" for number, name in enumerate(names, 1)), sep="")
        answer = input("\n要做哪一项？写号码或名称，再按回车（什么也不写就关闭窗口）：").strip()
        if not answer:
            return 0
        name = names[int(answer) - 1] if answer.isdecimal() and 0 < int(answer) <= len(names) else answer
        recipe = " ".join(makefile.rules[name].recipe) if name in makefile.rules else ""
        asked = [variable for variable in dict.fromkeys(_VARIABLE.findall(recipe)) if variable in QUESTIONS]
        status = run([name, *(f"{variable}={input(QUESTIONS[variable] + '：').strip()}" for variable in asked)])
        print(f"\n没有做完，或者有错误要改（{status}）：请看上面。" if status else "\n做完了。")


def is_double_clicked(command_line: str, words: Sequence[str]) -> bool:
    """Whether a window was opened for this run alone, by the command line of the `cmd` that runs make.cmd."""
    return not words and re.search(r'/c\s+""[^"]*make\.cmd"\s*"\s*$', command_line, re.IGNORECASE) is not None


def main(words: Sequence[str]) -> int:
    os.chdir(Path(__file__).resolve().parent.parent)
    try:
        return show_menu() if is_double_clicked(os.environ.pop("PERFDOCS_CMDLINE", ""), words) else run(words)
    except (KeyboardInterrupt, EOFError):
        return 130


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # as perfdocs writes
    sys.exit(main(sys.argv[1:]))
