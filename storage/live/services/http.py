"""Asks one source over HTTP, for all three client libraries: in time, at its pace, and only so much.

It stands where the libraries expect a session of `requests`. Their own sessions have no end: no time-out at all
(pyalex, arxiv), tries for minutes within one call (semanticscholar), and an unknown address of the service.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from requests import exceptions

from storage.live.services.deadline import Watch
from storage.live.services.errors import FAILING, TOO_FAST, UNREACHABLE, UNREADABLE, SourceError
from storage.live.services.http_errors import refusal
from storage.live.services.limits import Bounds
from storage.live.services.rate_limit import Pace

_AGAIN = (TOO_FAST, UNREACHABLE, FAILING)
_MOVED = (301, 302, 303, 307, 308)
_HOPS = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """Of status 200. What the libraries use of a response of `requests`."""

    content: bytes
    status_code: int = 200

    def json(self) -> Any:
        """Raises ValueError or RecursionError."""
        return json.loads(self.content)

    def raise_for_status(self) -> None:
        pass


@dataclass(frozen=True, slots=True)
class Asker:
    source: str
    pace: Pace
    headers: Mapping[str, str]
    secrets: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """Headers for the asked address alone: a redirect to another one does not carry them."""
    bounds: Bounds = field(default_factory=Bounds)

    def get(self, url: str, **_: object) -> Answer:
        """What the libraries say of headers and keys does not count. Raises SourceError."""
        return self.send(url)

    def send(self, url: str, payload: Any = None) -> Answer:
        """Posts the payload where there is one. Raises SourceError."""
        pause = self.bounds.pause
        for left in reversed(range(self.bounds.tries)):
            try:
                return self._follow(url, payload)
            except SourceError as error:
                wait = pause if error.retry_after is None else error.retry_after
                if not left or error.kind not in _AGAIN or wait > self.bounds.most_wait:
                    raise
                self.pace.sleep(wait)
                pause *= 2
        raise AssertionError("no try was allowed")

    def _follow(self, url: str, payload: Any) -> Answer:
        home, seen = _place(url), {url}
        for _ in range(_HOPS):
            secrets = self.secrets if _place(url) == home else dict[str, str]()
            with self.pace.turn():
                status, headers, body = self._once(url, {**self.headers, **secrets}, payload)
            if status == 200:
                return Answer(body)
            if status not in _MOVED:
                raise refusal(self.source, status, headers, body)
            url = self._moved(url, headers)
            if url in seen:
                break
            seen.add(url)
        raise SourceError(self.source, "it sends from one address to the next without end", UNREADABLE)

    def _moved(self, url: str, headers: Mapping[str, str]) -> str:
        try:
            target = urljoin(url, headers.get("Location", "").strip())
            if urlsplit(target).scheme in ("http", "https") and urlsplit(target).hostname:
                return target
        except ValueError:
            pass
        raise SourceError(self.source, "it moved to an address that is none", UNREADABLE)

    def _once(self, url: str, headers: Mapping[str, str], payload: Any) -> tuple[int, Mapping[str, str], bytes]:
        with Watch(self.bounds.seconds) as watch:
            try:
                return self._read(watch, url, headers, payload)
            except (exceptions.RequestException, ValueError, OSError) as error:
                # The text of these holds the address that was asked; only the kind is told.
                raise self._broken(error, watch) from None

    def _read(
        self, watch: Watch, url: str, headers: Mapping[str, str], payload: Any
    ) -> tuple[int, Mapping[str, str], bytes]:
        with (
            watch.session() as session,
            session.request(
                "GET" if payload is None else "POST",
                url,
                json=payload,
                headers=dict(headers),
                auth=_unchanged,
                stream=True,
                allow_redirects=False,
                timeout=self.bounds.seconds,
            ) as response,
        ):
            body = bytearray()
            for piece in response.iter_content(65_536):
                body += piece
                if len(body) > self.bounds.most_bytes:
                    raise SourceError(self.source, "its answer is far too long", UNREADABLE)
            if watch.rang:  # a body without a length just ends when it is shut
                raise exceptions.ReadTimeout
            return response.status_code, response.headers, bytes(body)

    def _broken(self, error: Exception, watch: Watch) -> SourceError:
        if watch.rang or isinstance(error, exceptions.Timeout):
            return SourceError(self.source, f"it did not answer within {self.bounds.seconds:g} seconds", UNREACHABLE)
        if isinstance(error, exceptions.ContentDecodingError):
            return SourceError(self.source, "its answer cannot be unpacked", UNREADABLE)
        return SourceError(self.source, "it cannot be reached, or broke off", UNREACHABLE)


def _place(url: str) -> tuple[str, str | None, int | None]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "", None, None
    return parts.scheme, parts.hostname, port


def _unchanged(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Said as the authorization, so that no .netrc of the machine puts its own in."""
    return request
