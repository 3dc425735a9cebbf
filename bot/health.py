"""The current problems of this process, which `/about` shows. Each part reports its own, and clears them when fixed."""

from bot.loops import PeriodicLoop


class Health:
    def __init__(self) -> None:
        self._problems: dict[str, tuple[str, ...]] = {}
        self._loops: tuple[PeriodicLoop, ...] = ()

    def watch_loops(self, *loops: PeriodicLoop) -> None:
        """Each is a problem while it does not run."""
        self._loops = loops

    def set_problems(self, part: str, *problems: str) -> None:
        """Replaces the problems of one part; none: it is working."""
        self._problems[part] = problems

    def problems(self) -> tuple[str, ...]:
        late = [problem for loop in self._loops if (problem := loop.problem()) is not None]
        return (*late, *(problem for problems in self._problems.values() for problem in problems))
