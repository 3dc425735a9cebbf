"""Builds the configured live sources. Their client packages (the extra `live`) are imported for those alone."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING

from storage.live.services.rate_limit import RateLimiter
from storage.live.services.request_limits import RequestLimits
from storage.live.services.source import SourceClient
from storage.schema.library import ARXIV, LIVE, OPENALEX, SEMANTIC_SCHOLAR

if TYPE_CHECKING:
    from storage.live.services.http import HttpClient

REQUEST_INTERVALS = {OPENALEX: 0.1, ARXIV: 3.0, SEMANTIC_SCHOLAR: 1.0}
"""Seconds between two requests, as each service's terms ask for."""
CLIENT_PACKAGES = {OPENALEX: "pyalex", ARXIV: "arxiv", SEMANTIC_SCHOLAR: "semanticscholar"}


@dataclass(frozen=True, slots=True)
class SourcesConfig:
    """`services`: keys of LIVE. `version` and `contact` (an e-mail address) go into the User-Agent header.

    `intervals`: seconds between two requests, by service.
    """

    services: Sequence[str]
    version: str
    contact: str | None = None
    openalex_key: str | None = field(default=None, repr=False)
    semantic_scholar_key: str | None = field(default=None, repr=False)
    openalex_url: str = "https://api.openalex.org"
    arxiv_url: str = "https://export.arxiv.org/api/query"
    semantic_scholar_url: str = "https://api.semanticscholar.org"
    limits: RequestLimits = field(default_factory=RequestLimits)
    intervals: dict[str, float] = field(default_factory=lambda: dict(REQUEST_INTERVALS))


def build_sources(config: SourcesConfig) -> tuple[SourceClient, ...]:
    """Raises ImportError if a client package (the extra `live`) is not installed."""
    if missing := [CLIENT_PACKAGES[service] for service in config.services if not is_client_installed(service)]:
        raise ImportError(f"{', '.join(missing)} not installed: live sources need the extra [live]")
    builders = {OPENALEX: _openalex, ARXIV: _arxiv, SEMANTIC_SCHOLAR: _semantic_scholar}
    return tuple(builders[service](config) for service in config.services)


def is_client_installed(service: str) -> bool:
    return find_spec(CLIENT_PACKAGES[service]) is not None


def user_agent(config: SourcesConfig) -> str:
    return f"paperbot/{config.version}" + (f" (mailto:{config.contact})" if config.contact else "")


def _openalex(config: SourcesConfig) -> SourceClient:
    from storage.live.services.openalex import OpenAlex

    secrets = {"Authorization": f"Bearer {config.openalex_key}"} if config.openalex_key else {}
    return OpenAlex(_http_client(config, OPENALEX, secrets), config.openalex_url.rstrip("/"))


def _arxiv(config: SourcesConfig) -> SourceClient:
    from storage.live.services.arxiv import Arxiv

    return Arxiv(_http_client(config, ARXIV, {}), config.arxiv_url.rstrip("/"))


def _semantic_scholar(config: SourcesConfig) -> SourceClient:
    from storage.live.services.semantic_scholar import SemanticScholar

    secrets = {"x-api-key": config.semantic_scholar_key} if config.semantic_scholar_key else {}
    return SemanticScholar(_http_client(config, SEMANTIC_SCHOLAR, secrets), config.semantic_scholar_url.rstrip("/"))


def _http_client(config: SourcesConfig, service: str, secrets: dict[str, str]) -> "HttpClient":
    from storage.live.services.http import HttpClient

    headers = {"User-Agent": user_agent(config)}
    return HttpClient(LIVE[service], RateLimiter(config.intervals[service]), headers, secrets, config.limits)
