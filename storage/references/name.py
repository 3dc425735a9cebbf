"""A person's or a group's name, taken apart for lists of references.

Which word is the family's cannot be known from a name alone; the last one is, but for particles ("van der Maaten"),
names in Chinese, Japanese and Korean script, and names that come as "Maaten, Laurens van der".
"""

import re
from dataclasses import dataclass

from storage.references.line import one_line
from storage.references.reference import Reference

_PARTICLES = frozenset(
    {"van", "von", "vom", "der", "den", "de", "del", "della", "dello", "delle", "dei", "degli", "di", "da", "do", "dos"}
    | {"das", "du", "des", "la", "las", "le", "les", "lo", "los", "el", "al", "bin", "bint", "ibn", "ben", "ter", "ten"}
    | {"te", "op", "zu", "zum", "zur", "af", "av", "dal", "dalla", "st.", "'t", "’t"}
)
_CAPITAL_PARTICLES = _PARTICLES - {"ben", "do", "das", "bin", "ten", "te", "op", "lo", "zu"}
"""Those that are hardly ever a second given name when written with a capital: Luc Van Gool."""
_JOINING = frozenset({"y", "e", "i"})
_VIETNAMESE = frozenset(
    {"nguyen", "nguyễn", "tran", "trần", "le", "lê", "pham", "phạm", "hoang", "hoàng", "huynh", "huỳnh", "phan", "vu"}
    | {"vũ", "vo", "võ", "dang", "đặng", "bui", "bùi", "do", "đỗ", "ho", "hồ", "ngo", "ngô", "duong", "dương", "dinh"}
    | {"ly", "lý", "đinh", "truong", "trương", "trinh", "trịnh", "luong", "lương", "doan", "đoàn"}
)
"""Between or beside these, Van and Le are given names."""
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_DEGREES = frozenset({"phd", "md", "msc"})
_EAST_ASIAN = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U000323af\s·・]+")
_GROUP = re.compile(
    r"\b(?:collaborations?|consorti(?:um|a)|team|(?:working )?group|labs?|laborator(?:y|ies)|project|workshop"
    r"|initiative|network|committee|institutes?|university|foundation|association|society|organi[sz]ation|council"
    r"|cent(?:er|re)|agency|community|contributors|task force|investigators|study|research|inc|ltd|llc|gmbh|and|others)"
    r"(?!\w)|&",
    re.IGNORECASE,
)
_GROUP_AS_WRITTEN = re.compile(r"\b(?:of|for|the)\b|(?:^|[\s-])AI$|\w-AI\b|[0-9]")


@dataclass(frozen=True, slots=True)
class ParsedName:
    """`family` is the whole name of a group and of who has one name only; the rest may be empty."""

    family: str
    given: str = ""
    particle: str = ""
    suffix: str = ""
    is_group: bool = False

    @property
    def surname(self) -> str:
        return f"{self.particle} {self.family}".strip()


def parsed_names(reference: Reference) -> tuple[ParsedName, ...]:
    """In the paper's order; those without a letter are nobody's."""
    return tuple(read_name(author) for author in map(one_line, reference.authors) if any(map(str.isalnum, author)))


def read_name(text: str) -> ParsedName:
    """`text` is one line with a letter or digit in it."""
    text = text.strip(" ,;*†‡∗")
    if _GROUP.search(text) or _GROUP_AS_WRITTEN.search(text):
        return ParsedName(text, is_group=True)
    parts = [part for part in map(str.strip, text.split(",")) if part]
    suffix = next((part for part in parts[1:] if _is_one_of(part, _SUFFIXES)), "")
    parts = [part for part in parts if part != suffix and not _is_one_of(part, _DEGREES)] or [text]
    if len(parts) > 2 or (len(parts) == 1 and suffix and " " not in parts[0]):
        return ParsedName(text, is_group=True)
    return _family_first(parts[0], parts[1], suffix) if len(parts) == 2 else _in_order(parts[0].split(), suffix)


def is_east_asian(text: str) -> bool:
    """Han, kana or Hangul: the family's name comes first, and there are no initials."""
    return _EAST_ASIAN.fullmatch(text) is not None


def _is_one_of(word: str, words: frozenset[str]) -> bool:
    return word.replace(".", "").lower() in words


def _family_first(family: str, given: str, suffix: str = "") -> ParsedName:
    """The particles stand before the family's name, or behind the given ones (Maaten, Laurens van der)."""
    words, givens = family.split(), given.split()
    start = next((place for place, word in enumerate(words[:-1]) if not _is_small(word)), len(words) - 1)
    end = len(givens)
    while end > 1 and _is_small(givens[end - 1]):
        end -= 1
    particle = " ".join(givens[end:] + words[:start])
    return ParsedName(" ".join(words[start:]), " ".join(givens[:end]), particle, suffix)


def _in_order(words: list[str], suffix: str) -> ParsedName:
    """A name as people say it."""
    if len(words) > 2 and _is_one_of(words[-1], _DEGREES):
        words = words[:-1]
    if len(words) > 2 and _is_one_of(words[-1], _SUFFIXES):
        words, suffix = words[:-1], words[-1]
    if len(words) > 1 and is_east_asian(" ".join(words)):
        return ParsedName(words[0], " ".join(words[1:]))
    if re.fullmatch("[A-Z]", words[-1]) and (len(words) == 2 or _is_small(words[0])):
        return _family_first(" ".join(words[:-1]), words[-1])  # as indexes write it: Lample G
    start = _family_start(words)
    return _family_first(" ".join(words[start:]), " ".join(words[:start]), suffix)


def _family_start(words: list[str]) -> int:
    if _is_small(words[0]):
        return 0
    inner = range(1, len(words) - 1)
    start = next((place for place in inner if _is_particle(words[place], words)), len(words) - 1)
    is_joined = start > 1 and start in inner and words[start] in _JOINING
    return start - is_joined  # José | Ortega y Gasset


def _is_small(word: str) -> bool:
    return word in _PARTICLES


def _is_particle(word: str, words: list[str]) -> bool:
    if word in _PARTICLES or word in _JOINING:
        return True
    is_vietnamese = words[0].lower() in _VIETNAMESE or words[-1].lower() in _VIETNAMESE
    return word.istitle() and word.lower() in _CAPITAL_PARTICLES and not is_vietnamese
