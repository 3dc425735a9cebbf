"""/cite: a paper as a reference."""

from typing import Literal

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext.commands import Cog

from commands.lookup.embeds.citation import citation_embed, fits
from commands.ui.autocomplete import choices
from commands.ui.chooser import question
from commands.ui.reply import Attachment, Reply, send
from storage.library import Library
from storage.lookup.answers.paper import PaperCard
from storage.lookup.find import find_paper
from storage.lookup.references import references
from storage.references.styles import STYLES

Style = Literal["BibTeX", "RIS", "APA", "plain"]
ENDINGS: dict[str, str] = {"BibTeX": "bib", "RIS": "ris"}


class CiteCommand(Cog):
    def __init__(self, library: Library) -> None:
        self.library = library

    @app_commands.command()
    async def cite(self, interaction: discord.Interaction, paper: Range[str, 1, 2000], style: Style = "BibTeX") -> None:
        """Get the reference for a paper, ready to copy.

        Parameters
        ----------
        paper:
            A title or part of one, an arXiv ID or URL, or a DOI
        style:
            BibTeX, RIS, APA or plain
        """
        await send(interaction, await answer_cite(self.library, paper, style))

    @cite.autocomplete("paper")
    async def suggest_papers(self, interaction: discord.Interaction, words: str) -> list[Choice[str]]:
        return await choices(self.library, "paper", words)


async def answer_cite(library: Library, words: str, style: str = "") -> Reply:
    style = style or "BibTeX"
    answer = await library.ask(find_paper, library.index, words)
    if not isinstance(answer, PaperCard):
        return question(answer, "cite", style)
    (reference,) = await library.ask(references, [answer.id])
    citation = STYLES[style](reference)
    file = Attachment(f"citation.{ENDINGS.get(style, 'txt')}", citation.encode("utf-8", "replace"))
    attached = (file,) if style in ENDINGS or not fits(citation) else ()
    return Reply(citation_embed(answer.title, style, citation), attachments=attached)
