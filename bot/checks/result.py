"""The result of one check."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CheckResult:
    name: str
    ok: bool
    message: str
    """What was found; if it is not ok, also how to fix it."""


def check_passed(name: str, message: str) -> CheckResult:
    return CheckResult(name, True, message)


def check_failed(name: str, message: str) -> CheckResult:
    return CheckResult(name, False, message)
