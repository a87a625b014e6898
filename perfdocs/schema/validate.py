"""A document against its schema: findings in Chinese, at the line, from the best-fitting branch only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from perfdocs.finding import Finding, Keys, Place
from perfdocs.schema import messages
from perfdocs.schema.load import Schema
from perfdocs.schema.mend_data import mend_data
from perfdocs.schema.messages import Fault, fault_of
from perfdocs.yamlfile.reader import Document, read_again

if TYPE_CHECKING:
    from jsonschema import ValidationError

UNKNOWN = ("additionalProperties", "unevaluatedProperties")
"""The keywords that a field violates which the schema does not have."""

TOLD_BETTER = ("Y101", "Y102", "Y114")
"""The codes of slips that are seen again in what the schema finds."""


class Validated(NamedTuple):
    """What the schema finds, and the document as it was meant as far as that can be told.

    In `document` a misspelt field has the name that it was taken for, and what is wrong is blank; its findings are
    those of reading that the schema does not tell better. `lost` are the paths of what is wrong without a guess.
    """

    findings: list[Finding]
    document: Document
    lost: tuple[Keys, ...] = ()


def validate(document: Document, schema: Schema) -> list[Finding]:
    """Every fault that the schema finds in the document's data; a field missed for its misspelling is told once."""
    return validate_document(document, schema).findings


def validate_document(document: Document, schema: Schema) -> Validated:
    """As `validate`, with the document as it was meant: where anything is wrong, it is read with its fields in mind.

    Of a document that could not be read nothing more is told.
    """
    if not document.findings and schema.surely_allows(document.data):
        return Validated([], document)
    again = read_again(document, schema.owners_by_field)
    if again.data is None and again.findings:
        return Validated([], again) if document.data is None else _validated(document, schema)
    return _validated(again, schema)


def _validated(document: Document, schema: Schema) -> Validated:
    if schema.surely_allows(document.data):
        return Validated([], document)
    faults = [fault_of(error) for error in _best(schema.validator.iter_errors(document.data))]
    meant = {
        (*fault.path, key): messages.meant(key, fault, schema)
        for fault in faults
        if fault.keyword in UNKNOWN
        for key in messages.unknown_keys(fault)
    }
    misspelt = {(*path[:-1], name) for path, name in meant.items() if name}
    found = [finding for fault in faults for finding in _findings(document, schema, fault)]
    told = {(f.code, f.place, f.message): f for f in found if f.code != "S102" or f.path not in misspelt}
    findings = list(told.values())
    lost = [finding.path for finding in findings if not meant.get(finding.path)]
    lost += [(*fault.path[:-1], key) for fault in faults if (key := messages.field_behind(fault))]
    document = document._replace(findings=_not_told_better(document.findings, findings))
    return Validated(findings, mend_data(document, meant, lost), tuple(lost))


def _not_told_better(of_reading: Iterable[Finding], of_schema: Sequence[Finding]) -> tuple[Finding, ...]:
    """Without the findings on values of which the schema says what they should be: quotes do not help there."""
    places = {finding.place for finding in of_schema}
    paths = {finding.path for finding in of_schema if finding.path}
    return tuple(
        finding
        for finding in of_reading
        if finding.code not in TOLD_BETTER
        or (finding.place not in places and not any(finding.path[: len(path)] == path for path in paths))
    )


def _best(errors: Iterable[ValidationError]) -> Iterator[ValidationError]:
    """Alternatives (anyOf, oneOf) replaced by the errors of the branch that fits best."""
    for error in errors:
        if error.validator in ("anyOf", "oneOf") and error.context:
            yield from _best(_best_branch(error))
        else:
            yield error


def _best_branch(error: ValidationError) -> list[ValidationError]:
    branches: dict[Any, list[ValidationError]] = {}
    for child in error.context or ():
        branches.setdefault(child.schema_path[0], []).append(child)
    fitting = [branch for branch in branches.values() if not any(_wrong_type(child) for child in branch)]
    if not fitting:
        return [_any_type(error, branches.values())]
    return min(fitting, key=lambda branch: (len(branch), -max(len(child.path) for child in branch)))


def _wrong_type(error: ValidationError) -> bool:
    return error.validator == "type" and not error.relative_path


def _any_type(error: ValidationError, branches: Iterable[list[ValidationError]]) -> ValidationError:
    """One error of wrong type in place of one a branch."""
    from jsonschema import ValidationError

    types: list[str] = []
    for branch in branches:
        for child in branch:
            if _wrong_type(child):
                wanted: Any = child.validator_value
                types += [wanted] if isinstance(wanted, str) else wanted
    return ValidationError(
        "",
        validator="type",
        validator_value=types,
        instance=error.instance,
        schema=error.schema,
        path=error.absolute_path,
    )


def _findings(document: Document, schema: Schema, fault: Fault) -> Iterator[Finding]:
    from perfdocs.schema.certain_fixes import fix_of_key, fix_of_value  # few files have any

    path = fault.path
    if fault.keyword in UNKNOWN:
        for key in messages.unknown_keys(fault):
            place = document.key_place((*path, key))
            message, fix = messages.unknown_key(key, fault, schema), fix_of_key(document, key, fault, schema)
            yield Finding("S101", place, message, (*path, key), fix=fix)
    elif fault.keyword == "required":
        for key in fault.wanted:
            if key not in fault.value:
                message = messages.missing_key(key, fault.node, path, schema)
                yield Finding("S102", _start(document, path), message, (*path, key))
    else:
        code, word = messages.WORDS.get(fault.keyword, ("S108", messages.other))
        yield Finding(code, document.value_place(path), word(fault), path, fix=fix_of_value(document, fault))


def _start(document: Document, path: Keys) -> Place:
    """Where an object begins: its key, or for a list item its first field."""
    return document.key_place(path) if path and isinstance(path[-1], str) else document.value_place(path)
