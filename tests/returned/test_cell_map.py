"""The map of cells, fields and lines: nothing is printed that it does not know, and each field is where it says."""

from __future__ import annotations

import datetime
import random
from functools import cache

import pytest

from perfdocs.checks.check_department import check_department
from perfdocs.department.forms import build_submission
from perfdocs.department.specs import Specs
from perfdocs.finding import Keys, put_value, value_at
from perfdocs.pack.manifest import Packs
from perfdocs.render.template import Templates
from perfdocs.returned.cell_map import CellField, CellMap, FormCell, cell_map
from perfdocs.returned.form_map.compact_text import compact
from perfdocs.returned.form_map.form_rows import form_patterns
from perfdocs.word.grid import Where, grid
from perfdocs.workspace import Department, Workspace
from tests.support.printed_forms import importer
from tests.support.random_specs import SPECS, TEMPLATES, LoadedSpecs, load_specs, make_specs, random_specs
from tests.support.workspaces import ROOT

HEAD = "specs/2023/commerce/department.yaml"
INCOME = ("年度预算申请", "按收入性质分")


@cache
def real_map() -> CellMap:
    """The map of the real submission of 2023, from its files."""
    department = Department("2023", "commerce", ROOT / "specs/2023/commerce")
    checked = check_department(Workspace(ROOT), Packs(ROOT), department, datetime.date(2023, 3, 1))
    assert checked.submission is not None
    assert checked.specs is not None
    templates = Templates()
    return cell_map(checked.submission, checked.specs, templates, form_patterns(checked.submission.pack, templates))


def test_a_cell_leads_to_its_line() -> None:
    cell = FormCell(0, Where(1, 6, 5))
    (field,) = real_map().fields(cell)
    assert field.keys == ("年度预算申请", "按支出性质分", "基本支出")
    line = (ROOT / field.file).read_text("utf-8").splitlines()[field.place.line - 1]
    assert line.strip().startswith("基本支出:")
    assert real_map().cells_of_line(field.file, field.place.line) == (cell,)


def test_a_row_on_one_line_has_all_its_cells() -> None:
    file = "specs/2023/commerce/funds/retiree-staff.yaml"
    lines = (ROOT / file).read_text("utf-8").splitlines()
    number = next(number for number, line in enumerate(lines, start=1) if "{三级指标: 发放到位" in line)
    cells = real_map().cells_of_line(file, number)
    assert {field.keys[-1] for cell in cells for field in real_map().fields(cell)} == {"三级指标", "指标值", "绩效标准"}


def test_a_label_shows_no_field() -> None:
    assert real_map().fields(FormCell(0, Where(1, 6, 4))) == ()


def test_what_is_worked_out_is_said_to_be() -> None:
    derived = [field for fields in real_map().by_cell.values() for field in fields if field.is_derived]
    assert derived
    assert all(str(field.keys[-1]) not in _lines(field)[field.place.line - 1] for field in derived)


def test_a_field_in_two_forms_has_all_its_cells() -> None:
    assert {cell.form for cell in real_map().cells(HEAD, ("部门名称",))} == {0, 1, 2, 3}


def test_a_group_has_the_cells_of_all_that_is_in_it() -> None:
    cells = real_map().cells(HEAD, INCOME)
    assert len(cells) == 3
    assert {
        cell
        for name in ("一般公共预算拨款", "政府性基金拨款", "其他资金")
        for cell in real_map().cells(HEAD, (*INCOME, name))
    } == set(cells)


def test_what_no_form_shows_leads_to_what_it_is_in() -> None:
    assert real_map().cells(HEAD, (*INCOME, "没有的")) == real_map().cells(HEAD, INCOME)
    assert real_map().cells("specs/2023/commerce/no-such.yaml", ("甲",)) == ()


def test_a_line_on_which_nothing_begins_goes_on_with_the_value_above() -> None:
    lines = (ROOT / HEAD).read_text("utf-8").splitlines()
    start = next(number for number, line in enumerate(lines, start=1) if line == "部门职责概述:")
    assert lines[start] == ""
    assert real_map().cells_of_line(HEAD, start + 1) == real_map().cells(HEAD, ("部门职责概述",)) != ()


def _lines(field: CellField) -> list[str]:
    return (ROOT / field.file).read_text("utf-8").splitlines()


def _map(specs: Specs) -> tuple[CellMap, dict[FormCell, str]]:
    """The map of some specs, and the text of every cell as it is printed."""
    submission = build_submission(specs.pack, specs.documents)
    texts = {
        FormCell(number, cell.where): "" if cell.continued else cell.text
        for number, filled in enumerate(submission.forms)
        for row in grid(TEMPLATES.get(submission.pack.template(filled.form)).body_element(filled.context))
        for cell in row.cells
    }
    return cell_map(submission, specs, TEMPLATES, importer(specs.pack.name).forms), texts


def _scalars(value: object, keys: Keys = ()) -> list[Keys]:
    if isinstance(value, dict):
        return [inner for key, below in value.items() for inner in _scalars(below, (*keys, key))]
    if isinstance(value, list):
        return [inner for at, below in enumerate(value) for inner in _scalars(below, (*keys, at))]
    return [keys] if isinstance(value, str) and value and "年" not in value else []


@pytest.mark.slow
@pytest.mark.parametrize("name", range(len(SPECS)))
def test_another_text_changes_the_cells_of_its_field_and_no_other(name: int) -> None:
    data: LoadedSpecs = load_specs(*SPECS[name])
    before, texts = _map(make_specs(SPECS[name][0], data))
    places = [(document, keys) for group in data.values() for document in group for keys in _scalars(document[1])]
    changed = 0
    for (file, value), keys in random.Random(name).sample(places, 25):
        old = value_at(value, keys)
        put_value(value, keys, f"{old}甲乙丙")
        _, new = _map(make_specs(SPECS[name][0], data))
        put_value(value, keys, old)
        if new.keys() != texts.keys():
            continue  # an option that decides what is printed
        differing = {cell for cell in texts if texts[cell] != new[cell]}
        plain = {cell for cell in differing if not any(field.is_derived for field in before.fields(cell))}
        assert plain <= set(before.cells(file, keys)), keys
        assert all("甲乙丙" in new[cell] for cell in plain)
        changed += len(plain)
    assert changed >= 20


@pytest.mark.slow
@pytest.mark.parametrize("number", range(12))
def test_each_cell_shows_what_its_field_holds(number: int) -> None:
    specs = random_specs(number)
    cells, texts = _map(specs)
    documents = {document.file: document for group in specs.documents.values() for document in group}
    for cell, fields in cells.by_cell.items():
        for field in fields:
            value = value_at(documents[field.file].data, field.keys)
            if isinstance(value, str):
                assert compact(value) in compact(texts[cell])
            assert cell in cells.cells(field.file, field.keys)
