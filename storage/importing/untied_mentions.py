"""The authors of a known paper, while a record's names are tied to them."""

from collections import deque
from collections.abc import Iterable

from storage.importing.same_person import MOST_NAMESAKES, person_key, same_person
from storage.importing.state import Mention


class UntiedMentions:
    """The mentions of a paper that are tied to no name of a record yet."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._by_hash: dict[int, deque[Mention]] = {}
        self._by_key: dict[str, dict[int, Mention]] = {}
        for mention in mentions:
            self._by_hash.setdefault(mention.name_hash, deque()).append(mention)
            self._by_key.setdefault(person_key(mention.name), {})[id(mention)] = mention

    def find(self, name: str, name_hash: int) -> Mention | None:
        """The one mention of the same person."""
        if exact := self._by_hash.get(name_hash):
            return exact[0]
        near = self._by_key.get(person_key(name), {})
        if len(near) > MOST_NAMESAKES:
            return None
        close = [mention for mention in near.values() if same_person(name, mention.name)]
        return close[0] if len(close) == 1 else None

    def remove(self, mention: Mention) -> None:
        self._by_hash[mention.name_hash].remove(mention)
        del self._by_key[person_key(mention.name)][id(mention)]
