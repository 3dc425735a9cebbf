"""/journal-club: nominate papers, vote, open a thread for the winner, and look up past ones."""

import json
from dataclasses import asdict, dataclass

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext.commands import Cog

from commands.journal_club.embeds import HOW_IT_ENDS, history_embed, nominations_embed
from commands.journal_club.next import Going, said, waits
from commands.journal_club.nominate_button import answer_nominate, asked_by
from commands.journal_club.poll import check_length, club_channel, send_poll
from commands.ui.autocomplete import choices
from commands.ui.pager import Page, page_reply
from commands.ui.permissions import BY_SERVERS, IN_SERVERS
from commands.ui.refusal import UserError
from commands.ui.reply import Reply, defer_for_all, send
from commands.ui.routes import ListedPapers, library_of, routes_of
from storage.journal_club.answers import DECIDED, STARTING, NothingNominated, OneNominated, Round
from storage.journal_club.history import chosen_papers, history_page
from storage.journal_club.nominating import open_nominees
from storage.journal_club.voting import start_vote
from storage.library import Library
from storage.lookup.paper_lists import paper_lines_by_id

KIND = "club"
TITLE = "Journal club history"


@dataclass(frozen=True, slots=True)
class Asked:
    guild: int
    query: str | None


class JournalClubCommands(Cog):
    club = app_commands.Group(
        name="journal-club",
        description="Choose together which paper to read next.",
        allowed_contexts=IN_SERVERS,
        allowed_installs=BY_SERVERS,
    )

    def __init__(self, library: Library) -> None:
        self.library = library

    @club.command()
    async def nominate(self, interaction: discord.Interaction, paper: Range[str, 1, 2000] | None = None) -> None:
        """Nominate a paper for the journal club or second it. Without a paper, show the nominations.

        Parameters
        ----------
        paper:
            A title or part of one, an arXiv ID or URL, or a DOI (default: show the nominations)
        """
        await defer_for_all(interaction)
        if paper is not None:
            await send(interaction, await answer_nominate(self.library, paper, asked_by(interaction)))
            return
        assert interaction.guild_id is not None
        waiting = await self.library.ask(open_nominees, interaction.guild_id)
        await send(interaction, Reply(nominations_embed(waiting)))

    @club.command()
    async def vote(self, interaction: discord.Interaction, hours: Range[int, 1, 768] = 48) -> None:
        """Start a poll in this channel among the nominated papers.

        Parameters
        ----------
        hours:
            How many hours it is open (default: 48, at most 768; over 168 requires Manage Messages)
        """
        await interaction.response.defer(ephemeral=True)
        try:
            check_length(interaction, hours)
            channel = club_channel(interaction, polls=True)
        except UserError as refused:
            await send(interaction, said(str(refused)))
            return
        guild, person = channel.guild.id, interaction.user.id
        begun = await self.library.change(start_vote, guild, channel.id, person, interaction.created_at)
        match begun:
            case NothingNominated():
                reply = Reply(nominations_embed(()))
            case OneNominated():
                reply = waits(begun)
            case Round():
                reply = said(_running(begun))
            case _:
                address = await send_poll(self.library, channel, begun, hours)
                reply = said(f"The poll is open: {address}")
        await send(interaction, reply)

    @club.command()
    async def next(self, interaction: discord.Interaction) -> None:
        """When the poll is over, open a thread for the winner, with its card."""
        await defer_for_all(interaction)
        try:
            channel = club_channel(interaction)
            assert isinstance(interaction.user, discord.Member)
            person, routes = interaction.user, routes_of(interaction)
            going = Going(self.library, routes, channel.guild, channel, person, interaction.created_at)
            reply = await going.go_on()
        except UserError as refused:
            reply = said(str(refused))
        await send(interaction, reply)

    @club.command()
    async def history(self, interaction: discord.Interaction, query: Range[str, 1, 200] | None = None) -> None:
        """Show the papers that the journal club has read, with their threads.

        Parameters
        ----------
        query:
            Only papers with these words in the title
        """
        assert interaction.guild_id is not None
        asked = Asked(interaction.guild_id, query)
        key = await self.library.saved_queries.save(json.dumps(asdict(asked)))
        await send(interaction, await _history(self.library, asked, key, 0))

    @nominate.autocomplete("paper")
    async def suggest_papers(self, interaction: discord.Interaction, words: str) -> list[Choice[str]]:
        return await choices(self.library, "paper", words)


def _running(round: Round) -> str:
    place = f"<#{round.channel}>"
    if round.message is not None and round.state != DECIDED:
        place = f"https://discord.com/channels/{round.guild}/{round.channel}/{round.message}"
    if round.state == STARTING:
        return f"A poll is being posted in {place}. If it does not appear within a minute, run `/journal-club next`."
    if round.state == DECIDED:
        return "The winner of the last vote has no thread yet. `/journal-club next` opens it."
    return f"There is already a poll: {place}\n{HOW_IT_ENDS}"


async def _history(library: Library, asked: Asked, key: str, page: int) -> Reply:
    shown = await library.ask(history_page, asked.guild, asked.query, page)
    lines = await library.ask(
        paper_lines_by_id, [one.nominee.paper for one in shown.read if one.nominee.paper is not None]
    )
    return page_reply(Page(history_embed(shown), shown.page, shown.pages, tuple(lines.values())), KIND, key)


async def _asked(library: Library, key: str) -> Asked | None:
    text = await library.saved_queries.load(key)
    return None if text is None else Asked(**json.loads(text))


async def is_club_here(interaction: discord.Interaction, key: str) -> bool:
    asked = await _asked(library_of(interaction), key)
    return asked is not None and asked.guild == interaction.guild_id


async def show_history(library: Library, key: str, page: int) -> Reply | None:
    asked = await _asked(library, key)
    return asked and await _history(library, asked, key, page)


async def papers_read(library: Library, key: str) -> ListedPapers | None:
    asked = await _asked(library, key)
    if asked is None:
        return None
    read = await library.ask(chosen_papers, asked.guild, asked.query)
    papers = tuple(dict.fromkeys(one.nominee.paper for one in read if one.nominee.paper is not None))
    return ListedPapers(TITLE, papers, len(papers))
