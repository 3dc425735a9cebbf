"""Hashes of names, titles and abstracts: stable 64-bit keys, equal for every way of writing the same words."""

import hashlib
from functools import lru_cache

from storage.text.fold import fold


def hash64(*parts: str) -> int:
    """A stable signed 64-bit key for texts of any length (a B-tree of PostgreSQL takes 2,700 bytes at most)."""
    return hash_bytes("\x1f".join(parts).encode())


def hash_bytes(data: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big", signed=True)


@lru_cache(maxsize=65_536)
def name_hash(name: str) -> int:
    """The same for all ways to write a name or title that differ in case, accents and punctuation alone."""
    return hash64(fold(name) or name.casefold())


class _Dense(dict[int, str | None]):
    """Code point → what it is in the key of an abstract. Filled as characters turn up, as str.translate asks."""

    def __missing__(self, point: int) -> str | None:
        self[point] = dense = fold(chr(point)) or None
        return dense


_DENSE = _Dense()
_SMALL = bytes(range(256)).lower()
_SIGNS = bytes(point for point in range(128) if not chr(point).isalnum())
SHORTEST_ABSTRACT = 80
"""Letters and digits, in bytes; "No abstract available for this editorial." has 36."""


@lru_cache(maxsize=8_192)
def abstract_hash(abstract: str) -> int | None:
    """The same for all ways to write an abstract that differ in case, accents, spaces and punctuation alone.

    None for one that is so short that it may well be another paper's too.
    """
    ascii_ = abstract.isascii()  # twice as fast, and most are
    dense = abstract.encode().translate(_SMALL, _SIGNS) if ascii_ else abstract.translate(_DENSE).encode()
    return hash_bytes(dense) if len(dense) >= SHORTEST_ABSTRACT else None
