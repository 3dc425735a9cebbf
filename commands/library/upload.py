"""A file that somebody sends: what loading it would do, and the buttons that do it or let it go."""

import asyncio
import datetime as dt

import discord

from commands.library.embeds.report import refusal_embed, report_embed
from commands.ui.component import ButtonComponent
from commands.ui.embeds.characters import CONTROL, UNSEEN
from commands.ui.embeds.notes import note_embed
from commands.ui.reply import Attachment, Item, Reply, edit, send, view_of
from commands.ui.routes import library_of
from storage.backup.load_export import is_whole
from storage.history.uploads import delete_upload, find_upload, save_upload
from storage.importing.report import FileReport, problem_lines, report_lines
from storage.importing.runs import ImportContext
from storage.importing.source_file import SUFFIXES, SourceFile
from storage.library import Library

MOST_BYTES = 8 * 1024 * 1024
MOST_LINES = 200_000
DOWNLOAD_SECONDS = 60.0
LONG = 12
"""Lines of a report from which on it comes as a file, too."""
KINDS = {b"PK\x03\x04": "a zip archive", b"%PDF": "a PDF", b"\x89PNG": "a picture", b"\x1f\x8b": "a gzip archive"}
GONE = "This file waits no more: it was loaded or discarded, or it waited for more than a week. Send it again."


class UploadError(Exception):
    """Why the file is not taken, for the one who sent it."""


async def fetched(file: discord.Attachment) -> SourceFile:
    """Raises UploadError. What is too large is not even fetched."""
    name = file.filename
    if not name.lower().endswith(SUFFIXES):
        raise UploadError(f"expected a file that ends in {', '.join(SUFFIXES)}")
    if file.size > MOST_BYTES:
        raise UploadError(_too_large(file.size))
    try:
        async with asyncio.timeout(DOWNLOAD_SECONDS):
            data = await file.read()
    except (TimeoutError, discord.HTTPException, OSError):
        raise UploadError("Discord did not hand the file over. Send it again") from None
    if (problem := await asyncio.to_thread(_problem, data)) is not None:
        raise UploadError(problem)
    source = SourceFile(name, data=data)
    if await is_whole(source):  # it may hold rows of any table, also of what people of other servers follow
        raise UploadError("expected papers, found a whole library; the command line loads it into an empty one")
    return source


def _problem(data: bytes) -> str | None:
    if len(data) > MOST_BYTES:
        return _too_large(len(data))
    kind = next((kind for magic, kind in KINDS.items() if data.startswith(magic)), None)
    if kind is not None:
        return f"expected text, found {kind}"
    if (lines := max(map(data.count, (b"\n", b"\r")))) > MOST_LINES:
        return f"expected at most {MOST_LINES:,} lines, found {lines:,}; the command line takes larger files"
    return None


def _too_large(size: int) -> str:
    limit = MOST_BYTES // 2**20
    return f"expected at most {limit} MiB, found {size / 2**20:,.1f} MiB; the command line takes larger files"


async def rehearsed(library: Library, source: SourceFile, when: ImportContext) -> Reply:
    """What loading it would do, with the buttons where there is something to do."""
    report = await library.preview_import(source, when)
    if report.nothing_written or report.changed_nothing:
        return _reply(report, is_loaded=False)
    assert when.person is not None
    key = await library.change(save_upload, source, when.person, when.now)
    return _reply(report, Load(key=key, captured=when.captured), Discard(key=key), is_loaded=False)


def _reply(report: FileReport, *items: Item, is_loaded: bool) -> Reply:
    lines = report_lines(report, None) + problem_lines(report, None)
    text = "\n".join(CONTROL.sub(" ", UNSEEN.sub("", line)) for line in lines).encode("utf-8", "replace")
    files = (Attachment("report.txt", text),) if len(lines) > LONG else ()
    return Reply(report_embed(report, is_loaded=is_loaded), view_of(*items), files)


def refused(file: str, why: UploadError) -> Reply:
    return Reply(refusal_embed(file, str(why)))


class Load(ButtonComponent, custom_id="load:{key:hash}:{captured:optional_date}"):
    """`captured`: the day the text was saved, if the admin gave one."""

    managers_only = True
    key: str
    captured: dt.date | None
    label: str = "Load it"
    style: discord.ButtonStyle = discord.ButtonStyle.primary

    async def press(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        library = library_of(interaction)
        source = await library.ask(find_upload, self.key)
        if source is None:
            await edit(interaction, Reply(note_embed("Not loaded", GONE)))
            return
        report = await library.import_file(
            source, ImportContext(interaction.created_at, self.captured, interaction.user.id)
        )
        await library.change(delete_upload, self.key)
        await edit(interaction, _reply(report, is_loaded=True))


class Discard(ButtonComponent, custom_id="discard:{key:hash}"):
    managers_only = True
    key: str
    label: str = "Discard"

    async def press(self, interaction: discord.Interaction) -> None:
        was_there = await library_of(interaction).change(delete_upload, self.key)
        words = "Nothing was loaded." if was_there else GONE
        await edit(interaction, Reply(note_embed("Discarded", words)))


async def answer_upload(
    interaction: discord.Interaction, library: Library, file: discord.Attachment, captured: dt.date | None
) -> None:
    try:
        source = await fetched(file)
    except UploadError as why:
        await send(interaction, refused(file.filename, why), ephemeral=True)
        return
    when = ImportContext(interaction.created_at, captured, interaction.user.id)
    await send(interaction, await rehearsed(library, source, when), ephemeral=True)
