"""What a service says of papers beside their text: citations, and a summary made by a machine; each with its day."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.row_types import AnyRow
from storage.database.upsert import upsert
from storage.importing.fetch import rows_among
from storage.importing.undo_log import keep
from storage.live.services.records import Work
from storage.schema.columns import table_of
from storage.schema.live import PaperLive


async def write_paper_facts(
    session: AsyncSession, service: str, said: Mapping[int, Work], today: dt.date, run: int
) -> int:
    """`said` by paper. Silence leaves what was known, and its day. Returns how many citation counts changed."""
    of_service = select(*table_of(PaperLive).c).where(col(PaperLive.service) == service)
    known = {row.paper: row for row in await rows_among(session, of_service, col(PaperLive.paper), said)}
    rows: list[dict[str, Any]] = []
    changed, counts = list[int](), 0
    for paper, work in said.items():
        before = known.get(paper)
        row = _row(paper, service, work, today, before)
        if row["citations"] is None and row["tldr"] is None:
            continue
        rows.append(row)
        if before is None or (before.citations, before.tldr) != (row["citations"], row["tldr"]):
            changed.append(paper)
            counts += before is None or before.citations != row["citations"]
    await keep(session, run, "paper_live", "paper", changed, service=service)
    await upsert(session, PaperLive, rows)
    return counts


def _row(paper: int, service: str, work: Work, today: dt.date, before: AnyRow | None) -> dict[str, Any]:
    row = {"paper": paper, "service": service, "as_of": today, "citations": work.citations, "tldr": work.tldr}
    if before is not None and work.citations is None:
        row |= {"as_of": before.as_of, "citations": before.citations}
    if before is not None and work.tldr is None:
        row["tldr"] = before.tldr
    return row
