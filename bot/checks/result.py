"""The result of one check."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class CheckResult:
    name: str
    status: Literal["ok", "fail", "next"]
    """`next`: nothing is wrong; something is still to be done."""
    message: str
    """What was found; if it is not ok, also how to fix it."""

    @property
    def ok(self) -> bool:
        return self.status == "ok"


def check_passed(name: str, message: str) -> CheckResult:
    return CheckResult(name, "ok", message)


def check_failed(name: str, message: str) -> CheckResult:
    return CheckResult(name, "fail", message)


def check_missing(name: str, message: str, *, is_new: bool) -> CheckResult:
    """`is_new`: nothing has run yet, so that it is not expected to be there."""
    return CheckResult(name, "next" if is_new else "fail", message)
