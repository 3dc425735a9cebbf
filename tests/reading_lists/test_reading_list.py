"""What people see of reading lists: saving, showing, sharing, removing."""

import pytest

from tests.announcements.test_following import text_of
from tests.conftest import Lab


def choices_of(offered) -> dict[str, str]:
    return {choice["name"]: choice["value"] for choice in offered}


def labels(message) -> list[str]:
    return [part["label"] for row in message.components for part in row["components"] if "label" in part]


def options(message) -> list[str]:
    """Of its menu."""
    return [one["value"] for row in message.components for part in row["components"] for one in part.get("options", ())]


async def save(lab: Lab, person=None, **options):
    return await (person or lab.ann).slash(lab.channel, "save", **options)


async def test_a_paper_is_saved_with_a_note_and_shown_to_its_owner_alone(lab: Lab):
    saved = await save(lab, paper="mistrl 7b", note="for **Friday**")
    assert saved.ephemeral
    assert "Mistral 7B" in text_of(saved)
    shown = await lab.ann.slash(lab.channel, "reading-list show")
    assert shown.ephemeral
    assert "for \\*\\*Friday\\*\\*" in text_of(shown)
    opened = await lab.ann.select(shown.response, options(shown.response)[:1])
    assert "Mistral 7B" in opened.response.embeds[0].title
    other = await lab.bob.slash(lab.channel, "reading-list show")
    assert "Mistral" not in text_of(other)
    assert "List not found" in text_of(other)


async def test_saving_again_updates_the_note_and_says_so(lab: Lab):
    await save(lab, paper="mistral 7b", note="first")
    again = await save(lab, paper="mistral 7b", note="second")
    assert "Note updated" in text_of(again)
    assert "second" in text_of(again)
    assert "Already in" in text_of(await save(lab, paper="mistral 7b"))
    shown = text_of(await lab.ann.slash(lab.channel, "reading-list show"))
    assert "second" in shown
    assert "first" not in shown.replace("newest first", "")


async def test_a_menu_asks_for_a_name_that_fits_several(lab: Lab):
    line = '{{"title": "Twin Results on {}", "authors": ["Ann Lee"]}}\n'
    await lab.shelf.load("twins.jsonl", line.format("Apples") + line.format("Pears"))
    asked = await save(lab, paper="twin results", note="whole note", list="Speech", whose="server")
    done = await lab.ann.select(asked.response, options(asked.response)[:1])
    assert "whole note" in text_of(done)
    shown = text_of(await lab.bob.slash(lab.channel, "reading-list show", list="speech"))
    assert "Twin Results" in shown
    assert f"<@{lab.ann.id}>" in shown


async def test_the_button_of_a_card_saves_for_who_presses(lab: Lab):
    card = await lab.ann.slash(lab.channel, "paper", title="mistral 7b")
    pressed = await lab.bob.click(card.response, label="Save")
    assert pressed.ephemeral
    assert "Mistral 7B" in text_of(await lab.bob.slash(lab.channel, "reading-list show"))
    assert "Mistral" not in text_of(await lab.ann.slash(lab.channel, "reading-list show"))
    assert "Already in" in text_of(await lab.bob.click(card.response, label="Save"))


async def test_autocomplete_says_whose_a_list_is_and_offers_new_ones(lab: Lab):
    await save(lab, paper="mistral 7b", list="To read")
    await save(lab, paper="mistral 7b", list="To read", whose="server")
    offered = choices_of(await lab.ann.autocomplete(lab.channel, "save", "list", "to"))
    assert "To read · yours (1 paper)" in offered
    assert "To read · the server's (1 paper)" in offered
    assert "to · yours (new)" in offered
    ours = offered["To read · the server's (1 paper)"]
    assert "Server list" in text_of(await save(lab, paper="mixtral", list=ours))
    theirs = choices_of(await lab.bob.autocomplete(lab.channel, "reading-list show", "list", ""))
    assert list(theirs) == ["To read · the server's (2 papers)"]


@pytest.mark.parametrize(("name", "words"), [("\u200b", "visible character"), ("x" * 61, "at most 60")])
async def test_a_name_that_cannot_be_is_refused(lab: Lab, name, words):
    assert words in text_of(await save(lab, paper="mistral 7b", list=name))


async def test_in_direct_messages_there_are_no_lists_of_a_server(lab: Lab):
    refused = await lab.ann.user.slash("save", paper="mistral 7b", whose="server")
    assert "only available in their server" in text_of(refused)
    assert "Saved" in text_of(await lab.ann.user.slash("save", paper="mistral 7b"))
    card = await lab.ann.user.slash("paper", title="mistral 7b")
    assert "Save" in labels(card.response)
    assert "Nominate" not in labels(card.response)


