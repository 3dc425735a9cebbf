"""A person or a paper as a reply: the card, or the question which one was meant."""

from commands.journal_club.nominate_button import Nominate
from commands.lookup.abstract import WholeAbstract
from commands.lookup.author_pages import card_reply
from commands.lookup.embeds.abstract import whole_text
from commands.lookup.embeds.paper import paper_embed
from commands.reading_lists.save_button import SavePaper
from commands.ui.chooser import Ask, question
from commands.ui.embeds.limits import LINK, size
from commands.ui.embeds.markdown import safe_url
from commands.ui.reply import Button, Item, Reply, view_of
from storage.library import Library
from storage.lookup.answers.author import AuthorAnswer, AuthorCard
from storage.lookup.answers.paper import PaperAnswer, PaperCard
from storage.lookup.find import find_author, find_paper


async def answer_author(library: Library, words: str, _rest: str = "") -> Reply:
    return author_reply(await library.ask(find_author, library.index, words))


async def answer_paper(library: Library, words: str, _rest: str = "") -> Reply:
    return paper_reply(await library.ask(find_paper, library.index, words))


def author_reply(answer: AuthorAnswer) -> Reply:
    return card_reply(answer) if isinstance(answer, AuthorCard) else question(answer, "author")


def paper_reply(answer: PaperAnswer) -> Reply:
    if not isinstance(answer, PaperCard):
        return question(answer, "paper")
    return Reply(paper_embed(answer), view_of(*_paper_buttons(answer)))


def _paper_buttons(card: PaperCard) -> list[Item]:
    items: list[Item] = [WholeAbstract(paper=card.id)] if card.abstract or whole_text(card) else []
    items += [Ask(what="similar", about=f"paper:{card.id}", label="Similar papers")]
    items += [Ask(what="cite", about=f"paper:{card.id}", label="Cite")]
    items += [SavePaper(paper=card.id), Nominate(paper=card.id)]
    for label, url in (("Open paper", card.url), ("Open code", card.code_url)):
        address = safe_url(url)
        if address and size(address) <= LINK:
            items.append(Button(label=label, url=address))
    return items
