"""Hashes of names, titles and abstracts: stable 64-bit keys, equal for every spelling of the same words."""

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
    """The same for names or titles that differ in nothing but case, accents and punctuation."""
    return hash64(fold(name) or name.casefold())


class _Dense(dict[int, str | None]):
    """Code point → its form in an abstract's key, for str.translate. Filled as characters occur."""

    def __missing__(self, point: int) -> str | None:
        self[point] = dense = fold(chr(point)) or None
        return dense


_DENSE = _Dense()
_SMALL = bytes(range(256)).lower()
_SIGNS = bytes(point for point in range(128) if not chr(point).isalnum())
SHORTEST_ABSTRACT = 80
"""Bytes of letters and digits. "No abstract available for this editorial." has 36."""


@lru_cache(maxsize=8_192)
def abstract_hash(abstract: str) -> int | None:
    """The same for abstracts that differ in nothing but case, accents, spaces and punctuation.

    None for one so short that another paper may well have the same.
    """
    ascii_ = abstract.isascii()  # twice as fast, and most are
    dense = abstract.encode().translate(_SMALL, _SIGNS) if ascii_ else abstract.translate(_DENSE).encode()
    return hash_bytes(dense) if len(dense) >= SHORTEST_ABSTRACT else None
