"""Tables of cases: one test that tells of every row that fails."""

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any


def each_row(names: str | tuple[str, ...], rows: Iterable[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """As `pytest.mark.parametrize`, for hundreds of rows that take no time and share nothing: they are one test."""
    table = list(rows)

    def fold(test: Callable[..., None]) -> Callable[..., None]:
        @wraps(test)
        def run(**others: Any) -> None:
            failures = [failure for row in table if (failure := _failure(test, _named(names, row), others))]
            if failures:
                raise ExceptionGroup(f"{len(failures)} of {len(table)} rows", failures)

        left = [name for name in inspect.signature(test).parameters if name not in _named(names, table[0])]
        run.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
            [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY) for name in left]
        )
        return run

    return fold


def _named(names: str | tuple[str, ...], row: Any) -> dict[str, Any]:
    return {names: row} if isinstance(names, str) else dict(zip(names, row, strict=True))


def _failure(test: Callable[..., None], row: dict[str, Any], others: dict[str, Any]) -> Exception | None:
    try:
        test(**row, **others)
    except Exception as failure:
        failure.add_note(f"in the row {row!r}"[:1_000])
        return failure
    return None
