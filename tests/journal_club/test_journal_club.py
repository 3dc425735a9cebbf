"""The journal club as people see it: nominate, vote, next, history."""

import asyncio
import datetime as dt

import discord
import pytest
from simcord.backend.models.channel import Overwrite
from simcord.enums import OverwriteType

from storage.schema.columns import metadata
from tests.announcements.test_following import text_of
from tests.announcements.weeks import words
from tests.conftest import Lab
from tests.reading_lists.test_reading_list import labels, options

t = metadata.tables

TWO_DAYS = 48 * 3600


async def nominate(lab: Lab, *papers: str, person=None) -> None:
    for paper in papers:
        said = await (person or lab.ann).slash(lab.channel, "journal-club nominate", paper=paper)
        assert "ominated" in text_of(said)


async def polls(lab: Lab) -> list[discord.Message]:
    return [message for message in lab.channel.history() if message.poll is not None]


async def vote(lab: Lab, **options) -> discord.Message:
    said = await lab.ann.slash(lab.channel, "journal-club vote", **options)
    assert "The poll is open" in text_of(said)
    return (await polls(lab))[-1]


async def later(lab: Lab, seconds: float) -> None:
    """The clock alone is moved; polls that are over are closed."""
    lab.env.backend.clock.advance(seconds)
    lab.env.backend.expire_due_polls()
    await lab.env.settle()


async def test_a_vote_is_held_and_the_winner_gets_a_thread_with_its_card(lab: Lab):
    await nominate(lab, "mistral 7b", "mixtral")
    poll = await vote(lab)
    assert [answer.text for answer in poll.poll.answers] == ["Mistral 7B", "Mixtral of Experts"]
    assert "Mistral 7B" in words([poll])
    assert "/journal-club next" in words([poll])
    await lab.bob.vote(poll, answer=2)
    early = await lab.ann.slash(lab.channel, "journal-club next")
    assert "open until <t:" in text_of(early)
    assert lab.channel.threads == []
    await later(lab, TWO_DAYS + 1)
    done = await lab.ann.slash(lab.channel, "journal-club next")
    (thread,) = lab.channel.threads
    assert f"<#{thread.id}>" in text_of(done)
    assert "1 vote" in text_of(done)
    assert thread.name == "Mixtral of Experts"
    assert thread.id == poll.id
    (card,) = [message for message in thread.history() if message.embeds]
    assert card.embeds[0].title == "Mixtral of Experts"
    history = await lab.bob.slash(lab.channel, "journal-club history", query="mixtral")
    assert str(thread.id) in text_of(history)
    assert f"<@{lab.ann.id}>" in text_of(history)
    opened = await lab.bob.select(history.response, options(history.response)[:1])
    assert opened.response.embeds[0].title == "Mixtral of Experts"
    assert "No paper in the history" in text_of(await lab.bob.slash(lab.channel, "journal-club history", query="zebra"))
    assert "Mistral 7B" in text_of(await lab.ann.slash(lab.channel, "journal-club nominate"))


async def test_two_who_type_next_at_once_open_one_thread(lab: Lab):
    await nominate(lab, "mistral 7b", "mixtral")
    poll = await vote(lab)
    await lab.bob.vote(poll, answer=1)
    await later(lab, TWO_DAYS + 1)
    said = await asyncio.gather(
        *(person.slash(lab.channel, "journal-club next") for person in (lab.ann, lab.bob)), return_exceptions=True
    )
    answers = [text_of(one) for one in said if not isinstance(one, BaseException)]
    (thread,) = lab.channel.threads
    assert len([message for message in thread.history() if message.embeds]) == 1
    assert len([answer for answer in answers if "The journal club's next paper" in answer]) == 1


@pytest.mark.parametrize("lost", ["thread", "card", "mark"])
async def test_what_a_crash_left_undone_is_done_by_the_next_who_asks(lab: Lab, lost):
    await nominate(lab, "mistral 7b", "mixtral")
    poll = await vote(lab)
    await lab.bob.vote(poll, answer=1)
    await later(lab, TWO_DAYS + 1)
    await lab.ann.slash(lab.channel, "journal-club next")
    (thread,) = lab.channel.threads
    rounds = t["club_round"]
    async with lab.shelf.library.store.writing() as session:
        undone = {"state": "decided", "thread": None, "claimed_at": lab.env.now()}
        await session.execute(rounds.update().values(undone))
    channel = lab.env.bot.get_channel(thread.id)
    if lost == "thread":
        await channel.delete()
    elif lost == "card":
        async for message in channel.history():
            if message.embeds:
                await message.delete()
    await lab.restart()
    assert "still running" in text_of(await lab.ann.slash(lab.channel, "journal-club next"))
    assert "no thread yet" in text_of(await lab.ann.slash(lab.channel, "journal-club vote"))
    await later(lab, 61)
    assert "The journal club's next paper" in text_of(await lab.bob.slash(lab.channel, "journal-club next"))
    (thread,) = lab.channel.threads
    assert len([message for message in thread.history() if message.embeds]) == 1


async def test_a_poll_whose_sending_was_not_heard_to_the_end_is_found(lab: Lab):
    await nominate(lab, "mistral 7b", "mixtral")
    poll = await vote(lab)
    async with lab.shelf.library.store.writing() as session:
        await session.execute(t["club_round"].update().values(state="starting", message=None))
    await lab.bob.vote(poll, answer=1)
    await later(lab, TWO_DAYS + 1)
    await lab.ann.slash(lab.channel, "journal-club next")
    assert [thread.id for thread in lab.channel.threads] == [poll.id]


