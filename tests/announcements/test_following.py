"""What people follow for themselves, what a channel follows, and members who say who they are."""

import datetime as dt

import discord
from sqlalchemy import select
from sqlmodel import col

from storage.announcements.members import papers_of_members
from storage.identities.decision import Decision
from storage.identities.merge import merge_authors
from storage.schema.library import Author, Authorship
from tests.announcements.weeks import MONDAY, WEEK, Entry, Weeks, words

FRESH = Entry("A Fresh Result", MONDAY.date())


def text_of(result) -> str:
    return "\n".join([result.response.content or "", words([result.response])])


async def direct(weeks: Weeks, person) -> list[discord.Message]:
    return [message for message in person.user.dm_channel.history() if message.author.bot]


async def test_a_person_who_follows_an_author_hears_of_new_papers_by_direct_message(weeks: Weeks):
    lab = weeks.lab
    asked = await lab.bob.slash(lab.channel, "follow author", name="Ada Example")
    assert asked.ephemeral
    assert "Ada Example" in text_of(asked)
    weeks.profile.add(FRESH)
    await weeks.load()
    assert await weeks.week(1) == []
    told = await direct(weeks, lab.bob)
    assert words(told).count(FRESH.title) == 1
    assert "Known Before" not in words(told)
    await weeks.week(2)
    assert await direct(weeks, lab.bob) == told  # nothing new: a person is not told of nothing


async def test_the_button_of_an_author_s_card_follows_them_for_the_one_who_presses(weeks: Weeks):
    lab = weeks.lab
    card = await lab.ann.slash(lab.channel, "author", name="Ada Example")
    pressed = await lab.bob.click(card.response, label="Follow")
    assert pressed.ephemeral
    assert "Ada Example" in text_of(await lab.bob.slash(lab.channel, "following"))
    assert "Nothing yet" in text_of(await lab.ann.slash(lab.channel, "following"))


async def test_what_is_followed_no_longer_is_told_no_longer(weeks: Weeks):
    lab = weeks.lab
    await lab.bob.slash(lab.channel, "follow author", name="Ada Example")
    await lab.bob.slash(lab.channel, "follow field", field="cs.CV")
    choices = await lab.bob.autocomplete(lab.channel, "unfollow", "what", "ada")
    assert [choice["name"] for choice in choices] == ["author: Ada Example"]
    assert "no longer" in text_of(await lab.bob.slash(lab.channel, "unfollow", what=choices[0]["value"]))
    assert "not followed" in text_of(await lab.bob.slash(lab.channel, "unfollow", what="author: Ada Example"))
    weeks.profile.add(FRESH)
    await weeks.load()
    await weeks.week(1)
    assert await direct(weeks, lab.bob) == []


async def test_a_field_or_search_that_means_nothing_is_refused(weeks: Weeks):
    lab = weeks.lab
    assert "has a field" in text_of(await lab.bob.slash(lab.channel, "follow field", field="Numerology"))
    assert "no word" in text_of(await lab.bob.slash(lab.channel, "follow search", query="the of"))
    assert "Nothing yet" in text_of(await lab.bob.slash(lab.channel, "following"))


async def test_a_search_wants_all_of_its_words(weeks: Weeks):
    lab = weeks.lab
    await lab.bob.slash(lab.channel, "follow search", query="quantized transformers")
    weeks.profile.add(
        Entry("Quantized Networks for Everyone", MONDAY.date()), Entry("Transformers, Quantized", MONDAY.date())
    )
    await weeks.load()
    await weeks.week(1)
    told = words(await direct(weeks, lab.bob))
    assert "Transformers, Quantized" in told
    assert "Quantized Networks" not in told


