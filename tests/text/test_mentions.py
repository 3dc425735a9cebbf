"""Papers mentioned in a message: by id, by address, by title."""

from hypothesis import example, given
from hypothesis import strategies as st

from storage.lookup.mentioned_papers import Mentioned, mentioned_papers
from storage.text.mentions import mentioned_ids
from tests.conftest import Shelf
from tests.importing.test_import import paper
from tests.importing.test_jsonl import lines
from tests.rows import each_row

ARXIV = "2310.06825"
DOI = "10.1000/182"
BRACKETS = "10.1016/s2215-0366(20)30183-5"


@each_row(
    ("text", "ids"),
    [
        ("", []),
        ("lunch at 12.30? costs 10.50/2 or 3.14", []),
        (f"have you read {ARXIV}?", [ARXIV]),
        (f"read {ARXIV}, then {DOI}.", [ARXIV, DOI]),
        (f"{DOI} and {ARXIV} and {DOI} again", [DOI, ARXIV]),
        (f"arXiv:{ARXIV}v2; it is good", [ARXIV]),
        (f"arXiv: {ARXIV}", [ARXIV]),
        (f"arXiv:{ARXIV} [cs.CL]", [ARXIV]),
        ("the old arXiv:math/0309136.", ["math/0309136"]),
        (f"https://arxiv.org/abs/{ARXIV}v3", [ARXIV]),
        (f"https://arxiv.org/pdf/{ARXIV}.pdf, p. 3", [ARXIV]),
        (f"https://doi.org/10.48550/arXiv.{ARXIV}", [ARXIV]),
        (f"<https://arxiv.org/abs/{ARXIV}>", [ARXIV]),
        (f"[this](https://arxiv.org/abs/{ARXIV}).", [ARXIV]),
        (f"([this](https://arxiv.org/abs/{ARXIV}))", [ARXIV]),
        (f"[{ARXIV}](https://arxiv.org/abs/{ARXIV})", [ARXIV]),
        (f"[this](<https://doi.org/{DOI}>)", [DOI]),
        (f"> {ARXIV}\n- {DOI}\n", [ARXIV, DOI]),
        (f"||{ARXIV}||", [ARXIV]),
        (f"```\n{ARXIV}\n```", [ARXIV]),
        (f"https://doi.org/{DOI}.", [DOI]),
        (f"doi:{DOI}; DOI: {DOI}", [DOI]),
        (f"(see {DOI})", [DOI]),
        (f"(see {BRACKETS}).", [BRACKETS]),
        (f"It is {BRACKETS.upper()}.", [BRACKETS]),
        (f"[x](https://doi.org/{BRACKETS})", [BRACKETS]),
        ("v1.2310.06825 and 2310.068251 are no ids", []),
    ],
)
def test_ids_in_a_message(text, ids):
    assert mentioned_ids(text) == ids


NAMES = {ARXIV: ARXIV, f"https://arxiv.org/abs/{ARXIV}": ARXIV, DOI: DOI, f"https://doi.org/{DOI}": DOI}


def misread(pattern: str) -> list[str]:
    return [pattern.format(name) for name, id in NAMES.items() if mentioned_ids(pattern.format(name)) != [id]]


@each_row("around", ["`{}`", "**{}**", "*{}*", "_{}_", "~~{}~~", "({})", '"{}"', "“{}”", "‘{}’"])
@each_row("after", ["", "."])
def test_what_surrounds_an_id_is_no_part_of_it(around, after):
    assert misread(f"see {around}{after} Yes") == []


@each_row("after", [".", ",", ";", ":", "!", "?", "…", "?!", "...", "’s"])
def test_what_follows_an_id_is_no_part_of_it(after):
    assert misread(f"see {{}}{after} Yes") == []


@each_row("between", [", ", " ", "\n", ",", "; ", ";", " and "])
def test_ids_in_a_row_are_all_found(between):
    assert mentioned_ids(f"{ARXIV}{between}2305.17888") == [ARXIV, "2305.17888"]


@given(st.text(max_size=500) | st.text("10./2306825vx:()[]<>`*_|\\ ", max_size=500))
@example("10.1000/" + ")" * 4000)
@example("(" * 4000)
@example("10.1000/\ud800")
def test_whatever_is_written_is_looked_through(text):
    found = mentioned_ids(text)
    assert len(found) == len(set(found))


CORPUS = lines(
    {"title": "CANIFE: Crafting Canaries", "arxiv_id": "2210.02912"},
    {"title": "LLM-QAT: Data-Free Quantization", "doi": DOI},
    {"title": "Mistral 7B", "arxiv_id": ARXIV},
    {"title": "Mixtral of Experts"},
    {"title": "Rényi Walks"},
    {"title": "深度学习 for All"},
    {"title": "Attention"},
    {"title": "On It"},
)


TITLES = {
    "has anyone read canife: CRAFTING canaries?": {"CANIFE: Crafting Canaries"},
    "CANIFE is good": {"CANIFE: Crafting Canaries"},
    "I like **CANIFE**, and LLM-QAT!": {"CANIFE: Crafting Canaries", "LLM-QAT: Data-Free Quantization"},
    "CANIFES and SCANIFE, MANIFEST": set(),
    "mistral 7b": {"Mistral 7B"},
    "“Mistral 7B” (2023)": {"Mistral 7B"},
    "mistral 7baby, amistral 7b, mistral and 7B": set(),
    "mixtral   of\nexperts.": {"Mixtral of Experts"},
    "mixtral experts": set(),
    "the renyi walks": {"Rényi Walks"},
    "读 深度学习 for all": {"深度学习 for All"},
    "pay attention to this": set(),
    "": set(),
    "*** … ???": set(),
}


async def test_titles_in_a_message(quick_shelf: Shelf):
    await quick_shelf.load("a.jsonl", CORPUS)
    for text, titles in TITLES.items():
        found = await quick_shelf.library.ask(mentioned_papers, quick_shelf.library.index, text)
        assert set(found.papers) == {(await paper(quick_shelf, title)).id for title in titles}, text
        assert found.unknown == ()


async def test_a_paper_named_in_three_ways_is_one_and_ids_come_first(shelf: Shelf):
    await shelf.load("a.jsonl", CORPUS)
    text = (
        f"Mixtral of Experts; Mistral 7B is {ARXIV}, https://arxiv.org/abs/{ARXIV}v2. See 10.1/2, 10.5555/9 and {DOI}"
    )
    found = await shelf.library.ask(mentioned_papers, shelf.library.index, text)
    wanted = [(await paper(shelf, title)).id for title in ("Mistral 7B", "LLM-QAT", "Mixtral of Experts")]
    assert found == Mentioned(tuple(wanted), ("10.5555/9",))
