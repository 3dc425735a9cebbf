"""The LaTeX of titles and abstracts, as the two tables that pylatexenc needs: what to parse, what to write.

Beyond pylatexenc's own symbols: `_` and `^` become scripts, fractions keep their brackets, letters are styled only
where every font has the styled letter (ℝ, ℒ, not 𝒳), and an unknown macro stays as written.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any, cast

from pylatexenc import latex2text, latexwalker, macrospec

from storage.text.macros import OPERATORS, PLAIN, SILENT, STYLED, SYMBOLS
from storage.text.scripts import SCRIPTS, subscript, superscript

# pylatexenc has no type annotations.
Node = Any
Table = Any

GAP = "\ue000"
"""Put on both sides of an operator's name: becomes a space where a letter would touch it, else nothing."""

_FRACTIONS = ("frac", "tfrac", "dfrac", "cfrac", "nicefrac", "textfrac")
_SIMPLE = re.compile(r"√?[0-9]+(?:\.[0-9]+)?|√?[^\W\d_]|[^\W_]{2,}(?<![0-9])|\([^()]*\)")
_NOT_A_SCRIPT = "(?![{}])".format("".join(SCRIPTS - set("+-=()")))
_TOUCHED = re.compile(rf"(?<=[^\W_]){GAP}+(?=[\w√∑∏∫]){_NOT_A_SCRIPT}|(?<=[)\]}}]){GAP}+(?=\w)")


def close_gaps(text: str) -> str:
    """Replaces each GAP by a space or by nothing."""
    return _TOUCHED.sub(" ", text).replace(GAP, "")


@cache
def parser_context() -> Table:
    """pylatexenc's table of the arguments that macros take."""
    unwanted = ["nonascii-specials", "verbatim", "natbib", "latex-ethuebung"]
    table: Table = cast(Any, latexwalker).get_default_latex_context_db().filter_context(exclude_categories=unwanted)
    shapes = dict.fromkeys([*PLAIN, *STYLED, "ddot", "pmod", "textsuperscript", "textsubscript"], "{")
    shapes |= dict.fromkeys([*_FRACTIONS, "binom", "overset", "underset", "stackrel"], "{{")
    shapes |= {"sqrt": "[{", "operatorname": "*{"}
    spec: Any = macrospec
    parse = spec.MacroStandardArgsParser
    macros = [spec.MacroSpec(name, args_parser=parse(shape)) for name, shape in shapes.items()]
    specials = [spec.SpecialsSpec(char, args_parser=parse("{")) for char in "_^"] + [spec.SpecialsSpec("~")]
    table.add_context_category("ours", macros=macros, specials=specials, prepend=True)
    return table


def takes_arguments(macro: str) -> bool:
    spec = parser_context().get_macro_spec(macro)
    return spec is not None and bool(spec.args_parser.argspec)


@cache
def writer_context() -> Table:
    """pylatexenc's table of the text for each macro."""
    unwanted = ["latex-placeholders", "nonascii-specials", "latex-ethuebung"]
    table: Table = cast(Any, latex2text).get_default_latex_context_db().filter_context(exclude_categories=unwanted)
    spec: Any = latex2text
    macros = [spec.MacroTextSpec(name, simplify_repl=text) for name, text in _replacements().items()]
    marks = {"_": _lowered, "^": _raised, "~": " ", "&": " "}
    specials = [spec.SpecialsTextSpec(mark, text) for mark, text in marks.items()]
    table.add_context_category("ours", macros=macros, specials=specials, prepend=True)
    table.set_unknown_macro_spec(spec.MacroTextSpec("", simplify_repl=_as_written))
    return table


class _Writer(latex2text.LatexNodes2Text):
    def macro_node_to_text(self, node: Node) -> str:
        """pylatexenc takes \\hat\\foo{x} for a hat over \\foo and leaves its {x} behind."""
        if node.nodeargd is None and takes_arguments(node.macroname):
            raise latexwalker.LatexWalkerParseError("a macro without its arguments", pos=node.pos)
        return cast(Any, super()).macro_node_to_text(node)


@cache
def text_writer() -> Any:
    return _Writer(latex_context=writer_context())


def _replacements() -> dict[str, str | Callable[..., str]]:
    return {
        **SYMBOLS,
        **dict.fromkeys(SILENT, ""),
        **{name: f"{GAP}{name}{GAP}" for name in OPERATORS},
        **dict.fromkeys(PLAIN, "%s"),
        **{name: _styled(style) for name, style in STYLED.items()},
        **dict.fromkeys(_FRACTIONS, _fraction),
        "operatorname": f"{GAP}%(2)s{GAP}",
        "sqrt": _root,
        "binom": "C(%s, %s)",
        "pmod": " (mod %s)",
        "overset": "%(2)s",
        "stackrel": "%(2)s",
        "underset": _under,
        "textsuperscript": _raised,
        "textsubscript": _lowered,
        "widetilde": _accented("\u0303"),
        "widehat": _accented("\u0302"),
        "overline": _accented("\u0304"),
    }


# pylatexenc passes its writer to functions with a parameter named l2tobj.


def _as_written(node: Node) -> str:
    return f"\\{node.macroname}"


def _lowered(node: Node, l2tobj: Any) -> str:
    return subscript(close_gaps(l2tobj.node_arg_to_text(node, 0)))


def _raised(node: Node, l2tobj: Any) -> str:
    return superscript(close_gaps(l2tobj.node_arg_to_text(node, 0)))


def _under(node: Node, l2tobj: Any) -> str:
    return l2tobj.node_arg_to_text(node, 1) + _lowered(node, l2tobj)


def _fraction(node: Node, l2tobj: Any) -> str:
    return "/".join(_bracketed(l2tobj.node_arg_to_text(node, place)) for place in (0, 1))


def _root(node: Node, l2tobj: Any) -> str:
    degree = close_gaps(l2tobj.node_arg_to_text(node, 0))
    return (superscript(degree) if degree else "") + "√" + _bracketed(l2tobj.node_arg_to_text(node, 1))


def _bracketed(text: str) -> str:
    """(a+b)/2 is not a+b/2."""
    text = close_gaps(text).strip()
    return text if _SIMPLE.fullmatch(text) else f"({text})"


def _accented(mark: str) -> Callable[..., str]:
    def to_text(node: Node, l2tobj: Any) -> str:
        plain = l2tobj.node_arg_to_text(node, 0)
        return unicodedata.normalize("NFC", plain + mark) if len(plain) == 1 else plain

    return to_text


def _styled(style: str) -> Callable[..., str]:
    def to_text(node: Node, l2tobj: Any) -> str:
        plain = l2tobj.node_arg_to_text(node, 0)
        letter = cast(Any, latex2text).fmt_math_text_style(plain.strip(), style)
        return letter if len(letter) == 1 and letter <= "\uffff" else plain

    return to_text
