"""The one expression language: Jinja, sandboxed and strict, for templates and manifests alike.

What a maintainer may write is Jinja without its global functions, plus the filters below. Values are
plain data (text, Decimal, None, lists, mappings) and are looked up as items first, so that no field
can be mistaken for a method.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from functools import cache, partial
from types import CodeType
from typing import Any, NoReturn

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, UndefinedError, nodes
from jinja2.environment import TemplateExpression
from jinja2.runtime import LoopContext, Macro, Undefined
from jinja2.sandbox import SandboxedEnvironment
from jinja2.utils import missing

from perfdocs.pack.arithmetic import OPERATORS, compare, exact, is_blank_sum, is_division_by_nothing
from perfdocs.pack.bounds import BOUNDED, STEPS_OF_CALL, CountingContext, check_product, check_sum, joined, with_bounds
from perfdocs.pack.filters import FILTERS
from perfdocs.pack.print_values import NotPrintable, kind_of_value, print_for_word, print_value
from perfdocs.pack.row_filters import ROW_FILTERS
from perfdocs.pack.tag_state import MergeState, RowKeys
from perfdocs.pack.values import Sum
from perfdocs.prose.did_you_mean import did_you_mean


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
    return f"“{name}”取自一个没有下级字段的值（{kind_of_value(owner)}）"


MOST_KEPT = 256
"""Templates that are kept compiled."""


def _holds(test: str, left: Any, right: Any) -> Any:
    return compare(left, test, right)


_TESTS: dict[str, Any] = {
    name: partial(_holds, test)
    for test, names in {
        "lt": ("lt", "lessthan", "<"),
        "lteq": ("le", "<="),
        "gt": ("gt", "greaterthan", ">"),
        "gteq": ("ge", ">="),
    }.items()
    for name in names
}
"""The tests of `selectattr` by their names, as the tree of an expression calls them."""


class Language(SandboxedEnvironment):
    """Jinja's environment as every template and manifest gets it. `finalize` prints one value."""

    intercepted_binops = OPERATORS | {"**"}
    intercepted_unops = frozenset(["-"])
    context_class = CountingContext
    concat = staticmethod(partial(joined, empty=""))

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
        self.tests.update(_TESTS)
        self.filters.update(BOUNDED | ROW_FILTERS | FILTERS)

    def from_string(self, source: Any, *arguments: Any, **settings: Any) -> Template:
        """The template of a text, compiled once: forms are filled many times."""
        if arguments or settings or not isinstance(source, str):
            return super().from_string(source, *arguments, **settings)
        if source not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            with _told_where_too_deep(), self._asking(f"text {source}") as known:
                self._kept[source] = self._from_code(known) if known else super().from_string(source)
        return self._kept[source]

    def expression(self, source: str) -> Any:
        """The function of an expression, compiled once: what a manifest is looked over for is what is run."""
        if source not in self._expressions:
            if len(self._expressions) >= MOST_KEPT:
                self._expressions.clear()
            with _told_where_too_deep(), self._asking(f"expression {source}") as known:
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

    def parse(self, source: str, name: str | None = None, filename: str | None = None) -> nodes.Template:
        """As Jinja's. Raises TemplateSyntaxError also for what is too deep or too long for it."""
        with _told_where_too_deep():
            return super().parse(source, name, filename)

    def _generate(self, source: nodes.Template, *arguments: Any, **settings: Any) -> str:
        return super()._generate(with_bounds(source), *arguments, **settings)

    def call(self, context: Any, obj: Any, /, *arguments: Any, **named: Any) -> Any:
        """As Jinja's; calls of macros are counted: one may call itself."""
        if isinstance(obj, Macro):
            context.count(STEPS_OF_CALL)
        return super().call(context, obj, *arguments, **named)

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
        if is_blank_sum(left, right) or is_division_by_nothing(operator, right):
            return None
        if operator == "+":
            check_sum(left, right)
        elif operator == "**" or isinstance(left, str | list) or isinstance(right, str | list):
            raise NotPrintable(f"不能在这里用“{operator}”：只有数字可以相乘，不能乘方")
        elif operator == "*":
            check_product(left, right)
        elif operator == "/" and isinstance(left, int):
            left = Decimal(left)
        result = super().call_binop(context, operator, exact(left), exact(right))
        partial = next((part for part in (left, right) if isinstance(part, Sum)), None)
        return Sum(result, partial.parts, partial.blanks) if partial and isinstance(result, Decimal) else result

    def call_unop(self, context: Any, operator: str, arg: Any) -> Any:
        """As Jinja's; what is blank has no sign."""
        return None if arg is None else super().call_unop(context, operator, arg)


@contextmanager
def _told_where_too_deep() -> Iterator[None]:
    """What Jinja and Python say of a text that they cannot read to its end, as a fault of the text."""
    try:
        yield
    except (RecursionError, MemoryError, SyntaxError):
        raise TemplateSyntaxError("太难算：括号或 not 套得太深", 1) from None
    except ValueError:  # int() of thousands of digits
        raise TemplateSyntaxError("太难算：数字太长", 1) from None


@cache
def word_language() -> Language:
    """For templates of Word documents: values come out escaped."""
    return Language(finalize=print_for_word, autoescape=True)


@cache
def text_language() -> Language:
    """For manifests: titles, file names and expressions."""
    return Language(finalize=print_value, autoescape=False)
