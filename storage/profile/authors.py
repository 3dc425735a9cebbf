"""Reads the authors' line of a paper ("A. Jiang, B. Roux et al. · mit, oxford") and tells it from prose."""

import re
import unicodedata
from enum import IntEnum
from typing import NamedTuple

_LAST_CHARACTERS = 40  # of a line, in which "et al." is searched
_MOST_COMMAS = 20_000  # of a line that may list authors
_LONGEST_NAME = 100  # characters
_DOT = re.compile(r"(?:^| )[·•∙⋅‧] ?|[·•∙⋅‧](?: |$)")  # with a space: "Gal·la" is a name
_COMMA = re.compile("[,;，、；]")
_AND = r"(?-i:\band|&)"  # in small letters: "And" is a name
_CUT = re.compile(rf"[ ,;]*(?:(?:{_AND} )?\bet\.? ?al\b|{_AND} (?:[0-9]+ )?(?:others|more)\b)\.?$", re.IGNORECASE)
_LAST_TWO = re.compile(r"(.+?) (?:and|&) (.+)")
_GROUP = re.compile(r"\b(?:team|group|labs?|collaboration|consortium|project|workshop)$", re.IGNORECASE)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md"})

_LINK = re.compile(r"[,;·•，、；&]|\bal\b|\band\b")
_SENTENCE_END = re.compile(r"[.!?…。！？:]$")
_SHORT_END = re.compile(r"\b(?:[A-Za-z]{1,2}|Inc|Ltd|Corp|Dept|Univ|PhD|[A-Z][a-z]?\.[A-Z])\.$")
_PARTICLES = frozenset(
    {"de", "la", "le", "van", "der", "den", "von", "zu", "di", "da", "do", "dos", "das", "del", "el", "al"}
    | {"bin", "ibn", "ter", "ten", "du", "y", "e", "af", "av"}
)
# Case-sensitive: Can, An and To are names.
_PROSE_WORDS = frozenset(
    {"we", "our", "us", "this", "that", "these", "those", "which", "is", "are", "was", "were", "be", "been"}
    | {"has", "have", "can", "it", "its", "a", "an", "in", "to", "with", "by", "from", "into"}
    | {"show", "present", "propose", "introduce"}
)
_NOT_IN_NAMES = re.compile(r'[0-9:/%@#=<>"“”$\\]')


class Authors(NamedTuple):
    """`cut` says that the list ended in "et al."."""

    names: tuple[str, ...]
    cut: bool
    affiliations: tuple[str, ...]


class Likeness(IntEnum):
    """How much a paragraph looks like an authors' line."""

    PROSE = 0
    PERHAPS = 1  # good enough where an authors' line has to be
    NAMES = 2  # a list of full names
    SURE = 3  # a list of names with "et al.", affiliations or the owner in it


def read_authors(text: str) -> Authors:
    """Reads the names and affiliations of a line; a suffix such as "Jr." belongs to the name before it."""
    listed, *places = _DOT.split(text)
    cut = _CUT.search(listed, max(0, len(listed) - _LAST_CHARACTERS))
    if cut is not None:
        listed = listed[: cut.start()]
    affiliations = tuple(place.strip() for part in places for place in _COMMA.split(part) if place.strip())
    return Authors(tuple(_names(listed)), cut is not None, affiliations)


def _names(listed: str) -> list[str]:
    names: list[str] = []
    for part in filter(None, map(str.strip, _COMMA.split(listed))):
        if names and part.replace(".", "").lower() in _SUFFIXES:
            names[-1] += f" {part}"
        else:
            names.append(part)
    if names and len(names[-1]) <= _LONGEST_NAME:
        last = names[-1] if _SHORT_END.search(names[-1]) else names[-1].rstrip(".")
        names[-1:] = filter(None, _last_names(last))
    return names


def _last_names(part: str) -> list[str]:
    """ "A and B" are two names, "and B" is one; the name of a group may contain an "and"."""
    part = re.sub("^(?:and|&) ", "", part)
    two = _LAST_TWO.fullmatch(part)
    return [part] if two is None or _GROUP.search(part) else [two[1], two[2]]


def authors_likeness(text: str, owner: str) -> Likeness:
    """How much `text` looks like an authors' line; the profile's `owner` is an author of every paper."""
    if text.count(",") > _MOST_COMMAS:
        return Likeness.PROSE
    authors = read_authors(text)
    names = authors.names
    if not names or any(map(_is_prose, names)):
        return Likeness.PROSE
    named = all(map(_is_name, names))
    full = named and sum(map(_is_full_name, names)) * 2 >= len(names)
    ends_as_sentence = _SENTENCE_END.search(text) and not authors.cut and not _SHORT_END.search(text)
    if ends_as_sentence and not authors.affiliations and not (full and len(names) > 1):
        return Likeness.PROSE
    if named and _is_tied(authors, owner, full):
        return Likeness.SURE
    several = len(names) > 1 or authors.cut or bool(authors.affiliations)
    return Likeness.NAMES if full and several else Likeness.PERHAPS


def names_likeness(text: str, owner: str) -> Likeness:
    """NAMES or SURE, else PROSE. Faster than `authors_likeness`, as it runs for every paragraph of a file."""
    could_be_owner = len(text) * 2 >= len(owner) and text[0].lower() == owner[0].lower()
    if not could_be_owner and _LINK.search(text, 0, _LONGEST_NAME + 1) is None:
        return Likeness.PROSE
    found = authors_likeness(text, owner)
    return found if found >= Likeness.NAMES else Likeness.PROSE


def _is_tied(authors: Authors, owner: str, full: bool) -> bool:
    """Is there evidence of an authors' line besides the names: the owner, "et al." or affiliations?"""
    if any(same_name(name, owner) for name in authors.names):
        return True
    if len(authors.names) == 1:
        return full and authors.cut and bool(authors.affiliations)
    return authors.cut or (full and bool(authors.affiliations))


def same_name(one: str, other: str) -> bool:
    """Do the two names differ in nothing but case, accents and punctuation?"""
    return len(one) <= _LONGEST_NAME and _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name).casefold() if c.isalnum())


def _is_prose(name: str) -> bool:
    words = name.split()
    if len(name) > _LONGEST_NAME or len(words) > 10:
        return True
    if len(words) < 4:
        return False
    small = sum(word[0].islower() and word not in _PARTICLES for word in words)
    return small * 2 > len(words) or not _PROSE_WORDS.isdisjoint(words)


def _is_name(name: str) -> bool:
    """Is this like "Albert Q. Jiang" or "OpenAI" (and not like "machine learning" or "3 tasks")?"""
    words = [word for word in name.split() if word not in _PARTICLES]
    return 1 <= len(words) <= 5 and not _NOT_IN_NAMES.search(name) and not any(w[0].islower() for w in words)


def _is_full_name(name: str) -> bool:
    """Does the name have more than one part ("Mistral-AI" has, and one in another script may have)?"""
    return " " in name or "-" in name or not name.isascii()
