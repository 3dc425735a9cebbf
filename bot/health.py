"""The current problems of this process, which `/about` shows. Each part reports its own, and clears them when fixed."""


class Health:
    def __init__(self) -> None:
        self._problems: dict[str, tuple[str, ...]] = {}

    def set_problems(self, part: str, *problems: str) -> None:
        """Replaces the problems of one part; none: it is working."""
        self._problems[part] = problems

    def problems(self) -> tuple[str, ...]:
        return tuple(problem for problems in self._problems.values() for problem in problems)
