"""What admins see when they say who is who."""

import json

import discord
import pytest

from commands.identities.authors import IdentityCommands
from storage.lookup.find import suggest
from tests.conftest import Lab
from tests.importing.test_identity import ALICE, BOB, OTHER_BOB, profile
from tests.library.test_library_command import demote


def text_of(result) -> str:
    return json.dumps([embed.to_dict() for embed in result.response.embeds], ensure_ascii=False)


def menus(result) -> list[dict]:
    return [part for row in result.response.components for part in row["components"] if "options" in part]


def first_option(result) -> str:
    return menus(result)[0]["options"][0]["value"]


async def keys(lab: Lab, words: str) -> list[str]:
    """What autocomplete offers of people of that very name."""
    return [one.key for one in await suggest(lab.shelf.library.index, "author", words) if one.name == words]


@pytest.mark.parametrize(("command", "options"), [
    ("merge", {"one": "Bob Lee", "other": "Alice Adler"}),
    ("split", {"author": "Bob Lee"}),
    ("alias", {"author": "Bob Lee", "name": "Bobby"}),
    ("link", {"author": "Bob Lee", "id": "A1"}),
    ("log", {}),
])  # fmt: skip
async def test_nobody_else_may_say_who_is_who(lab: Lab, command: str, options: dict[str, str]):
    assert IdentityCommands.group.default_permissions == discord.Permissions(manage_guild=True)
    command_id = int(lab.env.backend.find_command("authors", None)["id"])
    lab.guild.set_command_permissions(command_id, {lab.ann: True})  # Discord hides it by itself
    said = await lab.ann.slash(lab.channel, f"authors {command}", **options)
    assert "Manage Server" in said.response.content
    assert said.ephemeral


async def test_a_button_or_menu_is_no_way_around_the_permission(lab: Lab):
    await lab.shelf.load("alice.txt", ALICE)
    asked = await lab.ada.slash(lab.channel, "authors merge", one="Bob Lee", other="Carl Cox")
    shown = await lab.ada.slash(lab.channel, "authors split", author="Alice Adler")
    await demote(lab)
    pressed = await lab.ada.click(asked.response, label="Merge")
    assert "Manage Server" in pressed.response.content
    chosen = await lab.ada.select(shown.response, [first_option(shown)])
    assert "Manage Server" in chosen.response.content
    assert len(await keys(lab, "Carl Cox")) == 1


async def test_two_people_are_merged_after_a_question(lab: Lab):
    await lab.shelf.load("bob.txt", BOB)
    await lab.shelf.load("other/bob.txt", OTHER_BOB)
    one, other = await keys(lab, "Bob Lee")
    asked = await lab.ada.slash(lab.channel, "authors merge", one=one, other=other)
    assert asked.response.ephemeral
    assert "Merge these two authors?" in text_of(asked)
    assert "Enzymes" in text_of(asked)
    assert len(await keys(lab, "Bob Lee")) == 2
    done = await lab.ada.click(asked.response, label="Merge")
    assert "Merged Bob Lee into Bob Lee." in text_of(done)
    assert len(await keys(lab, "Bob Lee")) == 1
    again = await lab.ada.slash(lab.channel, "authors merge", one=one, other=other)
    assert "Both are the same author" in text_of(again)
    log = await lab.ada.slash(lab.channel, "authors log")
    assert f"<@{lab.ada.id}>" in text_of(log)
    assert "merged Bob Lee into Bob Lee" in text_of(log)


async def test_a_merge_pressed_late_says_already(lab: Lab):
    await lab.shelf.load("alice.txt", ALICE)
    first = await lab.ada.slash(lab.channel, "authors merge", one="Bob Lee", other="Carl Cox")
    second = await lab.ada.slash(lab.channel, "authors merge", one="Bob Lee", other="Carl Cox")
    await lab.ada.click(first.response, label="Merge")
    late = await lab.ada.click(second.response, label="Merge")
    assert "already been merged" in text_of(late)


async def test_a_name_of_several_is_asked_back_with_what_tells_them_apart(lab: Lab):
    await lab.shelf.load("bob.txt", BOB)
    await lab.shelf.load("other/bob.txt", OTHER_BOB)
    asked = await lab.ada.slash(lab.channel, "authors split", author="Bob Lee")
    assert "Which author?" in text_of(asked)
    assert "Enzymes" in text_of(asked)
    assert "2 papers" in text_of(asked)


async def test_papers_of_another_person_are_chosen_from_a_menu(lab: Lab):
    papers = tuple((f"Subject {n:02}", "Bob Lee, Eve East") for n in range(1, 29))
    await lab.shelf.load("eve.txt", profile("Eve East", *papers))
    asked = await lab.ada.slash(lab.channel, "authors split", author="Bob Lee")
    assert "page 1 of 2" in text_of(asked)
    older = await lab.ada.click(asked.response, label="Older")
    assert "page 2 of 2" in text_of(older)
    assert len(menus(older)[0]["options"]) == 3
    done = await lab.ada.select(older.response, [first_option(older)])
    assert "Moved 1 paper from Bob Lee to another author" in text_of(done)
    assert len(await keys(lab, "Bob Lee")) == 2


async def test_another_name_and_an_id_elsewhere(lab: Lab):
    done = await lab.ada.slash(lab.channel, "authors alias", author="Pierre Stock", name="Zbigniew Quux")
    assert "Added the alias Zbigniew Quux to Pierre Stock." in text_of(done)
    card = await lab.ann.slash(lab.channel, "author", name="zbigniew quux")
    assert card.response.embeds[0].title == "Pierre Stock"
    wrong = await lab.ada.slash(lab.channel, "authors link", author="Pierre Stock", id="0000-0002-1825-0098")
    assert "not a valid id" in text_of(wrong)
    await lab.ada.slash(lab.channel, "authors link", author="Pierre Stock", id="https://orcid.org/0000-0002-1825-0097")
    card = await lab.ann.slash(lab.channel, "author", name="Pierre Stock")
    assert "[ORCID](https://orcid.org/0000-0002-1825-0097)" in text_of(card)


async def test_a_merge_that_is_not_the_last_change_is_taken_back_from_the_menu(lab: Lab):
    await lab.shelf.load("bob.txt", BOB)
    await lab.shelf.load("other/bob.txt", OTHER_BOB)
    one, other = await keys(lab, "Bob Lee")
    asked = await lab.ada.slash(lab.channel, "authors merge", one=one, other=other)
    await lab.ada.click(asked.response, label="Merge")
    await lab.shelf.load("alice.txt", ALICE)
    asked = await lab.ada.slash(lab.channel, "authors split", author="Bob Lee")
    menu = menus(asked)[1]
    done = await lab.ada.select(asked.response, [menu["options"][0]["value"]], custom_id=menu["custom_id"])
    assert "Split Bob Lee from Bob Lee again." in text_of(done)
    assert len(await keys(lab, "Bob Lee")) == 2
