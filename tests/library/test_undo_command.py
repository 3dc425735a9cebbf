"""/library undo and redo: the last change, one's own or, for the owner of the bot, anybody's."""

import json

import discord
import pytest

from tests.announcements.test_following import text_of
from tests.conftest import NOW, Lab
from tests.library.test_library_command import BREAD, SEED, count, upload
from tests.reading_lists.test_reading_list import labels


@pytest.fixture
def ada_owns_it(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lab.env.bot.application.owner, "id", lab.ada.id)


async def imported(lab: Lab, person=None) -> None:
    shown = await upload(lab, "bread.jsonl", json.dumps(BREAD), person)
    await (person or lab.ada).click(shown.response, label="Import")


async def undone(lab: Lab):
    await imported(lab)
    asked = await lab.ada.slash(lab.channel, "library undo")
    return asked, await lab.ada.click(asked.response, label="Undo")


async def test_the_button_undoes_the_last_change(lab: Lab):
    await imported(lab)
    asked = await lab.ada.slash(lab.channel, "library undo")
    assert "bread.jsonl, 1 new" in text_of(asked)
    assert f"<@{lab.ada.id}>" in text_of(asked)
    assert await count(lab) == "24"
    done = await lab.ada.click(asked.response, label="Undo")
    assert done.response.embeds[0].title == "Undone"
    assert await count(lab) == "23"
    gone = await lab.ann.slash(lab.channel, "paper", title="Bread")
    assert gone.response.embeds[0].title == "Paper not found"
    status = await lab.ada.slash(lab.channel, "library status")
    assert "undid “bread.jsonl”" in text_of(status)


@pytest.mark.usefixtures("ada_owns_it")
async def test_only_the_last_change_is_undone(lab: Lab):
    asked = await lab.ada.slash(lab.channel, "library undo")
    await lab.shelf.load("bread.jsonl", json.dumps(BREAD))
    pressed = await lab.ada.click(asked.response, label="Undo")
    assert "There is a newer change" in text_of(pressed)
    assert "bread.jsonl" in text_of(pressed)
    assert await count(lab) == "24"
    await lab.ada.click(pressed.response, label="Undo")
    assert await count(lab) == "23"


async def test_what_was_undone_is_redone_by_the_button_or_the_command(lab: Lab):
    _, done = await undone(lab)
    again = await lab.ada.click(done.response, label="Redo")
    assert "“bread.jsonl” is back" in text_of(again)
    assert (await lab.ann.slash(lab.channel, "paper", title="Bread")).response.embeds[0].title == "Bread"
    assert "redid “bread.jsonl”" in text_of(await lab.ada.slash(lab.channel, "library status"))
    asked = await lab.ada.slash(lab.channel, "library undo")
    await lab.ada.click(asked.response, label="Undo")
    assert await count(lab) == "23"
    offered = await lab.ada.slash(lab.channel, "library redo")
    assert "undid “bread.jsonl”" in text_of(offered)
    await lab.ada.click(offered.response, label="Redo")
    assert await count(lab) == "24"


async def test_a_second_press_says_that_it_was_done(lab: Lab):
    await imported(lab)
    one, other = [await lab.ada.slash(lab.channel, "library undo") for _ in range(2)]
    done = await lab.ada.click(one.response, label="Undo")
    second = await lab.ada.click(other.response, label="Undo")
    assert "This change has already been undone." in text_of(second)
    assert labels(second.response) == [], "what was there before is not one press away"
    offered = await lab.ada.slash(lab.channel, "library redo")
    await lab.ada.click(done.response, label="Redo")
    assert "This can no longer be redone" in text_of(await lab.ada.click(offered.response, label="Redo"))
    assert "There is nothing to redo" in text_of(await lab.ada.slash(lab.channel, "library redo"))
    assert await count(lab) == "24"


async def test_after_a_new_change_nothing_is_redone(lab: Lab):
    _, done = await undone(lab)
    await lab.shelf.load("jam.jsonl", json.dumps({"title": "Jam"}))
    assert "the library has changed since" in text_of(await lab.ada.click(done.response, label="Redo"))
    assert "There is nothing to redo" in text_of(await lab.ada.slash(lab.channel, "library redo"))


async def test_a_change_of_somebody_else_is_for_the_owner_to_undo_and_to_redo(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
):
    seed = await lab.ada.slash(lab.channel, "library undo")
    assert "This change was not made on Discord" in text_of(seed)
    assert labels(seed.response) == []
    await imported(lab)
    offered = await lab.ada.slash(lab.channel, "library undo")
    managers = lab.guild.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
    owner = lab.guild.add_member(lab.env.create_user("owen"), roles=[managers])
    monkeypatch.setattr(lab.env.bot.application.owner, "id", owner.id)
    await owner.click((await owner.slash(lab.channel, "library undo")).response, label="Undo")
    assert "already been undone" in text_of(await lab.ada.click(offered.response, label="Undo"))
    refused = await lab.ada.slash(lab.channel, "library redo")
    assert f"Only <@{owner.id}> and the owner of the bot can undo this." in text_of(refused)
    assert labels(refused.response) == []
    await owner.click((await owner.slash(lab.channel, "library redo")).response, label="Redo")
    assert await count(lab) == "24"


@pytest.mark.usefixtures("ada_owns_it")
async def test_an_undone_seed_is_imported_again_only_after_it_changes(lab: Lab, tmp_path):
    from bot.health import Health
    from bot.seeds import load_seeds
    from storage.importing.runs import ImportContext

    asked = await lab.ada.slash(lab.channel, "library undo")
    done = await lab.ada.click(asked.response, label="Undo")
    assert "only after it changes" in text_of(done)
    assert await count(lab) == "0"
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "pierre-stock.txt").write_text(SEED)
    assert await load_seeds(lab.shelf.library, tmp_path / "seeds", ImportContext(NOW), Health()) == []
    assert await count(lab) == "0"
    nothing = await lab.ada.slash(lab.channel, "library undo")
    assert "nothing to undo" in text_of(nothing)
    (tmp_path / "seeds" / "pierre-stock.txt").write_text(SEED.replace("h-index27", "h-index28"))
    assert len(await load_seeds(lab.shelf.library, tmp_path / "seeds", ImportContext(NOW), Health())) == 1
    assert await count(lab) == "23"
