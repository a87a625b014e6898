"""A slip of any kind, made anywhere in the project's specs, is mended as it was meant, or left alone."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import pytest

from perfdocs.finding import Finding
from perfdocs.yamlfile.reader import read
from tests.support.check_specs import check_file, sentence
from tests.support.fixed_specs import FILES, fixed, real_specs
from tests.support.yaml_slips import KINDS, Slip, slips

ONLY_FOR_A_PERSON = {
    "一组少了冒号", "少了冒号", "中文引号", "行尾全角井号", "花括号没有开", "粘贴到行首", "合并冲突", "井号截断",
    "反斜杠 n", "断成两行", "多缩进一格", "漏了短横", "多了短横", "金额里的字母",
}  # fmt: skip
"""Something else may have been meant."""
READ_THE_SAME = {
    "一组的冒号是全角", "半边中文引号", "引号没有关", "单引号没有关", "全角井号注释", "斜线注释", "分行用全角竖线",
}  # fmt: skip
"""The file says what it said before the slip, in other characters."""
NOT_TAKEN_BACK = {"花括号里文字断开", "值以大于号开头", "值以星号开头", "值里有冒号", "千分位逗号", "金额的句号"}
"""What was typed is another value, which is kept to the letter."""
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030")


@pytest.fixture(scope="module")
def specs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return real_specs(tmp_path_factory.mktemp("specs"))


def of_reading(finding: Finding) -> bool:
    return finding.code[0] in "YS"


def hold_the_laws(root: Path, file: Path, made: Sequence[Slip], raw: bytes) -> bytes | None:
    """The file with the slips mended; None where nothing was. Of what was not typed wrong every byte is the same, and
    nothing that is found is new, or could be mended and is not."""
    path = root / file
    seed = path.read_bytes()
    usual = Counter((f.code, f.place.file) for f in check_file(root, path) if of_reading(f))
    path.write_bytes(raw)
    try:
        result = fixed(root, path, of_reading)
        shown = [sentence(finding) for finding in check_file(root, path) if of_reading(finding)]
        assert [sentence(finding) for finding in result.left] == [], shown
        if not result.files:
            return None
        (changed,) = result.files
        assert (changed.file, changed.old) == (file.as_posix(), raw)
        before, after = raw.splitlines(keepends=True), changed.new.splitlines(keepends=True)
        typed = {number for slip in made for number in slip.lines}
        assert {number for number, pair in enumerate(zip(before, after, strict=True), 1) if len({*pair}) > 1} <= typed
        path.write_bytes(changed.new)
        left = [finding for finding in check_file(root, path) if of_reading(finding)]
        assert [sentence(finding) for finding in left if finding.fix] == []
        assert result.mended > 0
        if len(made) == 1:
            assert Counter((finding.code, finding.place.file) for finding in left) == usual
        return changed.new
    finally:
        path.write_bytes(seed)


def hold_as_meant(root: Path, file: Path, kind: str, chance: random.Random) -> bool:
    """Whether a slip of a kind was mended, and then as it was meant."""
    text = (root / file).read_text("utf-8")
    made = next(islice(slips(text, kind, chance), 1), None)
    new = hold_the_laws(root, file, [made], made.text.encode()) if made else None
    if new is None or made is None:
        return False
    if kind in NOT_TAKEN_BACK:
        assert says_what_was_typed(read(new, "").data, made.text.replace("\\n", "\n"))
    elif kind in READ_THE_SAME:
        assert read(new, "").data == read(text.encode(), "").data
    else:
        assert new == text.encode()
    return True


def says_what_was_typed(value: object, typed: str) -> bool:
    """Whether every text of a document stands in the file with the slip, and every number as it reads."""
    if isinstance(value, dict | list):
        return all(says_what_was_typed(each, typed) for each in (value.values() if isinstance(value, dict) else value))
    if isinstance(value, str):
        return "".join(value.split()) in "".join(typed.split())
    return value is None or str(value) in typed.replace("。", ".").replace(",", "")


FEW = ["全角冒号", "全角花括号", "少了冒号"]


def test_slips_of_some_kinds(specs: Path) -> None:
    file = Path("specs/2023/demo/department.yaml")
    mended = {kind for kind in FEW if hold_as_meant(specs, file, kind, random.Random(kind))}
    assert mended == {*FEW} - ONLY_FOR_A_PERSON


@pytest.mark.slow
def test_slips_of_every_kind(specs: Path) -> None:
    mended: Counter[str] = Counter()
    texts = {file: (specs / file).read_text("utf-8") for file in FILES}
    for kind in KINDS:
        chance = random.Random(f"fix {kind}")
        places = [file for file, text in texts.items() if any(True for _ in slips(text, kind, random.Random(1)))]
        for file in chance.sample(places, 2):
            mended[kind] += hold_as_meant(specs, file, kind, chance)
    assert {kind for kind, number in mended.items() if not number} == ONLY_FOR_A_PERSON
    assert mended.total() >= 90


@pytest.mark.slow
def test_several_slips_in_files_of_any_encoding(specs: Path) -> None:
    """Line ends, marks and encodings stay, but for GBK."""
    kinds = [kind for kind in KINDS if kind not in NOT_TAKEN_BACK | READ_THE_SAME | ONLY_FOR_A_PERSON]
    number = restored = 0
    for seed in range(25):
        chance = random.Random(seed)
        file = chance.choice(FILES)
        text = original = (specs / file).read_text("utf-8")
        made: list[Slip] = []
        for kind in chance.sample(kinds, chance.randint(2, 5)):
            for slip in islice(slips(text, kind, chance), 1):
                made.append(slip)
                text = slip.text
        end, encoding = chance.choice(["\n", "\r\n", "\r"]), chance.choice(ENCODINGS)
        raw = text.replace("\n", end).encode(encoding, errors="ignore")
        if encoding == "gb18030":
            made = [Slip(text, range(1, text.count("\n") + 2))]
        new = hold_the_laws(specs, file, made * 2, raw)
        meant = original.replace("\n", end).encode("utf-8" if encoding == "gb18030" else encoding)
        number, restored = number + 1, restored + (new == meant)
    assert restored >= number * 0.8
