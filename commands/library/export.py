"""The library as files to take along, without a word of anybody on Discord."""

import asyncio
import datetime as dt
import io
import tempfile
import zipfile
from pathlib import Path

from commands.ui.embeds.formatting import count
from commands.ui.embeds.notes import note_embed
from commands.ui.reply import Attachment, Reply
from storage.backup.export import FILES, export_folder
from storage.library import Library

MOST_PAPERS = 50_000
"""More would keep the bot busy for a minute, and be too large for Discord."""
TOO_LARGE = "The library is too large for Discord. On the bot's machine, `python -m bot export FOLDER` writes it all."


async def whole_export(library: Library, papers: int, limit: int, now: dt.datetime) -> Reply:
    """`limit`: of bytes that Discord takes here."""
    if papers > MOST_PAPERS:
        return Reply(note_embed("Not exported", TOO_LARGE))
    with tempfile.TemporaryDirectory(prefix="paperbot-export-") as folder:
        done = await export_folder(library.store, Path(folder), now, library_only=True)
        data = await asyncio.to_thread(_packed, Path(folder))
    if len(data) > limit:
        return Reply(note_embed("Not exported", TOO_LARGE))
    words = (
        f"{count(done.papers, 'paper')} and {done.authors:,} people. `python -m bot import` loads `library.jsonl` back "
        "into an empty library; the others are BibTeX and tables. Nobody on Discord is named in them."
    )
    return Reply(note_embed("The library", words), attachments=(Attachment("library.zip", data),))


def _packed(folder: Path) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in FILES:
            archive.write(folder / name, name)
    return packed.getvalue()
