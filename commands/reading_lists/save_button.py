"""Saves a paper: for /save, for the button on a paper card, and after the menu that asks which paper is meant."""

import datetime as dt

import discord

from commands.reading_lists.embeds import saved_embed
from commands.ui.chooser import question
from commands.ui.component import ButtonComponent
from commands.ui.embeds.notes import note_embed
from commands.ui.reply import Reply, send
from commands.ui.routes import library_of
from storage.library import Library
from storage.lookup.answers.paper import PaperCard
from storage.lookup.find import find_paper
from storage.lookup.paper_lists import paper_lines_by_id
from storage.reading_lists.answers import DEFAULT_LIST, Owner
from storage.reading_lists.save import SaveRequest, draft_person, pop_draft, save_paper, store_draft

TOO_LATE = Reply(note_embed("Not saved", "This menu has expired or was already used. Run `/save` again."))
GONE = Reply(note_embed("Not saved", "This paper is no longer in the library."))


async def save_wished(library: Library, words: str, wish: SaveRequest, now: dt.datetime) -> Reply:
    answer = await library.ask(find_paper, library.index, words)
    if isinstance(answer, PaperCard):
        return Reply(saved_embed(await library.change(save_paper, wish, answer.id, answer.title, now)))
    draft = await library.change(store_draft, wish, now)
    return question(answer, "save", str(draft))


async def answer_save(library: Library, words: str, draft: str) -> Reply:
    """`draft`: id of the stored request, as a note is too long for a custom id."""
    taken = await library.change(pop_draft, int(draft))
    return TOO_LATE if taken is None else await save_wished(library, words, *taken)


async def is_draft_of(interaction: discord.Interaction, draft: str) -> bool:
    person = await library_of(interaction).ask(draft_person, int(draft))
    return person in (None, interaction.user.id)  # one that is gone is answered with TOO_LATE


class SavePaper(ButtonComponent, custom_id="save:paper:{paper:id}"):
    """Saves the paper to the default list of the person who presses it."""

    paper: int
    label: str = "Save"

    async def press(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        reply = await _save_usual(library_of(interaction), self.paper, interaction)
        await send(interaction, reply, ephemeral=True)


async def _save_usual(library: Library, paper: int, interaction: discord.Interaction) -> Reply:
    known = (await library.ask(paper_lines_by_id, [paper])).get(paper)
    if known is None:
        return GONE
    wish = SaveRequest(interaction.user.id, Owner(person=interaction.user.id), DEFAULT_LIST, None)
    return Reply(saved_embed(await library.change(save_paper, wish, paper, known.title, interaction.created_at)))
