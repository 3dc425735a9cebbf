"""What people see when they type /search, and what the buttons below do."""

import pytest

from tests.conftest import Lab


def shown(result) -> str:
    return result.response.embeds[0].description


def footer(result) -> str:
    return result.response.embeds[0].footer.text


async def test_papers_are_shown_best_first_with_the_place_that_fits(lab: Lab):
    result = await lab.ann.slash(lab.channel, "search", query="differential privacy")
    assert result.response.embeds[0].title == "Papers about “differential privacy”"
    assert shown(result).startswith("**1.** Defending against Reconstruction Attacks with Rényi Differential Privacy")
    assert "**Differential** **privacy** is a known solution" in shown(result)
    assert footer(result) == "6 papers, best match first · page 1 of 1"
    assert not result.ephemeral


@pytest.mark.parametrize(
    ("options", "titles", "said"),
    [
        ({"query": "quantization", "from": 2023}, ["LLM-QAT"], "since 2023"),
        ({"query": "quantization", "to": 2021, "author": "stock p"}, ["Training with Quantization Noise"], "by Pierre"),
        ({"query": "attention", "field": "Computer Vision"}, ["LeViT"], "in Computer Vision and Pattern"),
        ({"query": "vision transformer", "code": True}, ["LeViT"], "with code"),
        ({"query": '"split learning" -mistral'}, ["Evaluating Privacy Leakage"], "1 paper"),
    ],
)
async def test_filters_narrow_and_are_said(lab: Lab, options, titles, said):
    result = await lab.ann.slash(lab.channel, "search", **options)
    assert all(title in shown(result) for title in titles)
    assert said in footer(result)


async def test_pages_turn_for_the_one_who_asked_and_others_get_their_own(lab: Lab):
    result = await lab.ann.slash(lab.channel, "search", query="models training data")
    assert "page 1 of 3" in footer(result)
    other = await lab.bob.click(result.response, label="Next ▶")
    assert other.ephemeral
    assert "page 1 of 3" in lab.channel.last_message.embeds[0].footer.text
    await lab.ann.click(result.response, label="Next ▶")
    assert "page 2 of 3" in lab.channel.last_message.embeds[0].footer.text
    assert lab.channel.last_message.embeds[0].description.startswith("**11.**")


async def test_another_order_is_one_press_away_even_after_a_restart(lab: Lab):
    result = await lab.ann.slash(lab.channel, "search", query="models " * 60, author="Pierre Stock")
    await lab.restart()
    await lab.ann.click(result.response, label="Newest")
    first = lab.channel.last_message.embeds[0]
    assert "newest first" in first.footer.text
    assert first.description.startswith("**1.** Voxtral TTS")


async def test_nothing_found_says_what_was_searched_and_offers_the_nearest(lab: Lab):
    result = await lab.ann.slash(lab.channel, "search", query="qantization", venue="Nature")
    assert result.response.embeds[0].title == "No papers found"
    assert "“qantization”, at Nature" in shown(result)
    assert "LLM-QAT" in shown(result)
    opened = await lab.ann.select(
        result.response, [result.response.components[0]["components"][0]["options"][0]["value"]]
    )
    assert opened.ephemeral


async def test_filters_that_leave_nothing_can_be_dropped(lab: Lab):
    result = await lab.ann.slash(lab.channel, "search", query="privacy", venue="Nature")
    assert "Without these filters, 6 papers would match" in shown(result)
    await lab.ann.click(result.response, label="Without filters")
    assert lab.channel.last_message.embeds[0].title == "Papers about “privacy”"


@pytest.mark.parametrize("words", ["the of", '"', "-", "OR", "author:", "year:abc", ")(", "title:[a TO b]~2^3", "*"])
async def test_a_malformed_query_is_no_error(lab: Lab, words):
    result = await lab.ann.slash(lab.channel, "search", query=words)
    assert result.response.embeds[0].title == "No papers found" or "papers" in footer(result)


async def test_fields_of_this_library_are_offered(lab: Lab):
    choices = await lab.ann.autocomplete(lab.channel, "search", "field", "mach")
    assert choices[0]["name"] == "Machine Learning (cs.LG) · 11 papers"
    choices = await lab.ann.autocomplete(lab.channel, "search", "field", "")
    assert len(choices) == 6


async def test_a_list_is_exported_whole(lab: Lab):
    result = await lab.ann.slash(lab.channel, "search", query="models training data")
    exported = await lab.bob.click(result.response, label="Export")
    assert exported.ephemeral
    files = {file.filename: file for file in exported.response.attachments}
    assert set(files) == {"papers.bib", "papers.csv", "papers.md"}


async def test_a_paper_is_opened_from_a_list(lab: Lab):
    result = await lab.ann.slash(lab.channel, "search", query="mistral")
    menu = next(part for row in result.response.components for part in row["components"] if part.get("options"))
    opened = await lab.bob.select(result.response, [menu["options"][0]["value"]])
    assert opened.ephemeral
    assert opened.response.embeds[0].title == menu["options"][0]["label"]
