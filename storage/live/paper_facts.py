"""Stores a service's citation counts and TLDRs (machine-written summaries) of papers, with their date."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.bulk import rows_where_in, upsert
from storage.importing.undo_log import keep_replaced_rows
from storage.live.services.records import Work
from storage.schema.live import PaperLive


class PaperFacts(NamedTuple):
    as_of: dt.date
    citations: int | None
    tldr: str | None


async def write_paper_facts(
    session: AsyncSession, service: str, works: Mapping[int, Work], today: dt.date, run: int
) -> int:
    """`works` by paper. A missing value keeps the stored one and its date. Returns how many counts changed."""
    stored = await _stored_facts(session, service, works)
    rows: list[dict[str, Any]] = []
    changed, changed_counts = list[int](), 0
    for paper, work in works.items():
        before = stored.get(paper)
        after = _merged(before, work, today)
        if after.citations is None and after.tldr is None:
            continue
        rows.append({"paper": paper, "service": service, **after._asdict()})
        if before is None or before[1:] != after[1:]:
            changed.append(paper)
            changed_counts += before is None or before.citations != after.citations
    await keep_replaced_rows(session, run, col(PaperLive.paper), changed, {col(PaperLive.service): service})
    await upsert(session, PaperLive, rows)
    return changed_counts


async def _stored_facts(session: AsyncSession, service: str, papers: Mapping[int, Work]) -> dict[int, PaperFacts]:
    """By paper."""
    columns = select(col(PaperLive.paper), col(PaperLive.as_of), col(PaperLive.citations), col(PaperLive.tldr))
    of_service = columns.where(col(PaperLive.service) == service)
    rows = await rows_where_in(session, of_service, col(PaperLive.paper), papers)
    return {paper: PaperFacts(as_of, citations, tldr) for paper, as_of, citations, tldr in rows}


def _merged(before: PaperFacts | None, work: Work, today: dt.date) -> PaperFacts:
    """The date is that of the citation count."""
    if before is None:
        return PaperFacts(today, work.citations, work.tldr)
    tldr = before.tldr if work.tldr is None else work.tldr
    if work.citations is None:
        return PaperFacts(before.as_of, before.citations, tldr)
    return PaperFacts(today, work.citations, tldr)
