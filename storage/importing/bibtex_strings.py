"""Evaluates a BibTeX field as written ({Proc. of } # acm # "2020") to its text. Pure."""

import re
from collections.abc import Iterator, Mapping

from storage.importing.dates import EntryError
from storage.importing.report import shorten

MAX_MACRO = 1_000
"""Characters of a macro; longer ones are ignored."""
MAX_FROM_MACROS = 5_000
"""Characters that macros may add to one value, so that a small file cannot expand into a huge one."""
_NAMES = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")
MONTHS = {month[:3].lower(): month for month in (*_NAMES, "November", "December")}
_SIGN = re.compile(r'\\.|[{}"#]', re.DOTALL)


def evaluate_value(written: str, macros: Mapping[str, str]) -> str | None:
    """None if it names an undefined macro, or expands too far. `macros`: lower-case name → text.

    Raises EntryError if something follows the value: a comma is missing, and it has swallowed the next field.
    """
    pieces: list[str] = []
    from_macros = 0
    for part, literal in _parts(written):
        if literal is None:
            literal = macros.get(part.lower())
            from_macros += len(literal or "")
        if literal is None or from_macros > MAX_FROM_MACROS:
            return None
        pieces.append(literal)
    return "".join(pieces)


def _parts(written: str) -> Iterator[tuple[str, str | None]]:
    """(part, text) of what # separates outside braces and quotes. `text` is None for a macro's name."""
    depth = place = 0
    quoted = False
    closed: int | None = None
    for sign in _SIGN.finditer(written):
        match sign[0]:
            case "{":
                depth += 1
            case "}":
                depth = max(0, depth - 1)
            case '"' if depth == 0:
                quoted = not quoted
            case "#" if depth == 0 and not quoted:
                yield _read(written[place : sign.start()], closed and closed - place)
                place, closed = sign.end(), None
                continue
            case _:
                continue
        if depth == 0 and not quoted and closed is None:
            closed = sign.end()
    yield _read(written[place:], closed and closed - place)


def _read(part: str, closed: int | None) -> tuple[str, str | None]:
    """`closed`: the position after the first closing brace or quote."""
    part, behind = (part.strip(), "") if closed is None else (part[:closed].strip(), part[closed:].strip())
    if behind or (closed is None and "=" in part):
        raise EntryError(f"expected a comma after the value, found {shorten(behind or part, 40)!r}")
    if len(part) > 1 and part[0] + part[-1] in ("{}", '""'):
        return part, part[1:-1]
    return part, part if part.isdecimal() or not part else None
