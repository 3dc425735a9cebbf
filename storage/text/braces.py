r"""Removes the braces that protect the capitals of a BibTeX title ({BERT}): they are no part of the text.

Braces that a macro needs stay: \emph{x}, \'{e}, x_{2}, and those of formulas.
"""

import re

MAX_BRACES = 100
"""Levels of braces in a text. A formula of twelve is unheard of."""
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_TOKEN = re.compile(
    r"""(?P<formula>\$(?:[^$\\]|\\.)++\$)
    | (?P<alone>\{\\[A-Za-z]++\s*\})
    | (?P<accent>\{\\(?:['"`^~=.]|[cvuHkrdbt](?![A-Za-z]))[^{}]{0,3}(?:\{[^{}]{0,3}\})?\})
    | (?P<macro>\\[A-Za-z]++\*?\s*|\\['"`^~=.]|[\^_])
    | (?P<escape>\\.)
    | (?P<open>\{)
    | (?P<close>\})""",
    re.VERBOSE | re.DOTALL,
)


def without_protecting_braces(text: str) -> str:
    r"""'The {BERT} of {\ss}' → 'The BERT of \ss{}'. Linear in the text, however deep the braces are."""
    if "{" not in text and "}" not in text:
        return text
    pieces: list[str] = []
    closings: list[str] = []
    place = argument = 0
    for found in _TOKEN.finditer(text):
        pieces.append(text[place : found.start()])
        is_argument = 0 < argument == found.start()
        place = found.end()
        match found.lastgroup:
            case "alone" if not is_argument:
                pieces.append(found[0][1:-1].rstrip() + "{}")
            case "open":
                closings.append("}" if is_argument else "")
                pieces.append("{" if is_argument else "")
            case "close":
                pieces.append(closings.pop() if closings else "")
                argument = place if pieces[-1] else argument
            case kind:
                pieces.append(found[0])
                argument = place if kind == "macro" else argument
    return "".join(pieces) + text[place:]


def has_deep_braces(text: str) -> bool:
    """Whether braces are nested more than MAX_BRACES deep."""
    if text.count("{") <= MAX_BRACES:
        return False
    depth = 0
    for brace in _BRACE.findall(text):
        depth = max(0, depth + {"{": 1, "}": -1}.get(brace, 0))
        if depth > MAX_BRACES:
            return True
    return False
