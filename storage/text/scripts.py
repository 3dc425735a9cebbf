"""Superscripts and subscripts in Unicode, or spelled out where it has none."""

import re

_SUPERSCRIPTS = dict(
    zip(
        "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWαβγδεθφχ′'†‡*∗⋆°∘⊤",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵅᵝᵞᵟᵋᶿᵠᵡ′′†‡**⋆°°ᵀ",
        strict=True,
    )
)
_SUBSCRIPTS = dict(zip("0123456789+-−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True))
SCRIPTS = frozenset([*_SUPERSCRIPTS.values(), *_SUBSCRIPTS.values()]) - frozenset("′†‡*⋆°")
_LOOSE_SPACE = re.compile(r"(?<!\w) +| +(?!\w)")


def superscript(text: str) -> str:
    """'-3' → '⁻³'; 'q' → '^q'; 'n × m' → '^(n×m)'."""
    return _script(text, _SUPERSCRIPTS) or (f"^{text}" if len(text) == 1 else f"^({text.strip()})")


def subscript(text: str) -> str:
    """'i' → 'ᵢ'; 'θ' → '_θ'; 'cls' → '_cls'; 'i,j' → '_(i,j)'."""
    is_word = text.isalnum() and SCRIPTS.isdisjoint(text)
    return _script(text, _SUBSCRIPTS) or (f"_{text}" if is_word or len(text) == 1 else f"_({text.strip()})")


def _script(text: str, table: dict[str, str]) -> str | None:
    """None if a character has no script form: half a script would mislead ("xᵢ,j")."""
    text = _LOOSE_SPACE.sub("", text)
    return "".join(table[char] for char in text) if all(char in table for char in text) else None
