"""Who answers what: so that a button or a menu of one card can lead to any other."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from commands.ui.reply import Reply
from storage.library import Library

Answer = Callable[[Library, str, str], Awaitable[Reply]]
"""From the library, what is asked about (such as "author:17"), and what else there is to say, to the reply."""


@dataclass(frozen=True, slots=True)
class Answerer:
    answer: Answer
    is_slow: bool
    """It draws: Discord is told to wait."""


Marked = TypeVar("Marked", bound=Answer)
ANSWERERS: Final[dict[str, Answerer]] = {}


def answers(what: str, *, is_slow: bool = False) -> Callable[[Marked], Marked]:
    """Marks the function that answers `what`."""

    def register(answer: Marked) -> Marked:
        ANSWERERS[what] = Answerer(answer, is_slow)
        return answer

    return register
