"""The library as files, without anything about people on Discord."""

import asyncio
import datetime as dt
import io
import tempfile
import zipfile
from pathlib import Path

from commands.ui.embeds.formatting import count
from commands.ui.embeds.notes import note_embed
from commands.ui.reply import Attachment, Reply
from storage.backup.export import FILES, export_library
from storage.library import Library

MAX_PAPERS = 50_000
"""More take the bot a minute, and exceed Discord's file size limit."""
TOO_LARGE = (
    "The library is too large to send on Discord. Run `python -m bot export FOLDER` on the bot's machine instead."
)


async def library_export_reply(library: Library, papers: int, limit: int, now: dt.datetime) -> Reply:
    """`papers`: how many the library has. `limit`: the server's file size limit, in bytes."""
    if papers > MAX_PAPERS:
        return Reply(note_embed("Not exported", TOO_LARGE))
    with tempfile.TemporaryDirectory(prefix="paperbot-export-") as folder:
        done = await export_library(library.store, Path(folder), now, library_only=True)
        data = await asyncio.to_thread(_packed, Path(folder))
    if len(data) > limit:
        return Reply(note_embed("Not exported", TOO_LARGE))
    exported = f"{count(done.papers, 'paper')} and {count(done.authors, 'author')}."
    message = (
        f"{exported} To load `library.jsonl` into an empty library, run `python -m bot import`. The other files are "
        "BibTeX and CSV. They contain nothing about people on Discord."
    )
    return Reply(note_embed("Library export", message), attachments=(Attachment("library.zip", data),))


def _packed(folder: Path) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in FILES:
            archive.write(folder / name, name)
    return packed.getvalue()
