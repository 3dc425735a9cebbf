"""Loads one file into the store: read, compare chunk by chunk, write; one transaction, so all of it or nothing."""

import asyncio
import hashlib
from collections.abc import Callable, Iterable, Iterator

from sqlalchemy.ext.asyncio import AsyncSession

from storage.database.database import Store
from storage.importing.compare import compare_records
from storage.importing.fetch import fetch_known, fetch_next_ids
from storage.importing.from_profile import profile_records
from storage.importing.known import FileState, NextIds, SourceState
from storage.importing.metrics import write_profile_header
from storage.importing.profile_owner import ProfileText, identify_owner
from storage.importing.readers import read_bulk
from storage.importing.record import PaperRecord
from storage.importing.report import FileReport, Refusal, refused_file
from storage.importing.runs import ImportContext, close_run, fetch_library_source, open_run, settle_capture_day
from storage.importing.source_file import FileFormat, SourceFile
from storage.importing.tally import ImportCounts
from storage.importing.vanished import mark_vanished
from storage.importing.write import mark_authors_changed, write_known
from storage.profile.decode import MAX_PROFILE_BYTES, decode_text
from storage.profile.model import Profile, ProfileError
from storage.profile.parse import parse_profile

CHUNK_PAPERS = 2_000
CHUNK_NAMES = 20_000
Progress = Callable[[int, float], None]
"""Is told the number of papers read so far, and the share of the file that is behind us, 0 to 1; 0: not known."""


async def import_file(
    store: Store, source: SourceFile, when: ImportContext, progress: Progress = lambda papers, share: None
) -> FileReport:
    """Never raises for what is in the file: the report says what was refused and why."""
    try:
        digest = await asyncio.to_thread(source.digest)
        form = await asyncio.to_thread(source.format)
        if form is not FileFormat.PROFILE:
            return await _import_bulk(store, source, form, digest, when, progress)
        text = await asyncio.to_thread(_read_text, source)
        profile = await asyncio.to_thread(parse_profile, text, source.name)
    except ProfileError as error:
        return refused_file(error.file, error.what, error.line)
    except OSError as error:
        return refused_file(source.name, f"cannot be read: {error.strerror or error}")
    # A text is the same text whatever its line ends are; so it is the decoded one that has a day of capture.
    text_digest = hashlib.sha256(text.encode()).hexdigest()
    return await _import_profile(store, source, profile, (digest, text_digest), when)


def _read_text(source: SourceFile) -> str:
    with source.open() as stream:
        text = decode_text(stream.read(MAX_PROFILE_BYTES + 1), source.name)
    if (form := source.looks_like()) in (FileFormat.BIBTEX, FileFormat.RIS):
        suffix = ".ris" if form is FileFormat.RIS else ".bib"
        raise ProfileError(source.name, 1, f"expected a profile text, found {form.value}: name the file {suffix}")
    return text


async def _import_profile(
    store: Store, source: SourceFile, profile: Profile, digests: tuple[str, str], when: ImportContext
) -> FileReport:
    digest, text_digest = digests
    tally = ImportCounts(source.name, warnings=list(profile.warnings), profile=profile.name)
    for error in profile.refused:
        tally.refuse(Refusal(error.file, error.line, error.what))
    async with store.writing(dry_run=when.dry_run) as session:
        ids = await fetch_next_ids(session)
        run = open_run(ids)
        captured = await settle_capture_day(session, text_digest, when, run.id)
        records = await asyncio.to_thread(profile_records, profile, captured)
        text = ProfileText(source.name, profile.name, records, captured)
        teller, telling = await identify_owner(session, text, ids, run.id)
        for chunk in split_into_chunks(records, tally):
            await import_chunk(session, chunk, teller, telling, ids, run.id, tally)
        tally.profile_is_new = teller.is_new
        tally.profile_changes = await write_profile_header(session, profile, teller, captured, ids, run.id)
        if teller.newest and not profile.refused:  # a paper that is refused has not vanished
            tally.vanished = await mark_vanished(session, teller.id, telling.lines.keys(), captured, run.id)
        await mark_authors_changed(session, run.id)
        await close_run(session, run, digest, captured, when, tally)
    return tally.report()


async def _import_bulk(
    store: Store, source: SourceFile, form: FileFormat, digest: str, when: ImportContext, progress: Progress
) -> FileReport:
    tally = ImportCounts(source.name)
    unknown: set[str] = set()
    async with store.writing(dry_run=when.dry_run) as session:
        ids = await fetch_next_ids(session)
        run = open_run(ids)
        captured = await settle_capture_day(session, digest, when, run.id)
        teller = await fetch_library_source(session, source.name, captured, ids)
        telling = FileState()
        with source.open() as lines:
            portions = split_into_chunks(read_bulk(lines, form, source.name, unknown, tally.warnings), tally)
            while (chunk := await asyncio.to_thread(next, portions, None)) is not None:
                await import_chunk(session, chunk, teller, telling, ids, run.id, tally)
                share = lines.tell() / source.size if form is FileFormat.JSONL else 0  # the others are read as a whole
                progress(tally.new + tally.changed_count + tally.unchanged, share)
        if unknown:
            tally.warnings.append("keys not known here were passed over: " + ", ".join(sorted(unknown)[:20]))
        await mark_authors_changed(session, run.id)
        await close_run(session, run, digest, captured, when, tally)
    return tally.report()


def split_into_chunks(items: Iterable[PaperRecord | Refusal], tally: ImportCounts) -> Iterator[list[PaperRecord]]:
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


async def import_chunk(
    session: AsyncSession,
    chunk: list[PaperRecord],
    teller: SourceState,
    telling: FileState,
    ids: NextIds,
    run: int,
    tally: ImportCounts,
) -> None:
    known = await fetch_known(session, chunk, teller, ids, telling.retitled)
    tally.count(await asyncio.to_thread(compare_records, chunk, known, teller, telling))
    await write_known(session, known, teller, run)
