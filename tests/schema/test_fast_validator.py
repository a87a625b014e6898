"""What the gate lets through, jsonschema finds nothing in: real files, spoilt ones, and schemas of any shape."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from perfdocs.pack.manifest import Packs
from perfdocs.pack.manifest_check import manifest_schema
from perfdocs.rules.catalog import read_text
from perfdocs.schema.exact_validator import fault_of_schema
from perfdocs.schema.fast_validator import is_surely_schema
from perfdocs.schema.load import Schema, link_files
from perfdocs.yamlfile.reader import Document, read
from tests.support.bad_examples import BAD, spoil
from tests.support.check_cases import CODES, documents, form_documents, pack
from tests.support.for_each import for_each
from tests.support.some_fast import some_fast
from tests.support.spec_shapes import as_json
from tests.support.spoilt_data import spoil_data
from tests.support.workspaces import EXAMPLES, ROOT


def json_of(contents: Any) -> str:
    return json.dumps(contents, default=str)


def agrees(schema: Schema, data: Any) -> bool:
    """Whether the gate says what jsonschema says. Where it lets a fault through, the test fails at once."""
    passed, fault = schema.surely_allows(data), next(schema.validator.iter_errors(data), None)
    assert not (passed and fault), fault
    return bool(passed or fault)


def filed(root: Path) -> Iterator[tuple[Schema, Document]]:
    """Every file of a workspace's departments with the schema of its kind, and every manifest with its own."""
    packs = Packs(root)
    for head in sorted((root / "specs").glob("*/*/department.yaml")):
        data = read(head.read_bytes(), head.name).data
        made = packs.get(data["版式"])[0] if isinstance(data, dict) and data.get("版式") in packs.names else None
        for kind in made.kinds if made else ():
            for path in sorted(head.parent.glob(kind.path)):
                yield kind.schema, read(path.read_bytes(), path.relative_to(root).as_posix())
    for path in sorted((root / "templates").glob("*/pack.yaml")):
        yield manifest_schema(), read(path.read_bytes(), path.relative_to(root).as_posix())


FILED = [pytest.param(schema, document.data, id=document.file) for schema, document in filed(ROOT)]


@for_each(("schema", "data"), FILED)
def test_real_files_pass_and_spoilt_ones_do_not(schema: Schema, data: Any) -> None:
    assert schema.surely_allows(data)
    for seed in range(25):
        chance = random.Random(seed)
        spoilt = spoil_data(data, chance, chance.choice([0.002, 0.02, 0.2]))
        assert agrees(schema, read(as_json(spoilt).encode(), "a").data)


@pytest.mark.parametrize("case", some_fast(BAD, every=7), ids=lambda path: path.stem)
def test_bad_files(case: Path, small: Path) -> None:
    example = yaml.safe_load(case.read_text("utf-8"))
    spoil(small, example)
    agreed = [agrees(schema, one.data) for schema, one in filed(small)]
    assert all(agreed) or "P215" in example.get("out", "")  # of keywords that nobody knows the gate says nothing


@pytest.mark.slow
def test_the_papers_of_all_cases_and_forms() -> None:
    told = [case for code in CODES for case in [*read_text(code)["failing"], *read_text(code)["passing"]]]
    papers = [documents(case["given"] if isinstance(case, dict) else case) for case in told]
    forms = [read(path.read_bytes(), path.name).data for path in sorted((EXAMPLES / "forms").glob("*.yaml"))]
    for by_role in [*papers, *map(form_documents, forms)]:
        assert all(agrees(kind.schema, one.data) for kind in pack().kinds for one in by_role[kind.name])


NUMBERS = [
    *("0", "-0", "0.07", "35.41", "1", "1.0", "1.00", "3", "100", "-0.00001", "9007199254740993.5"),
    *("100.00000000000000000001", "0.10000000000000000001", "0.1", "0.10"),
    *("123456789012345678901234567890", "123456789012345678901234567890.00", "123456789012345678901234567890.001"),
]
EXACT = [
    {"type": "integer"},
    {"type": "number"},
    {"multipleOf": Decimal("0.01")},
    {"multipleOf": Decimal("0.000001")},
    {"multipleOf": 3},
    {"minimum": 0},
    {"maximum": 100},
    {"maximum": Decimal("0.1")},
    {"exclusiveMinimum": 0},
    {"exclusiveMaximum": 100},
    {"const": 1},
    {"enum": [Decimal("0.1"), "1"]},
    {"not": {"const": Decimal("0.1")}},
    {"oneOf": [{"minimum": 1}, {"const": 1}]},
]


