"""The papers on a list as menu options."""

import discord

from commands.ui.embeds.formatting import UNKNOWN, published
from commands.ui.embeds.limits import OPTION, OPTIONS, cut
from commands.ui.embeds.markdown import plain
from storage.lookup.answers.lists import PaperLine
from storage.text.fields import field_name


def open_options(papers: tuple[PaperLine, ...]) -> list[discord.SelectOption]:
    return [_option(paper) for paper in papers[:OPTIONS]]


def _option(paper: PaperLine) -> discord.SelectOption:
    facts = [published(paper.published), *([field_name(paper.field)] if paper.field else [])]
    hint = cut(" · ".join(facts), OPTION, plain) or None
    label = cut(paper.title, OPTION, plain) or UNKNOWN
    return discord.SelectOption(label=label, description=hint, value=f"paper:{paper.id}")
