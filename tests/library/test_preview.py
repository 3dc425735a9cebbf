"""A preview keeps nobody from writing, ends in time, can be cancelled, and is one at a time for each person."""

import asyncio
import json
from types import SimpleNamespace
from typing import Any
from unittest.mock import AsyncMock, Mock

import pytest

from commands.library.preview import CANCELLED, RUNNING, STILL_RUNNING, CancelPreview, show_preview
from commands.library.upload import TOO_SLOW, UploadError, preview_reply
from commands.ui.embeds.notes import note_embed
from commands.ui.reply import Reply
from storage.database.facts import read_fact, write_fact
from storage.importing.runs import ImportContext
from storage.importing.source_file import SourceFile
from tests.conftest import NOW, Shelf
from tests.patience import until

BREAD = json.dumps({"title": "Bread", "authors": ["Ada Baker"], "abstract": "On bread."})
CAKE = json.dumps({"title": "Cake", "authors": ["Ada Baker"]})
SOURCE = SourceFile("bread.jsonl", data=BREAD.encode())
CONTEXT = ImportContext(NOW, person=1)


@pytest.fixture
def paused(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """An import stands still after its first chunk until it is told to go on."""
    from storage.importing import load

    pause, chunk = SimpleNamespace(reached=asyncio.Event(), over=asyncio.Event()), load.import_chunk

    async def stand_still(*args: Any) -> None:
        await chunk(*args)
        if not pause.reached.is_set():
            pause.reached.set()
            await pause.over.wait()

    monkeypatch.setattr(load, "import_chunk", stand_still)
    return pause


async def test_others_write_and_import_while_a_preview_runs(shelf: Shelf, paused: SimpleNamespace):
    library = shelf.library
    library.store.patience = 0.05
    preview = asyncio.create_task(library.preview_import(SOURCE, CONTEXT))
    await paused.reached.wait()
    await library.change(write_fact, "bread", "rye")
    assert (await shelf.load("cake.jsonl", CAKE)).new == 1
    paused.over.set()
    assert (await preview).first_new == ("Bread",)
    assert await library.ask(read_fact, "bread") == "rye"
    assert (await shelf.load("bread.jsonl", BREAD)).new == 1, "the preview left nothing"


async def test_a_preview_that_takes_too_long_says_so(
    quick_shelf: Shelf, paused: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("storage.library.PREVIEW_SECONDS", 0.05)
    with pytest.raises(UploadError, match="more than 30 s") as told:
        await preview_reply(quick_shelf.library, SOURCE, CONTEXT)
    assert str(told.value) == TOO_SLOW
    paused.over.set()
    assert (await quick_shelf.load("bread.jsonl", BREAD)).new == 1


def asked_by(person: int) -> Any:
    interaction = AsyncMock(user=SimpleNamespace(id=person))
    interaction.response.is_done = Mock(return_value=True)
    return interaction


async def test_a_preview_is_cancelled_by_its_own_person_and_is_the_only_one_of_theirs(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("commands.library.preview.SECONDS_WITHOUT_NOTE", 0)
    first, second, other = asked_by(1), asked_by(1), asked_by(2)
    started, over = asyncio.Event(), asyncio.Event()

    async def endless() -> Reply:
        started.set()
        await over.wait()
        return Reply(note_embed("Done", "Yes."))

    mine, theirs = (asyncio.create_task(show_preview(one, endless)) for one in (first, other))
    await started.wait()
    await show_preview(second, endless)
    assert second.followup.send.await_args.kwargs["embeds"][0].description == STILL_RUNNING
    await until(lambda: first.edit_original_response.await_args)
    await CancelPreview().press(first)
    await mine
    shown = [call.kwargs["embeds"][0].description for call in first.edit_original_response.await_args_list]
    assert shown == [RUNNING, CANCELLED]
    await CancelPreview().press(asked_by(3))
    over.set()
    await theirs
    assert other.edit_original_response.await_args.kwargs["embeds"][0].description == "Yes."