@for_each("contents", EXACT)
def test_numbers_are_exact(contents: Any) -> None:
    schema = Schema("a", {"a": contents})
    assert all(agrees(schema, Decimal(number)) for number in NUMBERS)


def test_equal_numbers_are_not_unique() -> None:
    schema = Schema("a", {"a": {"uniqueItems": True}})
    for one in NUMBERS:
        for other in NUMBERS:
            assert agrees(schema, [Decimal(one), Decimal(other)])
            assert agrees(schema, [{"甲": Decimal(one)}, {"甲": Decimal(other)}])


@pytest.mark.parametrize("pattern", [r"^\w+$", r"^[^\W\d]\w*$", r"^\W$", r"^\d{4}$", r"(?i)^a$", r"\Ab\Z", "^[0-9]+$"])
@pytest.mark.parametrize("text", ["合计", "a", "A", "b", "b\n", "2023", "２０２３", "2023\n", "é", "①", "²", "", "𠮷"])
def test_patterns_are_of_python(pattern: str, text: str) -> None:
    assert agrees(Schema("a", {"a": {"pattern": pattern}}), text)
    assert agrees(Schema("a", {"a": {"propertyNames": {"pattern": pattern}}}), {text: None})


@for_each(
    "contents",
    [
        {"patternProperties": {r"\w": {"type": "number"}}},
        {"$defs": {"a": {"$id": "other"}}},
        {"properties": {"甲": {"contains": {"const": 1}}}},
        {"unevaluatedProperties": False},
        {"$dynamicRef": "#a"},
        {"maximum": float("inf")},
        {"enum": [0.1]},
        {"$ref": "nowhere.json"},
        {"$ref": "http://[nowhere"},
        {"$ref": "#/$defs/%61", "$defs": {"a": {}}},
        {"$ref": "#/$defs/a"},
        {"$ref": "#/x-kept", "x-kept": {"$anchor": "b"}},
    ],
)
def test_what_may_be_read_differently_is_left_to_jsonschema(contents: Any) -> None:
    assert not Schema("a", {"a": contents}).surely_allows(None)


@pytest.mark.parametrize("file", ["b.json", "公用.json", "a b.json"])
@pytest.mark.parametrize("name", ["amount", "金额", "甲/乙", "a b", "~"])
def test_references_in_any_words(file: str, name: str) -> None:
    step = name.replace("~", "~0").replace("/", "~1")
    files = link_files(
        {
            "a.json": {"items": {"$ref": f"{file}#/$defs/{step}"}},
            file: {"$defs": {name: {"$ref": "#/$defs/_"}, "_": {"type": "number", "minimum": 0}}},
        }
    )
    schema = Schema("a.json", files)
    assert schema.surely_allows([Decimal(1)])
    assert agrees(schema, [Decimal(-1)])


def test_what_is_no_json_is_left_to_jsonschema() -> None:
    schema = Schema("a", {"a": {"type": ["string", "array"]}})
    assert schema.surely_allows("字")
    assert not schema.surely_allows("\ud800")


TEXTS = st.text("合计a1 \n𠮷²", max_size=4)
DECIMALS = st.from_regex(r"-?(0|[1-9][0-9]{0,29})(\.[0-9]{1,20})?", fullmatch=True).map(Decimal)
SMALL = st.integers(-3, 3).map(Decimal) | st.sampled_from(["0.1", "0.10", "1.0", "2.50"]).map(Decimal)
SCALARS = st.none() | TEXTS | DECIMALS | SMALL
KEYS = st.sampled_from(["甲", "乙", "a", "b1"])
PLAIN = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS | TEXTS, inner, max_size=3), max_leaves=8
)
TYPES = st.sampled_from(["string", "number", "integer", "object", "array", "null", "boolean"])
COUNTS = st.integers(0, 3)
BOUNDS = COUNTS | SMALL | DECIMALS
PATTERNS = st.sampled_from([r"^\w+$", r"\d", "^[^\\W\\d]", "合|计", "^.{2,}$", r"\S\s"])


