"""The one HTTP client behind all three client packages: with a deadline, a rate limit and a size limit.

It takes the place of the `requests` session that the packages expect. Their own have no such limits: no timeout at all
(pyalex, arxiv), retries for minutes within one call (semanticscholar), and a fixed address of the service.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from requests import exceptions

from storage.live.services.deadline import Deadline
from storage.live.services.errors import FAILING, TOO_FAST, UNREACHABLE, UNREADABLE, SourceError
from storage.live.services.http_errors import http_error
from storage.live.services.rate_limit import RateLimiter
from storage.live.services.request_limits import RequestLimits

_RETRIED = (TOO_FAST, UNREACHABLE, FAILING)
_REDIRECTS = (301, 302, 303, 307, 308)
_MAX_REDIRECTS = 5


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """A response with status 200: the part of a `requests` response that the client packages use."""

    content: bytes
    status_code: int = 200

    def json(self) -> Any:
        """Raises ValueError or RecursionError."""
        return json.loads(self.content)

    def raise_for_status(self) -> None:
        pass


@dataclass(frozen=True, slots=True)
class HttpClient:
    source: str
    """The display name of the source, for errors."""
    rate_limiter: RateLimiter
    headers: Mapping[str, str]
    secrets: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """Headers for the requested origin alone: a redirect to another port or scheme does not carry them."""
    limits: RequestLimits = field(default_factory=RequestLimits)

    def get(self, url: str, **_: object) -> HttpResponse:
        """Ignores what the client packages pass as headers and keys. Raises SourceError."""
        return self.send(url)

    def send(self, url: str, payload: Any = None) -> HttpResponse:
        """POSTs the payload as JSON if there is one, else GETs. Raises SourceError."""
        backoff = self.limits.backoff
        for attempts_left in reversed(range(self.limits.attempts)):
            try:
                return self._follow_redirects(url, payload)
            except SourceError as error:
                wait = backoff if error.retry_after is None else error.retry_after
                if not attempts_left or error.kind not in _RETRIED or wait > self.limits.longest_wait:
                    raise
                self.rate_limiter.sleep(wait)
                backoff *= 2
        raise AssertionError("RequestLimits.attempts is 0")

    def _follow_redirects(self, url: str, payload: Any) -> HttpResponse:
        home, seen = _origin(url), {url}
        for _ in range(_MAX_REDIRECTS):
            secrets = self.secrets if _origin(url) == home else dict[str, str]()
            with self.rate_limiter.slot():
                status, headers, body = self._send_once(url, {**self.headers, **secrets}, payload)
            if status == 200:
                return HttpResponse(body)
            if status not in _REDIRECTS:
                raise http_error(self.source, status, headers, body)
            url = self._redirect_target(url, headers)
            if urlsplit(url).hostname != home[1]:  # it could lead to a machine of the lab's own network
                raise SourceError(self.source, "redirected to another host", UNREADABLE)
            if url in seen:
                break
            seen.add(url)
        raise SourceError(self.source, "too many redirects", UNREADABLE)

    def _redirect_target(self, url: str, headers: Mapping[str, str]) -> str:
        try:
            target = urljoin(url, headers.get("Location", "").strip())
            if urlsplit(target).scheme in ("http", "https") and urlsplit(target).hostname:
                return target
        except ValueError:
            pass
        raise SourceError(self.source, "redirected to an invalid address", UNREADABLE)

    def _send_once(self, url: str, headers: Mapping[str, str], payload: Any) -> tuple[int, Mapping[str, str], bytes]:
        """Returns (status, headers, body)."""
        with Deadline(self.limits.timeout) as deadline:
            try:
                return self._read(deadline, url, headers, payload)
            except (exceptions.RequestException, ValueError, OSError) as error:
                # Their text contains the whole address, and with it perhaps a key: only the kind is passed on.
                raise self._connection_error(error, deadline) from None

    def _read(
        self, deadline: Deadline, url: str, headers: Mapping[str, str], payload: Any
    ) -> tuple[int, Mapping[str, str], bytes]:
        with (
            deadline.session() as session,
            session.request(
                "GET" if payload is None else "POST",
                url,
                json=payload,
                headers=dict(headers),
                auth=_no_netrc,
                stream=True,
                allow_redirects=False,
                timeout=self.limits.timeout,
            ) as response,
        ):
            body = bytearray()
            for piece in response.iter_content(65_536):
                body += piece
                if len(body) > self.limits.max_bytes:
                    raise SourceError(self.source, "response too large", UNREADABLE)
            if deadline.has_passed:  # a body without a Content-Length just ends when its socket is shut down
                raise exceptions.ReadTimeout
            return response.status_code, response.headers, bytes(body)

    def _connection_error(self, error: Exception, deadline: Deadline) -> SourceError:
        if deadline.has_passed or isinstance(error, exceptions.Timeout):
            return SourceError(self.source, f"no response within {self.limits.timeout:g} seconds", UNREACHABLE)
        if isinstance(error, exceptions.ContentDecodingError):
            return SourceError(self.source, "response could not be decompressed", UNREADABLE)
        return SourceError(self.source, "could not connect, or the connection was lost", UNREACHABLE)


def _origin(url: str) -> tuple[str, str | None, int | None]:
    """(scheme, host, port)."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "", None, None
    return parts.scheme, parts.hostname, port


def _no_netrc(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """An `auth` that changes nothing: without one, `requests` would take credentials from a .netrc file."""
    return request
