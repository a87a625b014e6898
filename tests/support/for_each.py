"""Many small cases in one test, which tells all that fail: to find each as a test takes longer than to run it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

ParameterSet = type(pytest.param())


def _arguments(case: Any) -> tuple[Any, ...]:
    return tuple(case.values if isinstance(case, ParameterSet) else case)


def _argument(case: Any) -> tuple[Any, ...]:
    return tuple(case.values) if isinstance(case, ParameterSet) else (case,)


def for_each(names: str | tuple[str, ...], cases: Iterable[Any]) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """As `pytest.mark.parametrize`, for tests without fixtures."""
    kept = list(map(_arguments if isinstance(names, tuple) or "," in names else _argument, cases))

    def decorate(test: Callable[..., None]) -> Callable[[], None]:
        def run() -> None:
            assert kept, "no cases"
            failures = []
            for case in kept:
                try:
                    test(*case)
                except Exception as error:  # noqa: BLE001  (whatever is wrong with one case, the others are tried)
                    failures.append(f"{case!r}: {type(error).__name__}: {error}")
            assert not failures, f"{len(failures)} of {len(kept)}\n\n" + "\n\n".join(failures)

        run.__name__, run.__doc__, run.__module__ = test.__name__, test.__doc__, test.__module__
        return run

    return decorate
