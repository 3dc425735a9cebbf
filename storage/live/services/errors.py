"""Why a live source gave no usable response."""

TOO_FAST = "too fast"
BUDGET_SPENT = "budget spent"
UNREACHABLE = "unreachable"
REFUSED = "refused"
GONE = "gone"
UNREADABLE = "unreadable"
FAILING = "failing"


class SourceError(Exception):
    """`what` is shown to people ("OpenAlex: `what`") and contains no secret. `kind` is one of the constants above.

    `retry_after`: seconds that the source asks us to wait; None if it does not say.
    """

    def __init__(self, source: str, what: str, kind: str, retry_after: float | None = None) -> None:
        super().__init__(f"{source}: {what}")
        self.source = source
        self.what = what
        self.kind = kind
        self.retry_after = retry_after
