"""Builds sources for the tests (fast, at the address of the local server) and the responses they read."""

from dataclasses import replace
from typing import Any

from storage.live.services.configure import SourcesConfig, build_sources
from storage.live.services.request_limits import RequestLimits
from storage.live.services.source import SourceClient
from tests.live.services.fake_server import Services
from tests.patience import patient

EVERY = ("openalex", "arxiv", "semantic_scholar")
FAST = RequestLimits(timeout=patient(0.6), attempts=3, backoff=0.01, longest_wait=0.3, max_bytes=1_000_000)
SHORT = replace(FAST, timeout=0.6)
"""For a service that keeps silent, which is waited for to the end."""


def source(service: str, services: Services, **how: Any) -> SourceClient:
    config: dict[str, Any] = {
        "version": "0.1.0",
        "contact": "lab@example.org",
        "openalex_key": "secret-o",
        "semantic_scholar_key": "secret-s",
        "openalex_url": services.url,
        "arxiv_url": services.url + "/api/query",
        "semantic_scholar_url": services.url,
        "limits": FAST,
        "intervals": dict.fromkeys(EVERY, 0.0),
    }
    return build_sources(SourcesConfig((service,), **(config | how)))[0]


def feed(*entries: str, total: int | None = None) -> str:
    count = len(entries) if total is None else total
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"'
        ' xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom">'
        f"<id>http://arxiv.org/api/x</id><opensearch:totalResults>{count}</opensearch:totalResults>"
        f"{''.join(entries)}</feed>\n"
    )


def entry(key: str = "2301.00001v2", title: str = "A Title", published: str = "2023-01-05T10:00:00Z") -> str:
    return (
        f"<entry><id>http://arxiv.org/abs/{key}</id><title>{title}</title><updated>{published}</updated>"
        f"<published>{published}</published><summary>What it says.</summary>"
        "<author><name>Ada Lovelace</name></author><arxiv:doi>10.1000/ABC</arxiv:doi>"
        '<arxiv:primary_category term="cs.CL"/></entry>'
    )


def work(key: str = "W1", **how: object) -> dict[str, object]:
    return {"id": f"https://openalex.org/{key}", "title": "A Title"} | how


def page(*works: object, cursor: object = None) -> dict[str, object]:
    return {"meta": {"count": len(works), "next_cursor": cursor}, "results": list(works)}


def paper(key: str, **how: object) -> dict[str, object]:
    return {"paperId": key, "title": f"Title {key}"} | how