async def test_a_poll_that_was_never_sent_is_given_up(lab: Lab):
    await nominate(lab, "mistral 7b", "mixtral")
    poll = await vote(lab)
    async with lab.shelf.library.store.writing() as session:
        await session.execute(t["club_round"].update().values(state="starting", message=None))
    await lab.env.bot.get_channel(lab.channel.id).get_partial_message(poll.id).delete()
    assert "being posted" in text_of(await lab.ann.slash(lab.channel, "journal-club vote"))
    await later(lab, 61)
    assert "never posted" in text_of(await lab.ann.slash(lab.channel, "journal-club next"))
    await vote(lab)


async def test_deleting_the_poll_calls_the_vote_off(lab: Lab):
    await nominate(lab, "mistral 7b", "mixtral")
    poll = await vote(lab)
    assert "There is already a poll" in text_of(await lab.bob.slash(lab.channel, "journal-club vote"))
    await lab.env.bot.get_channel(lab.channel.id).get_partial_message(poll.id).delete()
    assert "was deleted" in text_of(await lab.ann.slash(lab.channel, "journal-club next"))
    await vote(lab, hours=1)


async def test_of_equals_the_one_nominated_first_wins_and_that_is_said(lab: Lab):
    await nominate(lab, "mistral 7b", "mixtral", "canife")
    poll = await vote(lab, hours=1)
    await lab.ann.vote(poll, answer=3)
    await lab.bob.vote(poll, answer=2)
    await later(lab, 3601)
    said = text_of(await lab.ann.slash(lab.channel, "journal-club next"))
    assert "nominated first" in said
    assert lab.channel.threads[0].name == "Mixtral of Experts"


async def test_without_a_vote_nothing_is_chosen_and_all_stays(lab: Lab):
    await nominate(lab, "mistral 7b", "mixtral")
    await vote(lab, hours=1)
    await later(lab, 3601)
    assert "Nobody voted" in text_of(await lab.ann.slash(lab.channel, "journal-club next"))
    assert lab.channel.threads == []
    assert "2 papers are nominated" in text_of(await lab.ann.slash(lab.channel, "journal-club next"))


async def test_one_nomination_needs_no_vote(lab: Lab):
    assert "Nothing is nominated" in text_of(await lab.ann.slash(lab.channel, "journal-club next"))
    assert "Nothing is nominated" in text_of(await lab.ann.slash(lab.channel, "journal-club vote"))
    await nominate(lab, "mistral 7b")
    assert "no poll is needed" in text_of(await lab.ann.slash(lab.channel, "journal-club vote"))
    assert "only nomination" in text_of(await lab.ann.slash(lab.channel, "journal-club next"))
    (thread,) = lab.channel.threads
    assert thread.name == "Mistral 7B"
    assert await polls(lab) == []


async def test_a_card_s_button_nominates_and_another_person_seconds(lab: Lab):
    card = await lab.ann.slash(lab.channel, "paper", title="mistral 7b")
    first = await lab.ann.click(card.response, label="Nominate")
    assert first.ephemeral
    assert "Nominated" in text_of(first)
    assert "seconded by 1 member" in text_of(await lab.bob.click(card.response, label="Nominate"))
    assert "Already seconded" in text_of(await lab.bob.click(card.response, label="Nominate"))
    again = await lab.ann.click(card.response, label="Nominate")
    assert "You nominated" in text_of(again)
    assert "Withdrew" in text_of(await lab.ann.click(again.response, label="Withdraw"))
    assert "Nothing is nominated" in text_of(await lab.ann.slash(lab.channel, "journal-club vote"))


async def test_only_who_nominated_takes_it_back(lab: Lab):
    said = await lab.ann.slash(lab.channel, "journal-club nominate", paper="mistral 7b")
    assert labels(said.response) == ["Withdraw"]
    assert "Only the person who nominated" in text_of(await lab.bob.click(said.response, label="Withdraw"))
    assert "Withdrew" in text_of(await lab.ada.click(said.response, label="Withdraw"))


@pytest.mark.parametrize("flag", ["create_polls", "create_public_threads", "send_messages_in_threads"])
async def test_a_missing_permission_is_named_beforehand(lab: Lab, flag):
    await nominate(lab, "mistral 7b", "mixtral")
    allow, deny = discord.PermissionOverwrite(**{flag: False}).pair()
    me = lab.env.backend.bot_user.id
    lab.env.backend.set_overwrite(lab.channel.id, Overwrite(me, OverwriteType.MEMBER, allow.value, deny.value))
    await lab.env.settle()
    refused = text_of(await lab.ann.slash(lab.channel, "journal-club vote"))
    assert flag.replace("_", " ").title().replace(" In ", " in ") in refused
    assert await polls(lab) == []


async def test_more_than_ten_are_left_for_the_next_vote(lab: Lab):
    line = '{{"title": "Numbered {0} with a very long title that a poll has no room for at all", "authors": ["A B"]}}\n'
    await lab.shelf.load("many.jsonl", "".join(line.format(f"{n:02}") for n in range(12)))
    await nominate(lab, *(f"numbered {n:02}" for n in range(12)))
    poll = await vote(lab)
    assert len(poll.poll.answers) == 10
    assert all(answer.text.endswith("…") for answer in poll.poll.answers)
    assert "2 nominations stay" in words([poll])
    assert poll.poll.expires_at - poll.created_at == dt.timedelta(hours=48)
