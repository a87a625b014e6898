"""jsonschema with exact numbers: `Decimal` throughout, a whole one counting as an integer.

It is slow to import, so that this module is imported only where there is something to explain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from jsonschema import Draft202012Validator, SchemaError, TypeChecker, ValidationError, validators
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from perfdocs.prose import amounts
from perfdocs.schema.patterns import LONGEST_TEXT


def _is_number(_: TypeChecker, value: object) -> bool:
    return isinstance(value, Decimal | int) and not isinstance(value, bool)


def _is_integer(_: TypeChecker, value: object) -> bool:
    if isinstance(value, Decimal):
        return value == value.to_integral_value()
    return isinstance(value, int) and not isinstance(value, bool)


def _multiple_of(_: Any, divisor: Any, value: Any, _schema: Any) -> Iterator[ValidationError]:
    if _is_number(TypeChecker(), value) and amounts.EXACT.remainder(Decimal(value), Decimal(divisor)):
        yield ValidationError(f"{value} is not a multiple of {divisor}")


def _pattern(_: Any, pattern: str, value: Any, _schema: Any) -> Iterator[ValidationError]:
    if isinstance(value, str) and (len(value) > LONGEST_TEXT or not re.search(pattern, value)):
        yield ValidationError("the text does not match")


Validator: Any = validators.extend(  # type: ignore[no-untyped-call]
    Draft202012Validator,
    validators={"multipleOf": _multiple_of, "pattern": _pattern},
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine_many({"number": _is_number, "integer": _is_integer}),
)


def validator(uri: str, contents: Mapping[str, Any]) -> Any:
    """The validator of one of several schemas, by their URIs, that refer to one another."""
    resources = ((one, DRAFT202012.create_resource(schema)) for one, schema in contents.items())
    registry: Registry[Any] = Registry().with_resources(resources)
    return Validator({"$ref": uri}, registry=registry)


def fault_of_schema(contents: Any) -> tuple[str, str] | None:
    """Where a schema is not one, and which keyword of the schema of schemas says so."""
    try:
        Validator.check_schema(contents)
    except SchemaError as error:
        return "/".join(str(step) for step in error.absolute_path), str(error.validator)
    return None
