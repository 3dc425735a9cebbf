"""An uploaded file: a preview of its import, and the buttons that import or discard it."""

import asyncio
import datetime as dt
from functools import partial

import discord

from commands.library.embeds.report import rejection_embed, report_embed
from commands.library.preview import show_preview
from commands.ui.component import ButtonComponent
from commands.ui.embeds.markdown import CONTROL, UNSEEN
from commands.ui.embeds.notes import note_embed
from commands.ui.reply import Attachment, Item, Reply, edit, view_of
from commands.ui.routes import library_of
from storage.backup.load_export import is_library_export
from storage.history.uploads import delete_upload, find_upload, save_upload
from storage.importing.report import FileReport, problem_lines, report_lines
from storage.importing.runs import ImportContext
from storage.importing.source_file import SUFFIXES, SourceFile
from storage.library import PREVIEW_SECONDS, Library

MAX_BYTES = 8 * 2**20
MAX_LINES = 200_000
DOWNLOAD_SECONDS = 60.0
MAX_REPORT_LINES = 12
"""A longer report is attached as a file too."""
KINDS = {b"PK\x03\x04": "a zip archive", b"%PDF": "a PDF", b"\x89PNG": "an image", b"\x1f\x8b": "a gzip archive"}
TOO_SLOW = (
    f"comparing it with the library took more than {PREVIEW_SECONDS:g} s; split it, or use `python -m bot import`"
)
BEING_IMPORTED = "This file is being imported. The message above shows the result when it is done."
UPLOAD_GONE = "This upload is gone: it was imported or discarded, or it is older than a week. Upload the file again."


_importing: set[str] = set()
"""Keys of the uploads that this process is importing."""


class UploadError(Exception):
    """Why a file is rejected, in a clause for the person who uploaded it."""


async def fetch_upload(file: discord.Attachment) -> SourceFile:
    """Downloads the attachment. Raises UploadError; a file that is too large is not downloaded."""
    name = file.filename
    if not name.lower().endswith(SUFFIXES):
        raise UploadError(f"expected a file with one of the extensions {', '.join(SUFFIXES)}")
    if file.size > MAX_BYTES:
        raise UploadError(_too_large(file.size))
    try:
        async with asyncio.timeout(DOWNLOAD_SECONDS):
            data = await file.read()
    except (TimeoutError, discord.HTTPException, OSError):
        raise UploadError("the file could not be downloaded from Discord; upload it again") from None
    if (problem := await asyncio.to_thread(_problem, data)) is not None:
        raise UploadError(problem)
    source = SourceFile(name, data=data)
    if await is_library_export(source):  # it may contain rows of any table, such as what people on other servers follow
        raise UploadError(
            "expected papers, found an exported library; use `python -m bot import` to load it into an empty one"
        )
    return source


def _problem(data: bytes) -> str | None:
    if len(data) > MAX_BYTES:
        return _too_large(len(data))
    kind = next((kind for magic, kind in KINDS.items() if data.startswith(magic)), None)
    if kind is not None:
        return f"expected text, found {kind}"
    if (lines := max(map(data.count, (b"\n", b"\r")))) > MAX_LINES:
        return f"expected at most {MAX_LINES:,} lines, found {lines:,}; use `python -m bot import` for larger files"
    return None


def _too_large(size: int) -> str:
    limit, found = f"{MAX_BYTES / 2**20:.1f}", f"{size / 2**20:,.1f}"
    if found == limit:
        limits = f"at most {MAX_BYTES:,} bytes (8 MiB), found {size:,} bytes"
    else:
        limits = f"at most 8 MiB, found {found} MiB"
    return f"expected {limits}; use `python -m bot import` for larger files"


async def preview_reply(library: Library, source: SourceFile, context: ImportContext) -> Reply:
    """What importing the file would change; with buttons if it would change anything. Raises UploadError."""
    try:
        report = await library.preview_import(source, context)
    except TimeoutError:
        raise UploadError(TOO_SLOW) from None
    if report.nothing_written or report.changed_nothing:
        return _reply(report, is_imported=False)
    assert context.person is not None
    key = await library.change(save_upload, source, context.person, context.now)
    return _reply(report, ImportUpload(key=key, captured=context.captured), DiscardUpload(key=key), is_imported=False)


def _reply(report: FileReport, *items: Item, is_imported: bool) -> Reply:
    lines = report_lines(report, None) + problem_lines(report, None)
    text = "\n".join(CONTROL.sub(" ", UNSEEN.sub("", line)) for line in lines).encode("utf-8", "replace")
    files = (Attachment("report.txt", text),) if len(lines) > MAX_REPORT_LINES else ()
    return Reply(report_embed(report, is_imported=is_imported), view_of(*items), files)


class ImportUpload(ButtonComponent, custom_id="load:{key:hash}:{captured:optional_date}"):
    """`captured`: the day the text was saved, if it was entered."""

    manages_library = True
    key: str
    captured: dt.date | None
    label: str = "Import"
    style: discord.ButtonStyle = discord.ButtonStyle.primary

    async def press(self, interaction: discord.Interaction) -> None:
        if await _is_being_imported(interaction, self.key):
            return
        _importing.add(self.key)
        try:
            await self._import(interaction)
        finally:
            _importing.discard(self.key)

    async def _import(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        library = library_of(interaction)
        source = await library.ask(find_upload, self.key, interaction.user.id)
        if source is None:  # the message may show the report of the first of two presses: it stays
            await interaction.followup.send(UPLOAD_GONE, ephemeral=True)
            return
        report = await library.import_file(
            source, ImportContext(interaction.created_at, self.captured, interaction.user.id)
        )
        await library.change(delete_upload, self.key, interaction.user.id)
        await edit(interaction, _reply(report, is_imported=True))


class DiscardUpload(ButtonComponent, custom_id="discard:{key:hash}"):
    manages_library = True
    key: str
    label: str = "Discard"

    async def press(self, interaction: discord.Interaction) -> None:
        if await _is_being_imported(interaction, self.key):
            return
        was_there = await library_of(interaction).change(delete_upload, self.key, interaction.user.id)
        message = "Nothing was imported." if was_there else UPLOAD_GONE
        await edit(interaction, Reply(note_embed("Discarded", message)))


async def _is_being_imported(interaction: discord.Interaction, key: str) -> bool:
    """Answers if it is."""
    if key in _importing:
        await interaction.response.send_message(BEING_IMPORTED, ephemeral=True)
    return key in _importing


async def answer_upload(
    interaction: discord.Interaction, library: Library, file: discord.Attachment, captured: dt.date | None
) -> None:
    context = ImportContext(interaction.created_at, captured, interaction.user.id)
    await show_preview(interaction, partial(_upload_reply, library, file, context))


async def _upload_reply(library: Library, file: discord.Attachment, context: ImportContext) -> Reply:
    try:
        return await preview_reply(library, await fetch_upload(file), context)
    except UploadError as error:
        return Reply(rejection_embed(file.filename, str(error)))
