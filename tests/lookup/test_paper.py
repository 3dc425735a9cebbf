"""What people see when they type /paper."""

import random

import pytest

from storage.profile.parse import parse_profile
from tests.conftest import SEEDS, Lab

TITLES = [entry.title for entry in parse_profile((SEEDS / "pierre-stock.txt").read_text()).papers]
SHORT = {
    "canife": "CANIFE:",
    "levit": "LeViT:",
    "llm-qat": "LLM-QAT:",
    "llmqat": "LLM-QAT:",
    "tan without a burn": "TAN Without",
    "devstral": "Devstral:",
    "mistral 7b": "Mistral 7B",
    "mixtral": "Mixtral of",
    "ministral": "Ministral 3",
    "voxtral": "Voxtral",
    "voxtral tts": "Voxtral TTS",
    "voxtral realtime": "Voxtral Realtime",
    "magistral": "Magistral",
    "and the bit goes down": "And the Bit",
    "equi normalization": "Equi-normalization",
}


def with_a_typo(title: str, kind: str, chance: random.Random) -> str:
    """One edit inside the title's letters."""
    place = chance.choice([i for i, letter in enumerate(title[:-1]) if letter.isalnum() and title[i + 1].isalnum()])
    head, one, two, tail = title[:place], title[place], title[place + 1], title[place + 2 :]
    edits = {"missing": head + two + tail, "swapped": head + two + one + tail}
    edits |= {"added": head + one + "x" + two + tail, "wrong": head + "x" + two + tail}
    return edits[kind]


async def found(lab: Lab, words: str) -> str:
    """The title on the card that these words bring."""
    result = await lab.ann.slash(lab.channel, "paper", title=words)
    return result.response.embeds[0].title.replace("\\", "")


async def test_each_paper_is_found_by_its_title(lab: Lab):
    assert {title: await found(lab, title) for title in TITLES} == {title: title for title in TITLES}


@pytest.mark.parametrize("kind", ["missing", "swapped", "added", "wrong"])
async def test_each_paper_is_found_with_one_typo(lab: Lab, kind):
    chance = random.Random(kind)
    typed = {with_a_typo(title, kind, chance): title for title in TITLES}
    assert {words: await found(lab, words) for words in typed} == typed


async def test_each_paper_is_found_by_its_short_name(lab: Lab):
    shown = {words: await found(lab, words) for words in SHORT}
    assert {words: title for words, title in shown.items() if not title.startswith(SHORT[words])} == {}


async def test_the_card_shows_authors_date_field_code_key_sentence_and_source(lab: Lab):
    result = await lab.ann.slash(lab.channel, "paper", title="mistrl 7b")
    card = result.response.embeds[0]
    shown = {field.name: field.value for field in card.fields}
    assert shown["Authors"].startswith("Albert Q. Jiang, Alexandre Sablayrolles, Arthur Mensch et al.")
    assert "Pierre Stock" in shown["Authors"]
    assert (shown["Published"], shown["Field"]) == ("10 Oct 2023", "Computation and Language (cs.CL)")
    assert shown["Code"] == "Available"
    assert "extract" in card.description
    assert "We introduce Mistral 7B v0.1" in card.description
    assert "pierre-stock.txt" in card.footer.text


async def test_the_whole_abstract_is_for_the_one_who_presses(lab: Lab):
    result = await lab.ann.slash(lab.channel, "paper", title="green federated learning")
    whole = await lab.bob.click(result.response, label="Whole abstract")
    assert whole.ephemeral
    assert "future research in the area of Green AI." in whole.response.embeds[0].description
    assert "future research in the area of Green AI." not in result.response.embeds[0].description


async def test_latex_reads_well(lab: Lab):
    result = await lab.ann.slash(lab.channel, "paper", title="reconciling security")
    whole = await lab.ann.click(result.response, label="Whole abstract")
    assert "40×" in whole.response.embeds[0].description
    result = await lab.ann.slash(lab.channel, "paper", title="voxtral tts")
    whole = await lab.ann.click(result.response, label="Whole abstract")
    assert "68.4%" in whole.response.embeds[0].description


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("rényi reconstruction", "Defending against"),
        ("mistrl 7b", "Mistral 7B"),
        ("qantization noise", "Training with"),
    ],
)
async def test_every_keystroke_offers_papers(lab: Lab, words, title):
    choices = await lab.ann.autocomplete(lab.channel, "paper", "title", words)
    assert choices[0]["name"].startswith(title)
    result = await lab.ann.slash(lab.channel, "paper", title=choices[0]["value"])
    assert result.response.embeds[0].title.startswith(title)


async def test_several_that_fit_are_offered(lab: Lab):
    result = await lab.ann.slash(lab.channel, "paper", title="quantization")
    assert result.response.embeds[0].title == "Which paper?"


async def test_an_unknown_arxiv_id_is_said_to_be_unknown(lab: Lab):
    result = await lab.ann.slash(lab.channel, "paper", title="2310.06825")
    assert result.response.embeds[0].title == "Paper not found"


async def test_an_id_is_completed_too(lab: Lab):
    line = '{"title": "Bread", "arxiv_id": "2403.00001", "doi": "10.1000/bread", "authors": ["Ada Baker"]}'
    await lab.shelf.load("bread.jsonl", line)
    for words in ("2403.00001", "https://doi.org/10.1000/bread"):
        choices = await lab.ann.autocomplete(lab.channel, "paper", "title", words)
        assert [choice["name"] for choice in choices] == ["Bread · Ada Baker"]
