"""Limits of one request to a live source."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RequestLimits:
    """Durations are in seconds."""

    timeout: float = 30.0
    """For the whole request, its redirects excepted."""
    attempts: int = 3
    backoff: float = 2.0
    """Before the second attempt, where the source does not say how long to wait; doubled before each further one."""
    longest_wait: float = 60.0
    """If the source asks for a longer wait, the request fails instead."""
    max_bytes: int = 16 * 2**20
    """Of a response, decompressed."""
