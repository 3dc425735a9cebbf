"""What a search returns beside a paper, and the orders it knows."""

from dataclasses import dataclass
from typing import Literal

Sort = Literal["relevance", "newest", "cited"]
SORTS: tuple[Sort, ...] = ("relevance", "newest", "cited")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of an abstract. `marks`: where in it (start, end) the words are that were looked for."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()
