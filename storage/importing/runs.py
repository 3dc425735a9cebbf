"""The books of the imports: when a text was captured, who tells, and what came of it."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.importing.known import Ids, Teller
from storage.importing.tally import Tally
from storage.importing.write import insert_rows
from storage.tables import LIBRARY, metadata
from storage.upsert import upsert


@dataclass(frozen=True, slots=True)
class When:
    """The moment of an import. `captured` is the admin's word for the day the text was saved, if given."""

    now: dt.datetime
    captured: dt.date | None = None


async def library_teller(session: AsyncSession, file: str, captured: dt.date, ids: Ids) -> Teller:
    """All JSONL loads are one source: the givers' ids and names mean the same in each."""
    table = metadata.tables["source"]
    source = (await session.execute(select(table.c.id).where(table.c.kind == LIBRARY))).scalar()
    if source is None:
        source = ids.next("source")
        row = {"id": source, "kind": LIBRARY, "name": file, "captured": captured}
        await insert_rows(session, "source", [row])
    return Teller(source, LIBRARY)


async def day_of(session: AsyncSession, digest: str, when: When) -> dt.date:
    """The day a text was captured: as the admin says, else the day we first saw it, which then stays."""
    table = metadata.tables["document"]
    known = (await session.execute(select(table.c.captured).where(table.c.digest == digest))).scalar()
    captured = when.captured or known or when.now.date()
    if captured != known:
        await upsert(session, "document", [{"digest": digest, "captured": captured}])
    return captured


async def close_run(session: AsyncSession, run: int, digest: str, captured: dt.date, when: When, tally: Tally) -> None:
    row = {
        "id": run,
        "file": tally.file,
        "digest": digest,
        "started_at": when.now,
        "captured": captured,
        "new": tally.new,
        "changed": tally.changed_count,
        "unchanged": tally.unchanged,
        "refused": tally.refused_count,
    }
    await insert_rows(session, "import_run", [row])
