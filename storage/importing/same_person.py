"""Which names on papers can be one person's. Pure.

Names are looked up by `person_key`, so that the work grows with the number of authors and not with its square.
"""

from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

from storage.text.fold import fold

MOST_NAMESAKES = 50
"""People of one family name and first initial with whom a name on the same paper is compared."""


@lru_cache(maxsize=65536)
def _words(name: str) -> tuple[str, ...]:
    return tuple(fold(name).split())


def same_person(one: str, other: str) -> bool:
    """On one and the same paper: equal names, or the same family name and initials that agree (A. Q. Jiang)."""
    left, right = _words(one), _words(other)
    if left == right:
        return bool(left) or one == other
    if len(left) < 2 or len(right) < 2 or left[-1] != right[-1]:
        return False
    given = zip(left[:-1], right[:-1], strict=False)
    return all(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in given)


@lru_cache(maxsize=65536)
def person_key(name: str) -> str:
    """The same for all names of one person: "jiang a", the family name and the first initial."""
    words = _words(name)
    return f"{words[-1]} {words[0][0]}" if len(words) > 1 else "".join(words) or name


def shares_person(names: Iterable[str], others: Iterable[str]) -> bool:
    """Whether one of the names is the same person as one of the others."""
    known: dict[str, dict[str, None]] = {}
    for other in others:
        known.setdefault(person_key(other), {})[other] = None
    near = ((name, known.get(person_key(name), {})) for name in names)
    return any(
        name in there or any(same_person(name, other) for other in islice(there, MOST_NAMESAKES))
        for name, there in near
    )
