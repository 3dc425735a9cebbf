"""How many cases Hypothesis tries: the same ones at every `make test`, many new ones at `make fuzz`."""

import os

from hypothesis import HealthCheck, settings

FUZZ = os.environ.get("PAPERBOT_FUZZ", "")
TIMES = int(FUZZ or 1)
BY_THE_CLOCK = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)
ONE_FIXTURE = (*BY_THE_CLOCK, HealthCheck.function_scoped_fixture)
"""For a test whose fixture serves all cases."""


def load_profile() -> None:
    """A case that takes long is no failure: how long it takes is the machine's doing."""
    settings.register_profile(
        "paperbot",
        deadline=None,
        derandomize=not FUZZ,
        max_examples=25 * TIMES,
        print_blob=bool(FUZZ),
        suppress_health_check=BY_THE_CLOCK,
    )
    settings.load_profile("paperbot")


def examples(count: int, **more: object) -> settings:
    """So many at `make test`; at `make fuzz` as many times more as its TIMES says."""
    return settings(max_examples=count * TIMES, **more)
