"""The macros that titles and abstracts use, by how they are converted."""

REFUSED = frozenset((
    "input", "include", "includegraphics", "title", "author", "date", "maketitle", "today", "part",
    "chapter", "section", "subsection", "subsubsection", "paragraph", "subparagraph", "footnote", "cite",
    "citet", "citep", "ref", "autoref", "cref", "Cref", "eqref", "label", "url", "href", "item", "verb",
    "def", "newcommand", "renewcommand", "providecommand", "usepackage", "documentclass", "hypersetup",
    "color", "textcolor", "hspace", "vspace",
))  # fmt: skip
"""For documents, not formulas: pylatexenc would read files, print today's date, leave words out."""

SILENT = frozenset((
    "left", "right", "middle", "limits", "nolimits", "displaystyle", "textstyle", "scriptstyle", "nonumber",
    "notag", "xspace", "rm", "bf", "it", "sf", "tt", "em", "sl", "sc", "cal", "mathbin", "mathrel",
    "mathop", "big", "bigl", "bigr", "bigm", "Big", "Bigl", "Bigr", "Bigm", "bigg", "biggl", "biggr",
    "Bigg", "Biggl", "Biggr", "-", "/",
))  # fmt: skip
"""They change the appearance and not the content."""

OPERATORS = frozenset((
    "log", "ln", "lg", "exp", "sin", "cos", "tan", "sec", "csc", "cot", "sinh", "cosh", "tanh", "coth",
    "arcsin", "arccos", "arctan", "max", "min", "sup", "inf", "lim", "limsup", "liminf", "argmax", "argmin",
    "arg", "det", "dim", "ker", "deg", "gcd", "hom", "Pr", "Tr", "tr", "rank", "diag", "sign", "sgn",
    "softmax", "poly", "polylog", "mod", "bmod", "Re", "Im",
))  # fmt: skip
"""Replaced by their name."""

PLAIN = frozenset((
    "mathrm", "mathbf", "mathit", "mathsf", "mathtt", "mathnormal", "bm", "boldsymbol", "text", "textrm",
    "textbf", "textit", "textsf", "texttt", "textsc", "textsl", "textup", "textmd", "textnormal", "mbox",
    "hbox", "emph", "operatorname", "ensuremath", "underline", "ce",
))  # fmt: skip
"""Replaced by their argument."""

STYLED = {
    "mathbb": "doublestruck", "mathds": "doublestruck", "mathbbm": "doublestruck", "mathcal": "script",
    "mathscr": "script", "mathfrak": "fraktur",
}  # fmt: skip
"""Macro → pylatexenc's name of the style."""

LETTERS = frozenset((
    "o", "O", "l", "L", "i", "j", "ss", "ae", "AE", "oe", "OE", "aa", "AA", "dh", "DH", "th", "TH", "dj",
    "DJ", "ng", "NG", "textquoteleft", "textquoteright", "textquotedblleft",
))  # fmt: skip
"""Letters of a word: the space after them merely ends the macro's name (S\\o ren)."""

SYMBOLS = {
    "hbar": "ℏ", "prime": "′", "ast": "*", "star": "⋆", "bullet": "•", "coloneqq": ":=", "coloneq": ":=",
    "triangleq": "≜", "ne": "≠", "gets": "←", "iff": "⇔", "implies": "⇒", "impliedby": "⇐", "lbrace": "{",
    "rbrace": "}", "lbrack": "[", "rbrack": "]", "|": "‖", "degree": "°", "textdegree": "°", "colon": ":",
    "checkmark": "✓", "lt": "<", "gt": ">", "quad": " ", "qquad": " ", ">": " ", "thinspace": " ", "\\": " ",
    "medspace": " ", "enspace": " ", "copyright": "©", "pounds": "£", "S": "§", "P": "¶", "LaTeX": "LaTeX",
    "TeX": "TeX", "BibTeX": "BibTeX", "textquotesingle": "'", "textasciitilde": "~", "epsilon": "ε",
    "phi": "φ", "land": "∧", "lor": "∨", "leadsto": "⇝", "triangle": "△", "heartsuit": "♥", "imath": "ı",
    "jmath": "ȷ", "bigstar": "★", "lll": "⋘", "ggg": "⋙", "vDash": "⊨", "Join": "⋈", "eth": "ð",
    "textless": "<", "textgreater": ">", "textbar": "|", "textasciicircum": "^",
}  # fmt: skip
"""What pylatexenc does not know, or writes differently from how people read it."""
