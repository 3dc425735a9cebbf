"""The LaTeX tokens in a text: one pattern for all of them, and the text for the simple ones."""

import re
import unicodedata
from collections.abc import Mapping

from storage.text.formula import formula_to_text

SIGNS = re.compile(r"[\\${}~]|--|``")
_CITE = (
    r"\\(?:[cC]ite[a-zA-Z]*|(?:eq|auto|page|[cC])?ref|label|index)\*?"
    r"(?:\[[^\[\]{}]{0,200}\]){0,2}\{[^{}]{0,500}\}"
)
TOKEN = re.compile(
    rf"""(?=[hA-Z\\$~{{}}_^`'\ \n-])(?:  # few characters can begin one: three times as fast
      (?P<url>https?://(?:[^\s{{}}$<>"\\]|\\[_%~\#&])+)
    | (?P<path>(?<![A-Za-z])[A-Z]:(?:\\[\w.\-]+)+)
    | \$\$(?P<display>[^$]++)\$\$
    | \$(?P<inline>(?:[^$\\]|\\.)++)\$
    | \\\((?P<round>(?:[^\\]|\\[^()])*+)\\\)
    | \\\[(?P<square>(?:[^\\]|\\[^\[\]])*+)\\\]
    | (?P<cite>[ ~\n]?(?:\({_CITE}\)|{_CITE}))
    | (?P<accent>\\(?:['"`^~=.]|[cvuHkrdb](?![a-zA-Z])\s?)
        (?:\{{\s?\\?[A-Za-z]?\s?\}}|\\[ij](?![a-zA-Z])|[A-Za-z]))
    | \\(?P<macro>[A-Za-z]+)\*?
    | \\(?P<escape>[%$&\#_{{}}]|'(?![A-Za-z{{\\]))
    | \\(?P<space>[ ,;:>!/@\n-])
    | \\\\(?P<newline>\s)
    | (?P<pair>\\\\)
    | (?P<script>(?<=[\w)\]])[_^]\{{)
    | (?P<open>\{{)
    | (?P<close>\}})
    | (?P<tilde>(?<=[^\s~])~(?=[^\s~]))
    | (?<![-<!])(?P<dash>-{{2,3}})(?![->])
    | (?<!`)(?P<quote>``)(?!`)
    | (?<!')(?P<unquote>'')(?!')
    )""",
    re.VERBOSE | re.DOTALL,
)
_SPACES = {" ": " ", ",": " ", ";": " ", ":": " ", ">": " ", "\n": "\n", "!": "", "/": "", "@": "", "-": ""}
_MATH_SIGN = re.compile(r"\\[A-Za-z{}|,;!]|[\^_{]")
_TWO_WORDS = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}")


def plain_token(kind: str, found: re.Match[str]) -> str:
    """The text for a token that needs no context."""
    match kind:
        case "url":
            return re.sub(r"\\(.)", r"\1", found[0])
        case "cite":
            return ""
        case "accent":
            return _accent(found[0])
        case "escape" | "newline":
            return found[kind]
        case "space":
            return _SPACES[found[kind]]
        case "tilde":
            return _tie(found)
        case "dash":
            return _dash(found)
        case _:
            return found[0]


def _accent(source: str) -> str:
    if source.endswith("}") and not re.search(r"[A-Za-z]", source[2:]):
        return source[1] if source[1] in "^~" else source  # \~{} is a tilde
    read = unicodedata.normalize("NFC", formula_to_text(source) or source)
    is_quote = len(read) > 1 and source[1] in "'\"" and len(source) == 3
    return source[1:] if is_quote else read  # don\'t is not a t with an accent


def _tie(found: re.Match[str]) -> str:
    """The ~ of Fig.~3 is a non-breaking space; that of 5~10 is a range."""
    around = found.string[found.start() - 1] + found.string[found.end()]
    return "~" if around.isdigit() else " "


def _dash(found: re.Match[str]) -> str:
    """7B -- Instruct, Navier--Stokes; but not --flag and i--."""
    text, start, end = found.string, found.start(), found.end()
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    even = (before.isspace() and after.isspace()) or (before.strip() and after.strip())
    return ("–" if len(found[0]) == 2 else "—") if even else found[0]


def is_formula(source: str, after: str) -> bool:
    """$n$ is a formula; $5 to $10, $HOME/$USER and a blank line between two dollars are not."""
    is_price = source[0].isdigit() and source[-1].isspace()
    if "\n\n" in source or is_price:
        return False
    if _MATH_SIGN.search(source):
        return True
    loose = source[0].isspace() or source[-1].isspace() or after.isdigit()
    return not (loose or _TWO_WORDS.search(source) or (len(source) > 3 and after.isalnum()))


def brace_pairs(text: str) -> dict[int, int]:
    """Position of an opening brace → position of its closing brace, inner pairs first."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for brace in re.finditer(r"\\.|[{}]", text, re.DOTALL):
        if brace[0] == "{":
            opened.append(brace.start())
        elif brace[0] == "}" and opened:
            pairs[opened.pop()] = brace.start()
    return pairs


def deep_braces(pairs: Mapping[int, int], deepest: int) -> set[int]:
    """The opening braces with more than `deepest` levels from theirs inwards. `pairs` as from `brace_pairs`."""
    deep: set[int] = set()
    before: list[tuple[int, int]] = []
    for opening in pairs:
        levels = 1
        while before and before[-1][0] > opening:
            levels = max(levels, before.pop()[1] + 1)
        before.append((opening, levels))
        if levels > deepest:
            deep.add(opening)
    return deep
