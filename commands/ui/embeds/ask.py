"""Several matches, or none: the embed and the menu options that ask which one was meant."""

import discord

from commands.ui.embeds.formatting import COLOUR_ASK, UNKNOWN, count
from commands.ui.embeds.limits import OPTION, OPTIONS, cut
from commands.ui.embeds.markdown import escaped, plain
from storage.lookup.answers.author import AuthorOption, NoAuthor, SeveralAuthors
from storage.lookup.answers.paper import NoPaper, PaperOption, SeveralPapers

WORDS = 200
Asking = SeveralAuthors | NoAuthor | SeveralPapers | NoPaper


def ask_embed(answer: Asking) -> discord.Embed:
    return discord.Embed(title=_title(answer), description=_description(answer), colour=COLOUR_ASK)


def _title(answer: Asking) -> str:
    match answer:
        case SeveralAuthors():
            return "Which author?"
        case SeveralPapers():
            return "Which paper?"
        case NoAuthor():
            return "Author not found"
        case NoPaper():
            return "Paper not found"


def _description(answer: Asking) -> str:
    words = cut(answer.words, WORDS, escaped) or UNKNOWN
    match answer:
        case SeveralAuthors(options=options):
            return _several(len(options), "author", words)
        case SeveralPapers(options=options):
            return _several(len(options), "paper", words)
        case NoAuthor(nearest=()) | NoPaper(nearest=()):
            return f"No match for “{words}” in this library." if answer.words else "It is no longer in this library."
        case NoAuthor() | NoPaper():
            return f"No match for “{words}”. Did you mean one of these?"


def _several(found: int, noun: str, words: str) -> str:
    """The lookup stops when a menu is full, so there may be more than a full menu shows."""
    if found < OPTIONS:
        return f"“{words}” matches {count(found, noun)}. Choose one below."
    likeliest = f"The {OPTIONS} most likely matches are below. Type more to narrow it down."
    return f"“{words}” matches {OPTIONS} or more {noun}s. {likeliest}"


def options_of(answer: Asking) -> list[discord.SelectOption]:
    """The menu's options; empty if there is nothing to choose from."""
    match answer:
        case SeveralAuthors(options=people) | NoAuthor(nearest=people):
            return [_author_option(person) for person in people[:OPTIONS]]
        case SeveralPapers(options=papers) | NoPaper(nearest=papers):
            return [_paper_option(paper) for paper in papers[:OPTIONS]]


def _author_option(person: AuthorOption) -> discord.SelectOption:
    facts = [count(person.papers, "paper"), person.affiliation, person.paper]
    hint = " · ".join(fact for fact in facts if fact)
    return _option(person.name, hint, f"author:{person.id}")


def _paper_option(paper: PaperOption) -> discord.SelectOption:
    facts = [(paper.published or "")[:4], paper.authors]
    hint = " · ".join(fact for fact in facts if fact)
    return _option(paper.title, hint, f"paper:{paper.id}")


def _option(label: str, hint: str, value: str) -> discord.SelectOption:
    shown = cut(label, OPTION, plain) or UNKNOWN
    return discord.SelectOption(label=shown, description=cut(hint, OPTION, plain) or None, value=value)
