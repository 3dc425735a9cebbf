"""Imports one file into the store: reads it, compares it chunk by chunk, writes it. One transaction: all or nothing."""

import asyncio
import hashlib
from collections.abc import Callable, Iterable, Iterator

from sqlalchemy.ext.asyncio import AsyncSession

from storage.database.database import Store
from storage.importing.compare import compare_records
from storage.importing.fetch import fetch_chunk
from storage.importing.from_profile import profile_records
from storage.importing.profile_source import identify_owner, mark_vanished, write_profile_header
from storage.importing.readers import read_bulk
from storage.importing.record import PaperRecord
from storage.importing.report import FileReport, ImportCounts, Refusal, refused_file
from storage.importing.runs import ImportContext, finish_import, start_import, use_library_source
from storage.importing.source_file import FileFormat, SourceFile
from storage.importing.state import ImportState
from storage.importing.write import write_chunk
from storage.profile.decode import MAX_PROFILE_BYTES, decode_text
from storage.profile.model import Profile, ProfileError
from storage.profile.parse import parse_profile

CHUNK_PAPERS = 2_000
"""Papers in a chunk, at most: what fits in memory and in a statement."""
CHUNK_NAMES = 20_000
"""Author names in a chunk; the paper that reaches this number is its last."""
Progress = Callable[[int, float], None]
"""Called with the number of papers read so far, and the share of the file that is done, 0 to 1 (0: unknown)."""
MAX_UNKNOWN_KEYS = 20
"""Unknown keys of a JSONL file that the warning names."""


async def import_file(
    store: Store, source: SourceFile, context: ImportContext, progress: Progress = lambda papers, share: None
) -> FileReport:
    """Never raises for what is in the file: the report says what was refused and why."""
    try:
        digest = await asyncio.to_thread(source.digest)
        form = await asyncio.to_thread(source.format)
        if form is not FileFormat.PROFILE:
            return await _import_bulk(store, source, form, digest, context, progress)
        text = await asyncio.to_thread(_read_text, source)
        profile = await asyncio.to_thread(parse_profile, text, source.name)
    except ProfileError as error:
        return refused_file(error.file, error.what, error.line)
    except OSError as error:
        return refused_file(source.name, f"cannot be read: {error.strerror or error}")
    # A text is the same text whatever its line ends are, so its day of capture belongs to the decoded one.
    text_digest = hashlib.sha256(text.encode()).hexdigest()
    return await _import_profile(store, source.name, profile, (digest, text_digest), context)


def _read_text(source: SourceFile) -> str:
    with source.open() as stream:
        text = decode_text(stream.read(MAX_PROFILE_BYTES + 1), source.name)
    if (form := source.looks_like()) in (FileFormat.BIBTEX, FileFormat.RIS):
        suffix = ".ris" if form is FileFormat.RIS else ".bib"
        raise ProfileError(source.name, 1, f"expected a profile text, found {form.value}: name the file {suffix}")
    return text


async def _import_profile(
    store: Store, file: str, profile: Profile, digests: tuple[str, str], context: ImportContext
) -> FileReport:
    counts = ImportCounts(file, warnings=list(profile.warnings), profile=profile.name)
    for error in profile.refused:
        counts.add_refusal(Refusal(error.file, error.line, error.what))
    async with store.writing(dry_run=context.dry_run) as session:
        state = await start_import(session, counts, context, *digests)
        records = await asyncio.to_thread(profile_records, profile, state.file.captured)
        await identify_owner(session, state, profile.name, records)
        for chunk in split_into_chunks(records, counts):
            await import_chunk(session, state, chunk)
        counts.profile_is_new = state.source.is_new
        counts.profile_changes = await write_profile_header(session, state, profile)
        if state.source.newest and not profile.refused:  # a paper that is refused has not vanished
            counts.vanished = await mark_vanished(session, state)
        await finish_import(session, state, context)
    return counts.report()


async def _import_bulk(
    store: Store, source: SourceFile, form: FileFormat, digest: str, context: ImportContext, progress: Progress
) -> FileReport:
    counts = ImportCounts(source.name)
    unknown: set[str] = set()
    async with store.writing(dry_run=context.dry_run) as session:
        state = await start_import(session, counts, context, digest, digest)
        await use_library_source(session, state)
        with source.open() as lines:
            portions = split_into_chunks(read_bulk(lines, form, source.name, unknown, counts.warnings), counts)
            while (chunk := await asyncio.to_thread(next, portions, None)) is not None:
                await import_chunk(session, state, chunk)
                share = lines.tell() / source.size if form is FileFormat.JSONL else 0  # the others are read as a whole
                progress(counts.new + counts.changed_count + counts.unchanged, share)
        if unknown:
            counts.warnings.append("unknown keys ignored: " + ", ".join(sorted(unknown)[:MAX_UNKNOWN_KEYS]))
        await finish_import(session, state, context)
    return counts.report()


def split_into_chunks(items: Iterable[PaperRecord | Refusal], counts: ImportCounts) -> Iterator[list[PaperRecord]]:
    """Records in chunks of limited size; refusals are counted on the way."""
    chunk: list[PaperRecord] = []
    names = 0
    for item in items:
        if isinstance(item, Refusal):
            counts.add_refusal(item)
            continue
        chunk.append(item)
        names += len(item.authors)
        if len(chunk) >= CHUNK_PAPERS or names >= CHUNK_NAMES:
            yield chunk
            chunk, names = [], 0
    if chunk:
        yield chunk


async def import_chunk(session: AsyncSession, state: ImportState, records: list[PaperRecord]) -> None:
    """Fetches what is known of the records, compares them in a thread, and writes what they change."""
    await fetch_chunk(session, state, records)
    state.counts.add_outcomes(await asyncio.to_thread(compare_records, records, state))
    await write_chunk(session, state)