async def test_only_who_may_manage_the_server_chooses_what_a_channel_follows(weeks: Weeks):
    lab = weeks.lab
    channel = discord.Object(lab.channel.id)
    refused = await lab.bob.slash(lab.channel, "follow author", name="Ada Example", channel=lab.channel)
    assert "Manage Server" in text_of(refused)
    early = await lab.ada.slash(lab.channel, "follow author", name="Ada Example", channel=lab.channel)
    assert "/announce here" in text_of(early)
    await lab.ada.slash(lab.channel, "announce here", what="authors", timezone="UTC")
    done = await lab.ada.slash(lab.channel, "follow author", name="Ada Example", channel=lab.channel)
    assert f"<#{channel.id}>" in text_of(done)
    weeks.profile.add(FRESH)
    await weeks.load()
    told = await weeks.week(1)
    assert words(told).count(FRESH.title) == 1
    assert "followed: Ada Example" in words(told)


async def test_a_member_is_named_and_pinged_only_if_they_asked_for_it(weeks: Weeks):
    lab = weeks.lab
    await lab.ada.slash(lab.channel, "announce here", timezone="UTC")
    assert "Ada Example" in text_of(await lab.bob.slash(lab.channel, "me is", author="Ada Example"))
    weeks.profile.add(FRESH)
    await weeks.load()
    (told,) = await weeks.week(1)
    assert f"<@{lab.bob.id}>" in words([told])
    assert told.content == ""
    assert "pinged" in text_of(await lab.bob.slash(lab.channel, "me ping", when=1))
    weeks.profile.add(Entry("Another Fresh Result", MONDAY.date() + WEEK))
    await weeks.load()
    (told,) = await weeks.week(2)
    assert f"<@{lab.bob.id}>" in told.content
    assert [user.id for user in told.mentions] == [lab.bob.id]
    assert "no longer know" in text_of(await lab.bob.slash(lab.channel, "me forget"))
    assert "have not said" in text_of(await lab.bob.slash(lab.channel, "me ping", when=0))
    weeks.profile.add(Entry("A Third Fresh Result", MONDAY.date() + 2 * WEEK))
    await weeks.load()
    (told,) = await weeks.week(3)
    assert f"<@{lab.bob.id}>" not in words([told]) + (told.content or "")


async def test_a_person_chooses_when_they_hear_of_it(weeks: Weeks):
    lab = weeks.lab
    await lab.bob.slash(lab.channel, "follow author", name="Ada Example")
    shown = await lab.bob.slash(lab.channel, "follow when", weekday=2, time="9 pm", timezone="Europe/Berlin")
    assert "Wednesdays 21:00, Europe/Berlin" in "\n".join(field.name for field in shown.response.embeds[0].fields)
    weeks.profile.add(FRESH)
    await weeks.load()
    weeks.pass_time(MONDAY + dt.timedelta(days=2, hours=11, minutes=59))  # 20:59 in Berlin
    await weeks.turn()
    assert await direct(weeks, lab.bob) == []
    weeks.pass_time(MONDAY + dt.timedelta(days=2, hours=12))
    await weeks.turn()
    assert words(await direct(weeks, lab.bob)).count(FRESH.title) == 1


async def test_who_linked_themselves_before_two_people_became_one_is_still_named(weeks: Weeks):
    lab = weeks.lab
    library = lab.shelf.library
    await weeks.load()
    profile = "Ada E. Example\n\n1 Papers\n\nCLOct 10, 2023\nOther Words\n\nAda E. Example\n\nText.\n"
    await lab.shelf.load("other.txt", profile)
    await lab.bob.slash(lab.channel, "me is", author="Ada E. Example")
    async with library.store.reading() as session:
        ids = {name: id for id, name in await session.execute(select(col(Author.id), col(Author.name)))}
    await library.change(merge_authors, ids["Ada Example"], ids["Ada E. Example"], Decision(MONDAY, lab.ada.id))
    async with library.store.reading() as session:
        named = {paper for paper, *_ in await session.execute(papers_of_members(lab.guild.id))}
        theirs = select(col(Authorship.paper)).where(col(Authorship.author) == ids["Ada Example"])
        assert named == set((await session.execute(theirs)).scalars())
    assert len(named) > 1
