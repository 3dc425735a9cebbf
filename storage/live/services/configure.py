"""The live sources as they are set up. Their libraries, an extra of the package, are loaded for those set up alone."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING

from storage.live.services.limits import Bounds
from storage.live.services.rate_limit import Pace
from storage.live.services.source import LiveSource
from storage.schema.library import ARXIV, LIVE, OPENALEX, SEMANTIC_SCHOLAR

if TYPE_CHECKING:
    from storage.live.services.http import Asker

GAPS = {OPENALEX: 0.1, ARXIV: 3.0, SEMANTIC_SCHOLAR: 1.0}
"""Seconds between two requests, as each service asks for."""
LIBRARIES = {OPENALEX: "pyalex", ARXIV: "arxiv", SEMANTIC_SCHOLAR: "semanticscholar"}


@dataclass(frozen=True, slots=True)
class Config:
    """`services`: of storage.tables.LIVE. `version`: of the bot, for its name to the services."""

    services: Sequence[str]
    version: str
    contact: str | None = None
    openalex_key: str | None = field(default=None, repr=False)
    semantic_scholar_key: str | None = field(default=None, repr=False)
    openalex_url: str = "https://api.openalex.org"
    arxiv_url: str = "https://export.arxiv.org/api/query"
    semantic_scholar_url: str = "https://api.semanticscholar.org"
    bounds: Bounds = field(default_factory=Bounds)
    gaps: dict[str, float] = field(default_factory=lambda: dict(GAPS))


def live_sources(config: Config) -> tuple[LiveSource, ...]:
    """Raises ImportError where the libraries (the extra `live`) are not installed."""
    if lacking := [LIBRARIES[service] for service in config.services if find_spec(LIBRARIES[service]) is None]:
        raise ImportError(f"{', '.join(lacking)} not installed: the live sources need the extra [live]")
    makers = {OPENALEX: _openalex, ARXIV: _arxiv, SEMANTIC_SCHOLAR: _semantic_scholar}
    return tuple(makers[service](config) for service in config.services)


def user_agent(config: Config) -> str:
    return f"paperbot/{config.version}" + (f" (mailto:{config.contact})" if config.contact else "")


def _openalex(config: Config) -> LiveSource:
    from storage.live.services.openalex import OpenAlex

    secrets = {"Authorization": f"Bearer {config.openalex_key}"} if config.openalex_key else {}
    return OpenAlex(_asker(config, OPENALEX, secrets), config.openalex_url.rstrip("/"))


def _arxiv(config: Config) -> LiveSource:
    from storage.live.services.arxiv import Arxiv

    return Arxiv(_asker(config, ARXIV, {}), config.arxiv_url.rstrip("/"))


def _semantic_scholar(config: Config) -> LiveSource:
    from storage.live.services.semantic_scholar import SemanticScholar

    secrets = {"x-api-key": config.semantic_scholar_key} if config.semantic_scholar_key else {}
    return SemanticScholar(_asker(config, SEMANTIC_SCHOLAR, secrets), config.semantic_scholar_url.rstrip("/"))


def _asker(config: Config, service: str, secrets: dict[str, str]) -> "Asker":
    from storage.live.services.http import Asker

    headers = {"User-Agent": user_agent(config)}
    return Asker(LIVE[service], Pace(config.gaps[service]), headers, secrets, config.bounds)
