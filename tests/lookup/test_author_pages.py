"""The pages of a person's papers."""

from tests.conftest import Lab


def lines(message):
    return message.embeds[0].description.split("\n")


async def opened(lab: Lab):
    result = await lab.ann.slash(lab.channel, "author", name="Pierre Stock")
    await lab.ann.click(result.response, label="All 23 papers")
    return result.response


async def test_the_button_turns_the_card_into_pages_of_ten_in_place(lab: Lab):
    message = await opened(lab)
    seen = lines(lab.channel.last_message)
    assert len(seen) == 10
    for expected in (10, 3):
        await lab.ann.click(message, label="Next ▶")
        assert len(lines(lab.channel.last_message)) == expected
        seen += lines(lab.channel.last_message)
    assert len(set(seen)) == 23
    assert lab.channel.last_message.id == message.id
    assert len(lab.channel.history()) == 1


async def test_papers_sort_by_newest_and_by_title(lab: Lab):
    message = await opened(lab)
    assert lines(lab.channel.last_message)[0].startswith("• Voxtral TTS")
    await lab.ann.click(message, label="Sort by title")
    first = lines(lab.channel.last_message)
    assert first[0].startswith("• An Embedding of ReLU")
    assert first == sorted(first, key=str.lower)


async def test_a_field_narrows_the_list(lab: Lab):
    message = await opened(lab)
    menu = lab.channel.last_message.components[1].children[0]
    value = next(option.value for option in menu.options if "Computer Vision" in option.label)
    await lab.ann.select(message, [value], custom_id=menu.custom_id)
    assert len(lines(lab.channel.last_message)) == 4
    assert "4 papers in Computer Vision" in lab.channel.last_message.embeds[0].footer.text


async def test_buttons_work_after_a_restart(lab: Lab):
    message = await opened(lab)
    await lab.restart()
    await lab.ann.click(message, label="Next ▶")
    assert "page 2 of 3" in lab.channel.last_message.embeds[0].footer.text
    await lab.ann.click(message, label="Author card")
    assert lab.channel.last_message.embeds[0].title == "Pierre Stock"


async def test_somebody_else_gets_a_page_of_their_own(lab: Lab):
    message = await opened(lab)
    copy = await lab.bob.click(message, label="Next ▶")
    assert copy.ephemeral
    assert "page 2 of 3" in copy.response.embeds[0].footer.text
    assert "page 1 of 3" in lab.channel.last_message.embeds[0].footer.text


async def test_a_list_that_is_narrowed_is_exported_as_it_is(lab: Lab):
    message = await opened(lab)
    menu = lab.channel.last_message.components[1].children[0]
    value = next(option.value for option in menu.options if "Computer Vision" in option.label)
    await lab.ann.select(message, [value], custom_id=menu.custom_id)
    exported = await lab.bob.click(lab.channel.last_message, label="Export")
    assert "All 4 papers" in exported.response.embeds[0].description
    assert {file.filename for file in exported.response.attachments} == {"papers.bib", "papers.csv", "papers.md"}
