"""What this process knows to be wrong, for /about and the log. Each part says its own and takes it back when mended."""


class Health:
    def __init__(self) -> None:
        self._problems: dict[str, tuple[str, ...]] = {}

    def says(self, part: str, *problems: str) -> None:
        """All that is wrong with a part now; nothing: it is well."""
        self._problems[part] = problems

    def problems(self) -> tuple[str, ...]:
        return tuple(problem for problems in self._problems.values() for problem in problems)
