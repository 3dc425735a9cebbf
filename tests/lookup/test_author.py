"""What people see when they type /author."""

import pytest

from tests.conftest import Lab


def fields_of(result):
    return {field.name: field.value for field in result.response.embeds[0].fields}


async def test_the_card_shows_the_numbers_of_the_profile_with_source_and_date(lab: Lab):
    result = await lab.ann.slash(lab.channel, "author", name="Pierre Stock")
    card = result.response.embeds[0]
    shown = fields_of(result)
    assert card.title == "Pierre Stock"
    assert [shown[name] for name in ("h-index", "Papers", "Citations", "Novelty", "AI score")] == [
        "27",
        "23",
        "7,749",
        "51%",
        "59",
    ]
    assert shown["With code"] == "4 of 23"
    assert "Machine Learning (cs.LG)" in card.description
    assert "2017–2026" in card.description
    assert card.footer.text == "Source: pierre-stock.txt · as of 23 Nov 2026"
    assert not result.ephemeral


@pytest.mark.parametrize("words", ["stock p", "P. Stock", "PIERRE STOCK", "Stock, Pierre", "pierr stok", "author:1"])
async def test_a_name_as_one_remembers_it_is_enough(lab: Lab, words):
    result = await lab.ann.slash(lab.channel, "author", name=words)
    assert result.response.embeds[0].title == "Pierre Stock"


async def test_a_co_author_without_a_profile_shows_what_is_known_and_dashes_for_the_rest(lab: Lab):
    result = await lab.ann.slash(lab.channel, "author", name="Remi Gribonval")
    shown = fields_of(result)
    assert result.response.embeds[0].title == "Rémi Gribonval"
    assert shown["h-index"] == shown["Citations"] == shown["Novelty"] == shown["AI score"] == shown["Papers"] == "—"
    assert "3 papers in this library" in result.response.embeds[0].description
    assert "Pierre Stock (3)" in shown["Frequent co-authors"]


async def test_several_that_fit_are_offered_and_a_choice_turns_the_question_into_the_card(lab: Lab):
    result = await lab.ann.slash(lab.channel, "author", name="alex")
    assert result.response.embeds[0].title == "Which author?"
    options = result.response.components[0]["components"][0]["options"]
    assert [option["label"] for option in options][:2] == ["Alexandre Sablayrolles", "Alexander H. Liu"] or len(
        options
    ) == 3
    value = next(option["value"] for option in options if option["label"] == "Alexandre Sablayrolles")
    await lab.ann.select(result.response, [value])
    assert lab.channel.last_message.embeds[0].title == "Alexandre Sablayrolles"


async def test_somebody_else_cannot_choose_for_the_one_who_asked(lab: Lab):
    result = await lab.ann.slash(lab.channel, "author", name="alex")
    value = result.response.components[0]["components"][0]["options"][0]["value"]
    refused = await lab.bob.select(result.response, [value])
    assert refused.ephemeral
    assert "person who ran" in refused.response.content
    assert lab.channel.last_message.embeds[0].title == "Which author?"


async def test_none_that_fits_offers_the_nearest(lab: Lab):
    result = await lab.ann.slash(lab.channel, "author", name="Pierre Bonnard")
    assert result.response.embeds[0].title == "Author not found"
    options = result.response.components[0]["components"][0]["options"]
    assert options[0]["label"] == "Pierre Stock"


async def test_nothing_near_is_said_without_a_menu(lab: Lab):
    result = await lab.ann.slash(lab.channel, "author", name="Zzyzx Qqq")
    assert "No match for" in result.response.embeds[0].description
    assert result.response.components == []


@pytest.mark.parametrize("words", ["stock p", "pier", "rémi gri", "Sablayroles", "jiang albert"])
async def test_every_keystroke_offers_people(lab: Lab, words):
    expected = {"stock p": "Pierre Stock", "pier": "Pierre Stock", "rémi gri": "Rémi Gribonval"}
    expected |= {"Sablayroles": "Alexandre Sablayrolles", "jiang albert": "Albert Q. Jiang"}
    choices = await lab.ann.autocomplete(lab.channel, "author", "name", words)
    assert choices[0]["name"].startswith(expected[words])
    result = await lab.ann.slash(lab.channel, "author", name=choices[0]["value"])
    assert result.response.embeds[0].title == expected[words]


async def test_an_empty_box_offers_the_people_with_profiles_first(lab: Lab):
    choices = await lab.ann.autocomplete(lab.channel, "author", "name", "")
    assert choices[0]["name"] == "Pierre Stock · 23 papers · profile"
    assert len(choices) == 25
