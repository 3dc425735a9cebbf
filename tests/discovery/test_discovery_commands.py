"""Following the trail: similar papers, people, references, and papers named in a message."""

import pytest

from tests.conftest import Lab


def embed(result):
    return result.response.embeds[0]


async def test_similar_papers_come_with_their_reasons(lab: Lab):
    result = await lab.ann.slash(lab.channel, "similar", paper="mistral 7b")
    assert embed(result).title == "Papers similar to “Mistral 7B”"
    assert "Mixtral of Experts" in embed(result).description.splitlines()[0]
    assert "shared topics: Mistral" in embed(result).description
    assert "also by Pierre Stock" in embed(result).description
    assert "• Mistral 7B" not in embed(result).description
    await lab.ann.click(result.response, label="Next ▶")
    assert "page 2 of 3" in lab.channel.last_message.embeds[0].footer.text


async def test_a_card_leads_to_what_is_similar_and_to_its_reference(lab: Lab):
    card = await lab.ann.slash(lab.channel, "paper", title="mistral 7b")
    similar = await lab.bob.click(card.response, label="Similar papers")
    assert similar.ephemeral
    assert embed(similar).title == "Papers similar to “Mistral 7B”"
    cited = await lab.bob.click(card.response, label="Cite")
    assert "@misc{jiang2023mistral" in embed(cited).description
    assert "and others" in embed(cited).description


async def test_new_papers_are_listed_with_the_day_they_came(lab: Lab):
    result = await lab.ann.slash(lab.channel, "new")
    assert embed(result).description.startswith("• Voxtral TTS — 26 Mar 2026")
    assert "added 23 Nov 2026" in embed(result).description
    narrowed = await lab.ann.slash(lab.channel, "new", field="cs.SE")
    assert "Devstral" in embed(narrowed).description
    assert "1 paper, most recently added first" in embed(narrowed).footer.text
    nobody = await lab.ann.slash(lab.channel, "new", author="zzyzx")
    assert embed(nobody).description == "No papers yet. `/library import` adds some."


async def test_a_random_paper_is_of_the_field_that_was_asked_for(lab: Lab):
    for _ in range(5):
        result = await lab.ann.slash(lab.channel, "random", field="Software Engineering")
        assert embed(result).title.startswith("Devstral")
    assert (await lab.ann.slash(lab.channel, "random")).response.embeds[0].title
    nothing = await lab.ann.slash(lab.channel, "random", field="Numerology")
    assert embed(nothing).title == "Paper not found"


async def test_co_authors_come_with_a_picture_that_says_what_it_shows(lab: Lab):
    result = await lab.ann.slash(lab.channel, "coauthors", author="pierre stock")
    assert "Albert Q. Jiang — 4 papers, 2023–2025" in embed(result).description
    assert "41 co-authors · page 1 of 5" in embed(result).footer.text
    (picture,) = result.response.attachments
    assert picture.filename == "coauthors.png"
    assert "Pierre Stock" in picture.description
    await lab.ann.click(result.response, label="Next ▶")
    assert "**11.**" in lab.channel.last_message.embeds[0].description


async def test_an_author_that_is_not_sure_is_asked_for_and_the_choice_is_answered(lab: Lab):
    for command, title in (("coauthors", "Co-authors of"), ("metrics", "Metrics of")):
        result = await lab.ann.slash(lab.channel, command, author="alex")
        assert embed(result).title == "Which author?"
        value = result.response.components[0]["components"][0]["options"][0]["value"]
        await lab.ann.select(result.response, [value])
        assert lab.channel.last_message.embeds[0].title.startswith(title)


async def test_metrics_are_a_picture_and_numbers(lab: Lab):
    result = await lab.ann.slash(lab.channel, "metrics", author="pierre stock")
    fields = {field.name: field.value for field in embed(result).fields}
    assert fields["Papers per year"].startswith("2026: **3** · 2025: **3**")
    assert "h-index 27 · 7,749 citations · 23 papers" in fields["Metrics over time"]
    assert result.response.attachments[0].filename == "metrics.png"


async def test_experts_come_with_evidence(lab: Lab):
    result = await lab.ann.slash(lab.channel, "expert", topic="differential privacy")
    first, paper, *_ = embed(result).description.splitlines()
    assert first.startswith("**1.** **Pierre Stock** — ")
    assert "Privacy" in paper
    nobody = await lab.ann.slash(lab.channel, "expert", topic="squids")
    assert embed(nobody).description == "No paper in this library is about this topic."


async def test_two_people_are_compared(lab: Lab):
    result = await lab.ann.slash(lab.channel, "compare", one="pierre stock", other="Alexandre Sablayrolles")
    fields = {field.name: field.value for field in embed(result).fields}
    assert "h-index: **27**" in fields["Pierre Stock"]
    assert "h-index: **—**" in fields["Alexandre Sablayrolles"]
    assert "Mistral 7B" in fields["Shared papers (4)"]
    assert any(name.startswith("Shared co-authors") for name in fields)


async def test_who_is_compared_is_asked_one_after_the_other(lab: Lab):
    result = await lab.ann.slash(lab.channel, "compare", one="alex", other="igor s")
    value = result.response.components[0]["components"][0]["options"][0]["value"]
    await lab.ann.select(result.response, [value])
    assert lab.channel.last_message.embeds[0].title.endswith("and Igor Shilov")


@pytest.mark.parametrize(
    ("style", "begins"),
    [("BibTeX", "@"), ("RIS", "TY  - "), ("APA", "Jiang, A. Q."), ("plain", "Albert Q. Jiang")],
)
async def test_a_paper_is_cited_in_each_style(lab: Lab, style, begins):
    result = await lab.ann.slash(lab.channel, "cite", paper="mistral 7b", style=style)
    assert embed(result).description.split("\n")[1].startswith(begins)
    assert embed(result).footer.text == style


async def test_papers_named_in_a_message_become_cards(lab: Lab):
    message = await lab.bob.send(
        lab.channel, "Read *Mistral 7B*, then CANIFE; and https://arxiv.org/abs/1706.03762 of course"
    )
    result = await lab.ann.context_menu(lab.channel, "Find papers here", message)
    assert result.ephemeral
    assert {card.title.split(":")[0] for card in result.response.embeds} == {"Mistral 7B", "CANIFE"}


async def test_one_paper_named_becomes_its_whole_card_and_none_is_said(lab: Lab):
    message = await lab.bob.send(lab.channel, "I like mixtral of experts!")
    result = await lab.ann.context_menu(lab.channel, "Find papers here", message)
    assert embed(result).title == "Mixtral of Experts"
    message = await lab.bob.send(lab.channel, "lunch at noon? see 10.1145/3292500.3330701")
    result = await lab.ann.context_menu(lab.channel, "Find papers here", message)
    assert embed(result).title == "No papers found here"
    assert "10.1145/3292500.3330701" in embed(result).description