async def test_a_card_has_its_buttons_in_a_server(lab: Lab):
    card = await lab.ann.slash(lab.channel, "paper", title="mistral 7b")
    assert {"Save", "Nominate", "Cite", "Similar papers"} <= set(labels(card.response))
    assert all(len(row["components"]) <= 5 for row in card.response.components)


async def test_a_list_is_shared_as_it_is_now_and_everybody_may_turn_its_pages(lab: Lab):
    await save(lab, paper="mistral 7b", note="fast")
    shared = await lab.ann.slash(lab.channel, "reading-list share")
    assert not shared.ephemeral
    assert f"<@{lab.ann.id}>" in text_of(shared)
    assert "fast" in text_of(shared)
    lab.env.backend.clock.advance(60)
    await save(lab, paper="mixtral", note="secret")
    exported = await lab.bob.click(shared.response, label="Export")
    files = {file.filename for file in exported.response.attachments}
    assert files == {"papers.bib", "papers.csv", "papers.md", "notes.txt"}
    assert "1 paper" in text_of(exported)
    bare = await lab.ann.slash(lab.channel, "reading-list share", notes=False)
    assert "fast" not in text_of(bare)
    assert "is empty" in text_of(await _emptied(lab))


async def _emptied(lab: Lab):
    for paper in ("mistral 7b", "mixtral"):
        await lab.ann.slash(lab.channel, "reading-list remove", paper=paper)
    return await lab.ann.slash(lab.channel, "reading-list share")


async def test_a_list_is_exported_with_its_notes(lab: Lab):
    await save(lab, paper="mistral 7b", note="fast\nand small")
    exported = await lab.ann.slash(lab.channel, "reading-list export")
    assert exported.ephemeral
    notes = next(file for file in exported.response.attachments if file.filename == "notes.txt")
    assert await notes.read() == b"reading list\n- Mistral 7B\n  fast\n  and small\n"


async def test_on_a_server_s_list_only_who_added_a_paper_or_moderates_takes_it_off(lab: Lab):
    for person, paper in ((lab.ann, "mistral 7b"), (lab.bob, "mixtral"), (lab.ann, "canife")):
        await save(lab, person, paper=paper, list="Ours", whose="server")
    refused = await lab.bob.slash(lab.channel, "reading-list remove", paper="mistral", list="Ours")
    assert "Only the person who added" in text_of(refused)
    assert "Removed" in text_of(await lab.bob.slash(lab.channel, "reading-list remove", paper="mix", list="Ours"))
    offered = await lab.ada.autocomplete(lab.channel, "reading-list remove", "paper", "mist", list="Ours")
    (choice,) = offered
    done = await lab.ada.slash(lab.channel, "reading-list remove", paper=choice["value"], list="Ours")
    assert "Removed" in text_of(done)
    assert "No paper in" in text_of(await lab.ada.slash(lab.channel, "reading-list remove", paper="zebra", list="Ours"))
    assert "Only the person who created" in text_of(
        await lab.bob.slash(lab.channel, "reading-list delete", list="Ours")
    )
    assert "Only the person who created" in text_of(
        await lab.bob.slash(lab.channel, "reading-list rename", list="Ours", to="Mine")
    )


async def test_a_list_is_renamed_and_deleted_after_a_question(lab: Lab):
    await save(lab, paper="mistral 7b", list="Old")
    assert "Renamed **Old** to **New**" in text_of(
        await lab.ann.slash(lab.channel, "reading-list rename", list="old", to="New")
    )
    asked = await lab.ann.slash(lab.channel, "reading-list delete", list="New")
    assert "Mistral" in text_of(await lab.ann.slash(lab.channel, "reading-list show", list="New"))
    await lab.restart()
    assert "Deleted **New**" in text_of(await lab.ann.click(asked.response, label="Delete list"))
    assert "List not found" in text_of(await lab.ann.slash(lab.channel, "reading-list show", list="New"))


async def test_a_long_list_has_pages(lab: Lab):
    line = '{{"title": "Numbered {0}", "authors": ["Ann Lee"]}}\n'
    await lab.shelf.load("many.jsonl", "".join(line.format(f"{n:02}") for n in range(12)))
    for number in range(12):
        lab.env.backend.clock.advance(1)
        await save(lab, paper=f"Numbered {number:02}")
    shown = await lab.ann.slash(lab.channel, "reading-list show")
    assert "page 1 of 2" in shown.response.embeds[0].footer.text
    assert shown.response.embeds[0].description.count("• ") == 10
    turned = await lab.ann.click(shown.response, label="Next ▶")
    assert "Numbered 00" in turned.response.embeds[0].description
