"""The one expression language: Jinja, sandboxed and strict, for templates and manifests alike.

What a maintainer may write is Jinja without its global functions, plus the filters below. Values are
plain data (text, Decimal, None, lists, mappings) and are looked up as items first, so that no field
can be mistaken for a method.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal, Inexact
from functools import cache, cached_property
from types import CodeType
from typing import Any, NoReturn

from jinja2 import StrictUndefined, Template, TemplateError, UndefinedError
from jinja2.environment import TemplateExpression
from jinja2.runtime import LoopContext, Macro, Undefined
from jinja2.sandbox import SandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup

from perfdocs.pack.tag_state import MergeState, RowKeys
from perfdocs.prose import amounts
from perfdocs.prose.did_you_mean import did_you_mean
from perfdocs.prose.numerals import chinese_numeral

_WORD_ESCAPES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&#34;",
    "'": "&#39;",
    # docxtpl turns `{_{` of the finished document into `{{`: braces of a value must not look like one
    "{": "&#123;",
    "}": "&#125;",
}
_TRANSLATION = str.maketrans(_WORD_ESCAPES)


class NotPrintable(TemplateError):
    """A list or a group of fields stands where one value is printed."""


class Key(str):
    """The key of a field, which also knows the term that the form prints for it: `{{ 一级.label }}`."""

    label: str
    __slots__ = ("label",)

    def __new__(cls, key: str, label: str) -> Key:
        self = super().__new__(cls, key)
        self.label = label
        return self


class Shown(Decimal):
    """A number that the pack prints in its own way; in sums and comparisons it is the number."""

    text: str
    __slots__ = ("text",)

    def __new__(cls, number: Decimal, text: str) -> Shown:
        self = super().__new__(cls, number)
        self.text = text
        return self


class Rows(list[Any]):
    """The rows of a table, with a blank one for forms whose printed rows stay even when empty.

    The blank row is this table's own, and made when it is first asked for: a manifest may write into it.
    """

    def __init__(self, rows: Iterable[Any] = (), make_blank: Callable[[], Any] = lambda: None) -> None:
        super().__init__(rows)
        self._make_blank = make_blank

    @cached_property
    def blank(self) -> Any:
        return self._make_blank()


class Parts(dict[str, Any]):
    """A group of fields that the form prints as one value, such as ≥, 90 and % as `≥90%`."""

    def __init__(self, fields: Mapping[str, Any], text: str) -> None:
        super().__init__(fields)
        self.text = text


class StrictName(StrictUndefined):
    """A name that does not exist: printing or using it raises, in Chinese, with the nearest name."""

    def _fail_with_undefined_error(self, *_: Any, **__: Any) -> NoReturn:
        if self._undefined_exception is not UndefinedError:
            raise self._undefined_exception(self._undefined_hint)
        raise UndefinedError(undefined_sentence(self))

    __add__ = __radd__ = __sub__ = __rsub__ = _fail_with_undefined_error
    __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _fail_with_undefined_error
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = _fail_with_undefined_error
    __pos__ = __neg__ = __call__ = __getitem__ = _fail_with_undefined_error
    __lt__ = __le__ = __gt__ = __ge__ = __int__ = __float__ = __complex__ = _fail_with_undefined_error
    __pow__ = __rpow__ = __iter__ = __str__ = __len__ = _fail_with_undefined_error
    __eq__ = __ne__ = __bool__ = __hash__ = __contains__ = _fail_with_undefined_error

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._fail_with_undefined_error()


def undefined_sentence(undefined: Undefined) -> str:
    """`名称“合汁”没有定义`, or what is not there of a group, with the nearest name."""
    name, owner = undefined._undefined_name, undefined._undefined_obj
    if owner is missing:
        return f"名称“{name}”没有定义"
    if isinstance(owner, Mapping):
        return f"这里没有“{name}”这一项" + did_you_mean(str(name), [str(key) for key in owner])
    return f"“{name}”取自一个没有下级字段的值（{_kind(owner)}）"


def _kind(value: object) -> str:
    if value is None:
        return "空白"
    if isinstance(value, str):
        return "文字"
    if isinstance(value, Decimal | int):
        return "数字"
    return "一张表" if isinstance(value, list) else "一组字段" if isinstance(value, Mapping) else "程序对象"


def printed(value: object) -> str:
    """One value as the form shows it. Raises NotPrintable for anything that is not one value."""
    if value is None:
        return ""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Shown):
        return value.text
    if isinstance(value, Decimal):
        return amounts.written(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, Parts):
        return value.text
    if isinstance(value, Undefined):
        str(value)  # raises, as anything does that uses a strict name
    raise NotPrintable(f"这里要印的是{_kind(value)}，不是一个值：请写到具体的字段")


def for_word(value: object) -> Markup:
    """One value, escaped for the XML of a Word document."""
    return Markup(printed(value).translate(_TRANSLATION))


MOST_KEPT = 256
"""Templates that are kept compiled."""


class Language(SandboxedEnvironment):
    """Jinja's environment as every template and manifest gets it. `finalize` prints one value."""

    intercepted_binops = frozenset(["**", "*"])

    def __init__(self, finalize: Any, autoescape: bool) -> None:
        super().__init__(undefined=StrictName, finalize=finalize, autoescape=autoescape)
        self._kept: dict[str, Template] = {}
        self._expressions: dict[str, Any] = {}
        self._asked = ""
        self.codes: dict[str, CodeType] = {}
        """What texts and expressions are compiled to; a later run need not do it again."""
        self.globals.clear()
        for name in ("random", "pprint", "attr", "xmlattr", "urlize", "safe", "tojson"):
            del self.filters[name]
        self.filters.update(FILTERS)

    def from_string(self, source: Any, *arguments: Any, **settings: Any) -> Template:
        """The template of a text, compiled once: forms are filled many times."""
        if arguments or settings or not isinstance(source, str):
            return super().from_string(source, *arguments, **settings)
        if source not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            with self._asking(f"text {source}") as known:
                self._kept[source] = self._from_code(known) if known else super().from_string(source)
        return self._kept[source]

    def expression(self, source: str) -> Any:
        """The function of an expression, compiled once: what a manifest is looked over for is what is run."""
        if source not in self._expressions:
            if len(self._expressions) >= MOST_KEPT:
                self._expressions.clear()
            with self._asking(f"expression {source}") as known:
                self._expressions[source] = (
                    TemplateExpression(self._from_code(known), False)
                    if known
                    else self.compile_expression(source, undefined_to_none=False)
                )
        return self._expressions[source]

    @contextmanager
    def _asking(self, key: str) -> Iterator[CodeType | None]:
        """What the key is compiled to, if that is known; what is compiled meanwhile is noted for it."""
        self._asked = key
        try:
            yield self.codes.get(key)
        finally:
            self._asked = ""

    def _from_code(self, code: CodeType) -> Template:
        return Template.from_code(self, code, self.make_globals(None))

    def compile(self, *arguments: Any, **settings: Any) -> Any:
        """As Jinja's; what it makes of what was asked for is noted."""
        code = super().compile(*arguments, **settings)
        if self._asked and isinstance(code, CodeType):
            self.codes[self._asked] = code
        return code

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, dict | Mapping):  # what is a dict is known at once
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, dict | Mapping):
            return obj[argument] if argument in obj else self.undefined(obj=obj, name=argument)
        return super().getitem(obj, argument)

    def is_safe_callable(self, obj: Any) -> bool:
        """Only what loops, macros and mappings offer: data have no methods that a form needs."""
        owner = getattr(obj, "__self__", None)
        if isinstance(owner, Mapping):
            return obj.__name__ in ("items", "keys", "values", "get")
        return isinstance(obj, Macro) or isinstance(owner, LoopContext | MergeState | RowKeys)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator == "**" or isinstance(left, str | list) or isinstance(right, str | list):
            raise NotPrintable(f"不能在这里用“{operator}”：只有数字可以相乘，不能乘方")
        return super().call_binop(context, operator, left, right)