def nodes(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Schemas with any of the keywords that the gate lets through."""
    keywords = {
        "type": TYPES | st.lists(TYPES, min_size=1, max_size=3, unique=True),
        "enum": st.lists(PLAIN, min_size=1, max_size=3),
        "const": PLAIN,
        "multipleOf": (SMALL | DECIMALS | COUNTS).filter(lambda number: number > 0),
        "pattern": PATTERNS,
        "uniqueItems": st.booleans(),
        "required": st.lists(KEYS, max_size=2, unique=True),
        "dependentRequired": st.dictionaries(KEYS, st.lists(KEYS, max_size=2, unique=True), max_size=2),
        "$ref": st.sampled_from(["#/$defs/a", "b#/$defs/a", "b#"]),
        **dict.fromkeys(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"], BOUNDS),
        **dict.fromkeys(["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"], COUNTS),
        **dict.fromkeys(["additionalProperties", "items", "propertyNames", "not", "if", "then", "else"], inner),
        **dict.fromkeys(["anyOf", "oneOf", "allOf"], st.lists(inner, min_size=1, max_size=3)),
        **dict.fromkeys(["properties", "dependentSchemas"], st.dictionaries(KEYS, inner, max_size=3)),
    }
    several = st.lists(st.sampled_from(sorted(keywords)), min_size=1, max_size=4, unique=True)
    return several.flatmap(lambda names: st.fixed_dictionaries({name: keywords[name] for name in names}))


LEAVES = st.booleans() | nodes(st.booleans()).map(lambda node: {k: v for k, v in node.items() if k != "$ref"})
WHOLE = st.recursive(LEAVES, nodes, max_leaves=6).filter(lambda node: isinstance(node, dict))


@pytest.mark.slow
@settings(deadline=None, max_examples=150)
@given(WHOLE, LEAVES, st.lists(PLAIN, min_size=1, max_size=6))
def test_any_schema_and_any_data(contents: Any, shared: Any, given: list[Any]) -> None:
    files = link_files({"a": contents | {"$defs": {"a": shared}}, "b": {"$defs": {"a": shared}, "minProperties": 1}})
    schema = Schema("a", files)
    assert all(agrees(schema, data) for data in given)


SCHEMAS = [
    *(ROOT / "schema").rglob("*.json"),
    *(EXAMPLES / "cases").glob("*.json"),
    ROOT / "perfdocs/pack/pack.schema.json",
]


@for_each("path", SCHEMAS)
def test_sound_schemas_pass_and_spoilt_ones_do_not(path: Path) -> None:
    contents = json.loads(path.read_text("utf-8"), parse_float=Decimal)
    assert is_surely_schema(contents)
    for seed in range(15):
        chance = random.Random(seed)
        spoilt = alter_schema(copy.deepcopy(contents), chance)
        assert not (is_surely_schema(spoilt) and fault_of_schema(spoilt)), spoilt


ODD: list[Any] = [
    *(None, True, -1, 0, 1, Decimal("1.0"), Decimal("0.5"), [], {}, ["a", "a"]),
    *("", "number", "[", "(?<a>b)", "(?P<a>b)"),
]
KEYWORDS = [
    *("type", "pattern", "minLength", "required", "multipleOf", "enum"),
    *("$ref", "$id", "items", "properties", "format"),
]


def alter_schema(node: Any, chance: random.Random) -> Any:
    """A schema with a few keywords set to what has no sense there."""
    inner = list(node.values()) if isinstance(node, dict) else node if isinstance(node, list) else []
    for child in inner:
        alter_schema(child, chance)
    if isinstance(node, dict) and chance.random() < 0.05:
        node[chance.choice([*KEYWORDS, *node])] = chance.choice(ODD)
    return node
