"""Loads one file into the store: read, compare chunk by chunk, write; one transaction, so all of it or nothing."""

import asyncio
import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.importing.compare import PaperOutcome, compare
from storage.importing.fetch import fetch_ids, fetch_known
from storage.importing.from_jsonl import read_jsonl
from storage.importing.from_profile import profile_records
from storage.importing.input import Input
from storage.importing.known import LIBRARY, Ids, Teller
from storage.importing.metrics import write_profile
from storage.importing.owner import ProfileText, settle_owner
from storage.importing.record import PaperRecord
from storage.importing.report import FileReport, Refusal, refused_file
from storage.importing.values import Change
from storage.importing.write import insert_rows, write_known
from storage.profile.decode import MAX_PROFILE_BYTES, decode_text
from storage.profile.model import Profile, ProfileError
from storage.profile.parse import parse_profile
from storage.store import Store
from storage.tables import metadata
from storage.upsert import upsert

CHUNK_PAPERS = 2_000
CHUNK_NAMES = 20_000
KEPT = 1_000
Progress = Callable[[int, float], None]
"""Is told the number of papers read so far, and the share of the file that is behind us, 0 to 1."""


@dataclass(frozen=True, slots=True)
class When:
    """The moment of an import. `captured` is the admin's word for the day the text was saved, if given."""

    now: dt.datetime
    captured: dt.date | None = None


@dataclass(slots=True)
class _Tally:
    """What the report will say, while it is counted."""

    file: str
    new: int = 0
    unchanged: int = 0
    changed: list[PaperOutcome] = field(default_factory=list[PaperOutcome])
    changed_count: int = 0
    refused: list[Refusal] = field(default_factory=list[Refusal])
    refused_count: int = 0
    warnings: list[str] = field(default_factory=list[str])
    profile: str | None = None
    profile_is_new: bool = False
    profile_changes: list[Change] = field(default_factory=list[Change])

    def refuse(self, refusal: Refusal) -> None:
        self.refused_count += 1
        if len(self.refused) < KEPT:
            self.refused.append(refusal)

    def count(self, outcomes: Iterable[PaperOutcome]) -> None:
        for outcome in outcomes:
            if outcome.first_line is not None and len(self.warnings) < KEPT:
                self.warnings.append(f"line {outcome.line} is the paper of line {outcome.first_line} again")
            self.new += outcome.is_new
            self.changed_count += bool(outcome.changes)
            self.unchanged += not outcome.is_new and not outcome.changes
            if outcome.changes and len(self.changed) < KEPT:
                self.changed.append(outcome)

    def report(self) -> FileReport:
        return FileReport(
            self.file,
            self.new,
            tuple(self.changed),
            self.changed_count,
            self.unchanged,
            tuple(self.refused),
            self.refused_count,
            tuple(self.warnings),
            self.profile,
            self.profile_is_new,
            tuple(self.profile_changes),
        )


async def import_file(
    store: Store, source: Input, when: When, progress: Progress = lambda papers, share: None
) -> FileReport:
    """Never raises for what is in the file: the report says what was refused and why."""
    try:
        digest = await asyncio.to_thread(source.digest)
        if source.is_jsonl():
            return await _import_jsonl(store, source, digest, when, progress)
        profile = await asyncio.to_thread(_read_profile, source)
    except ProfileError as error:
        return refused_file(error.file, error.what, error.line)
    except OSError as error:
        return refused_file(source.name, f"cannot be read: {error.strerror or error}")
    return await _import_profile(store, source, profile, digest, when)


def _read_profile(source: Input) -> Profile:
    with source.open() as stream:
        return parse_profile(decode_text(stream.read(MAX_PROFILE_BYTES + 1), source.name), source.name)


async def _import_profile(store: Store, source: Input, profile: Profile, digest: str, when: When) -> FileReport:
    tally = _Tally(source.name, warnings=list(profile.warnings), profile=profile.name)
    for error in profile.refused:
        tally.refuse(Refusal(error.file, error.line, error.what))
    async with store.writing() as session:
        captured = await _day_of(session, digest, when)
        records = await asyncio.to_thread(profile_records, profile, captured)
        ids = await fetch_ids(session)
        run = ids.next("import_run")
        teller = await settle_owner(session, ProfileText(source.name, profile.name, records, captured), ids, run)
        seen: dict[int, int] = {}
        for chunk in _chunks(records, tally):
            await _load_chunk(session, chunk, teller, ids, run, tally, seen)
        tally.profile_is_new = teller.is_new
        tally.profile_changes = await write_profile(session, profile, teller, captured, ids, run)
        await _close_run(session, run, digest, captured, when, tally)
    return tally.report()


async def _import_jsonl(store: Store, source: Input, digest: str, when: When, progress: Progress) -> FileReport:
    tally = _Tally(source.name)
    unknown: set[str] = set()
    async with store.writing() as session:
        captured = await _day_of(session, digest, when)
        ids = await fetch_ids(session)
        run = ids.next("import_run")
        teller = await _library(session, source.name, captured, ids)
        seen: dict[int, int] = {}
        with source.open() as lines:
            chunks = _chunks(read_jsonl(lines, source.name, unknown), tally)
            while (chunk := await asyncio.to_thread(next, chunks, None)) is not None:
                await _load_chunk(session, chunk, teller, ids, run, tally, seen)
                progress(tally.new + tally.changed_count + tally.unchanged, lines.tell() / source.size)
        if unknown:
            tally.warnings.append("keys not known here were passed over: " + ", ".join(sorted(unknown)[:20]))
        await _close_run(session, run, digest, captured, when, tally)
    return tally.report()


def _chunks(items: Iterable[PaperRecord | Refusal], tally: _Tally) -> Iterator[list[PaperRecord]]:
    """Records in portions that fit in memory and in a statement; refusals are counted on the way."""
    chunk: list[PaperRecord] = []
    names = 0
    for item in items:
        if isinstance(item, Refusal):
            tally.refuse(item)
            continue
        chunk.append(item)
        names += len(item.authors)
        if len(chunk) >= CHUNK_PAPERS or names >= CHUNK_NAMES:
            yield chunk
            chunk, names = [], 0
    if chunk:
        yield chunk


async def _load_chunk(
    session: AsyncSession,
    chunk: list[PaperRecord],
    teller: Teller,
    ids: Ids,
    run: int,
    tally: _Tally,
    seen: dict[int, int],
) -> None:
    known = await fetch_known(session, chunk, teller, ids)
    tally.count(await asyncio.to_thread(compare, chunk, known, teller, seen))
    await write_known(session, known, teller, run)


async def _library(session: AsyncSession, file: str, captured: dt.date, ids: Ids) -> Teller:
    table = metadata.tables["source"]
    source = (await session.execute(select(table.c.id).where(table.c.kind == LIBRARY))).scalar()
    if source is None:
        source = ids.next("source")
        row = {"id": source, "kind": LIBRARY, "name": file, "captured": captured}
        await insert_rows(session, "source", [row])
    return Teller(source, LIBRARY)


async def _day_of(session: AsyncSession, digest: str, when: When) -> dt.date:
    """The day a text was captured: as the admin says, else the day we first saw it, which then stays."""
    table = metadata.tables["document"]
    known = (await session.execute(select(table.c.captured).where(table.c.digest == digest))).scalar()
    captured = when.captured or known or when.now.date()
    if captured != known:
        await upsert(session, "document", [{"digest": digest, "captured": captured}])
    return captured


async def _close_run(
    session: AsyncSession, run: int, digest: str, captured: dt.date, when: When, tally: _Tally
) -> None:
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