@cache
def word_language() -> Language:
    """For templates of Word documents: values come out escaped."""
    return Language(finalize=for_word, autoescape=True)


@cache
def text_language() -> Language:
    """For manifests: titles, file names and expressions."""
    return Language(finalize=printed, autoescape=False)


# Filters of ours. Their names are the tool's vocabulary, so they are English.


def rows(items: Sequence[Any], least: int = 1) -> list[Any]:
    """The rows, filled up with blank ones to `least`: a printed form keeps its rows when they are empty."""
    blank = items.blank if isinstance(items, Rows) else None
    return list(items) + [blank] * (least - len(items))


def blank(value: Any, width: int) -> str:
    """The value followed by spaces up to `width` characters: room to write by hand."""
    return printed(value).ljust(width)


def total(items: Iterable[Any], field: str | None = None) -> Any:
    """The exact sum of a column, or of a group's fields; blank where there is none or any is not an amount."""
    if isinstance(items, str):
        raise ValueError("total 要一张表或一组字段，这里是文字")
    members = items.values() if isinstance(items, Mapping) else items
    column = [item[field] if field else item for item in members]
    numbers = [value for value in column if value is not None]
    if not numbers or not all(isinstance(value, Decimal) for value in numbers):
        return None
    return amounts.total(numbers)


def joint(items: Sequence[Any], field: str) -> Any:
    """A column as one value: of a single row its own, of several their sum where all are amounts."""
    return items[0][field] if len(items) == 1 else total(items, field)


def chinese(number: int) -> str:
    """一, 二, 三: the numbering of the official tables."""
    return chinese_numeral(int(number))


def unit(amount: Any, source: str, target: str) -> Any:
    """An amount in another unit of money: `金额 | unit('元', '万元')`. Blank stays blank."""
    return None if amount is None else amounts.converted(amount, source, target)


def thousands(amount: Any, places: int | None = None) -> str:
    """An amount with separators: `10,308,000.00`. Never rounds: raises where places would be lost."""
    if amount is None:
        return ""
    if places is not None:
        try:
            amount = amounts.EXACT.quantize(amount, Decimal(1).scaleb(-places))
        except Inexact:
            raise ValueError(f"{amounts.written(amount)} 的小数多于 {places} 位，不能舍去") from None
    return f"{amount:,f}"


FILTERS = {
    "rows": rows,
    "blank": blank,
    "total": total,
    "joint": joint,
    "chinese": chinese,
    "unit": unit,
    "thousands": thousands,
}
