"""/announce: setting up, looking, asking for it now."""

from typing import Any
from unittest.mock import AsyncMock

import pytest

from bot.announcing.no_retries import UncertainError
from storage.announcements.answers import STOPPED
from storage.announcements.subscriptions import find_subscription, set_state
from storage.library import Library
from tests.announcements.test_following import FRESH, text_of
from tests.announcements.weeks import HOUR, MONDAY, Entry, Weeks, words


async def test_what_is_missing_is_named_and_nothing_is_set_up(weeks: Weeks):
    lab = weeks.lab
    await weeks.allow(embed_links=False, read_message_history=False)
    refused = text_of(await lab.ada.slash(lab.channel, "announce here"))
    assert "Embed Links" in refused
    assert "Read Message History" in refused
    assert "Send Messages" not in refused
    assert "Nothing is announced" in text_of(await lab.ada.slash(lab.channel, "announce status"))


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"time": "25:00"}, "not a time of day"),
        ({"timezone": "Moon/Crater"}, "time zone"),
        ({"fields": "Numerology"}, "has a field"),
        ({"what": "fields"}, "Which fields?"),
        ({"fields": ",,;"}, "names no field"),
        ({"what": "search"}, "Which search?"),
        ({"query": "the"}, "no word"),
        ({"what": "fields", "fields": "none"}, "Which fields?"),
    ],
)
async def test_a_wish_that_cannot_be_is_answered_with_what_was_expected(weeks: Weeks, options, expected):
    refused = await weeks.lab.ada.slash(weeks.lab.channel, "announce here", **options)
    assert expected in text_of(refused)
    assert "Nothing is announced" in text_of(await weeks.lab.ada.slash(weeks.lab.channel, "announce status"))


async def test_the_preview_is_what_is_posted(weeks: Weeks):
    lab = weeks.lab
    await lab.ada.slash(lab.channel, "announce here", timezone="UTC", style="channel")
    weeks.profile.add(*(Entry(f"A Fresh Result of Many {n}", MONDAY.date()) for n in range(30)))
    await weeks.load()
    previewed = await lab.ada.slash(lab.channel, "announce preview")
    shown = [message for message in previewed.followups if message.id != previewed.response.id]
    assert "30 would be announced" in words([previewed.response])
    await lab.ada.slash(lab.channel, "announce now")
    posted = weeks.said()
    await weeks.turn()
    posted = [message for message in weeks.said() if not message.flags.ephemeral]
    assert len(posted) > 1
    assert [[e.to_dict() for e in m.embeds] for m in shown] == [[e.to_dict() for e in m.embeds] for m in posted]


async def test_what_is_announced_now_is_not_told_again_in_the_weekly_slot(weeks: Weeks):
    lab = weeks.lab
    await lab.ada.slash(lab.channel, "announce here", timezone="UTC")
    weeks.profile.add(FRESH)
    await weeks.load()
    await lab.ada.slash(lab.channel, "announce now")
    await weeks.turn()
    assert words(weeks.said()).count(FRESH.title) == 1
    assert "Nothing new" in words(await weeks.week(1))


async def test_a_preview_answers_even_if_the_announcements_end_meanwhile(weeks: Weeks, monkeypatch: pytest.MonkeyPatch):
    lab = weeks.lab
    await lab.ada.slash(lab.channel, "announce here", timezone="UTC")
    ask = Library.ask

    async def ask_and_stop(library: Library, question: Any, *args: Any) -> Any:
        found = await ask(library, question, *args)
        if question is find_subscription:
            await library.change(set_state, found.id, STOPPED, weeks.now)
        return found

    monkeypatch.setattr(Library, "ask", ask_and_stop)
    assert "Nothing is announced in" in text_of(await lab.ada.slash(lab.channel, "announce preview"))


async def test_a_backfill_posts_the_newest_papers_at_once(weeks: Weeks):
    lab = weeks.lab
    await lab.ada.slash(lab.channel, "announce here", timezone="UTC", query="known before", backfill=2)
    await weeks.turn()
    told = words(weeks.said())
    assert "Known Before 1" in told
    assert "Known Before 2" in told
    assert "Known Before 3" not in told
    assert "Nothing new" in words(await weeks.week(1))


async def test_a_second_backfill_posts_the_next_papers(weeks: Weeks):
    lab = weeks.lab
    for _ in range(2):
        await lab.ada.slash(lab.channel, "announce here", timezone="UTC", backfill=2)
        await weeks.week(1)
    told = words(weeks.said())
    assert [told.count(f"Known Before {n}") for n in (1, 2, 3)] == [1, 1, 1]


async def test_where_silence_is_wished_nothing_is_said_and_status_tells_so(weeks: Weeks):
    lab = weeks.lab
    await lab.ada.slash(lab.channel, "announce here", timezone="UTC", when_nothing="silent")
    assert await weeks.week(1) == []
    assert "nothing was new, so nothing was posted" in text_of(await lab.ada.slash(lab.channel, "announce status"))


async def test_another_scope_brings_no_flood_of_what_was_there(weeks: Weeks):
    lab = weeks.lab
    await lab.ada.slash(lab.channel, "announce here", timezone="UTC", fields="cs.CV")
    weeks.profile.add(FRESH)
    await weeks.load()
    changed = await lab.ada.slash(lab.channel, "announce here", what="everything")
    assert "changed" in words([changed.response])
    assert FRESH.title not in words(await weeks.week(1))
    weeks.profile.add(Entry("What Came After", MONDAY.date()))
    await weeks.load()
    assert "What Came After" in words(await weeks.week(2))


async def test_a_role_fields_and_a_query_can_be_cleared_one_by_one(weeks: Weeks):
    lab = weeks.lab
    readers = lab.guild.create_role("Readers", mentionable=True)

    async def changed(**options: object) -> str:
        return text_of(await lab.ada.slash(lab.channel, "announce here", **options))

    told = await changed(role=readers, fields="cs.CV, cs.LG", query="known before")
    assert f"<@&{readers.id}>" in told
    assert "Computer Vision" in told
    told = await changed(query="none")
    assert "known before" not in told
    assert "Computer Vision" in told
    assert "<@&" not in await changed(no_role=True)
    assert "nothing yet" in await changed(fields="none")
    assert "cannot be combined" in await changed(role=readers, no_role=True)
    assert (await lab.ada.autocomplete(lab.channel, "announce here", "fields", "no"))[0]["value"] == "none"


async def test_a_deleted_role_is_no_longer_mentioned(weeks: Weeks):
    lab = weeks.lab
    readers = lab.guild.create_role("Readers", mentionable=True)
    await lab.ada.slash(lab.channel, "announce here", timezone="UTC", role=readers)
    weeks.profile.add(FRESH)
    await weeks.load()
    lab.env.backend.delete_role(lab.guild.id, readers.id)
    await lab.env.settle()
    (told,) = await weeks.week(1)
    assert not told.content
    assert "<@&" not in text_of(await lab.ada.slash(lab.channel, "announce here"))


async def test_what_was_stopped_says_nothing_and_begins_anew_in_silence(weeks: Weeks):
    lab = weeks.lab
    await lab.ada.slash(lab.channel, "announce here", timezone="UTC")
    await lab.ada.slash(lab.channel, "announce stop")
    weeks.profile.add(FRESH)
    await weeks.load()
    assert await weeks.week(1) == []
    assert "/announce here" in text_of(await lab.ada.slash(lab.channel, "announce now"))
    await lab.ada.slash(lab.channel, "announce here", timezone="UTC")
    assert "Nothing new" in words(await weeks.week(2))


async def test_the_status_tells_when_the_data_is_stale(weeks: Weeks):
    lab = weeks.lab
    await lab.ada.slash(lab.channel, "announce here", timezone="UTC", what="authors")
    await lab.ada.slash(lab.channel, "follow author", name="Ada Example", channel=lab.channel)
    await weeks.week(6)
    assert "Stale data" in text_of(await lab.ada.slash(lab.channel, "announce status"))


async def test_a_long_announcement_goes_on_in_a_thread(weeks: Weeks):
    lab = weeks.lab
    await lab.ada.slash(lab.channel, "announce here", timezone="UTC", style="thread")
    weeks.profile.add(*(Entry(f"A Fresh Result of Many {n}", MONDAY.date()) for n in range(30)))
    await weeks.load()
    told = await weeks.week(1)
    assert len([message for message in told if message.channel.id == lab.channel.id]) == 1
    (thread,) = lab.channel.threads
    assert thread.name.startswith("What's new")
    once = [words(told).count(f"Result of Many {n} ") + words(told).count(f"Result of Many {n}]") for n in range(30)]
    assert once == [1] * 30


async def test_a_missing_permission_for_threads_is_named_and_allowing_it_continues(weeks: Weeks):
    lab = weeks.lab
    await lab.ada.slash(lab.channel, "announce here", timezone="UTC", style="thread")
    weeks.profile.add(*(Entry(f"A Fresh Result of Many {n}", MONDAY.date()) for n in range(30)))
    await weeks.load()
    await weeks.allow(create_public_threads=False)
    assert "Result of Many" not in words(await weeks.week(1))
    status = text_of(await lab.ada.slash(lab.channel, "announce status"))
    assert "I lack the permission Create Public Threads." in status
    await weeks.allow(create_public_threads=True)
    assert "Result of Many" in words(await weeks.news())


async def test_a_channel_that_is_gone_is_told_of_and_another_one_takes_its_place(weeks: Weeks):
    lab = weeks.lab
    other = lab.channel
    gone = lab.guild.create_text_channel("gone")
    await lab.ada.slash(gone, "announce here", timezone="UTC")
    lab.env.backend.delete_channel(gone.id)
    await lab.env.settle()
    await weeks.week(1)
    (told,) = [message.content for message in lab.ada.user.dm_channel.history()]
    assert "The channel was deleted" in told
    assert "The channel was deleted" in text_of(await lab.ada.slash(other, "announce status"))
    await weeks.turn()
    await weeks.week(2)
    assert len(lab.ada.user.dm_channel.history()) == 1
    await lab.ada.slash(other, "announce here", timezone="UTC")
    assert "gone" not in text_of(await lab.ada.slash(other, "announce status"))
    await weeks.turn()
    assert "Everything is working" in text_of(await lab.ann.slash(other, "about"))


async def test_the_announcements_of_a_deleted_channel_can_be_stopped_before_their_slot(weeks: Weeks):
    lab = weeks.lab
    gone = lab.guild.create_text_channel("gone")
    for channel in (gone, lab.channel):
        await lab.ada.slash(channel, "announce here", timezone="UTC")
    lab.env.backend.delete_channel(gone.id)
    await lab.env.settle()
    status = await lab.ada.slash(lab.channel, "announce status")
    assert [field.name[0] for field in status.response.embeds[0].fields] == ["⚠", "✅"]
    assert "The channel was deleted" in text_of(status)
    pressed = await lab.ada.click(status.response, label="Stop for deleted channels")
    assert "deleted" not in words([pressed.response])
    assert len(await weeks.week(1)) == 1


async def test_a_fault_of_ours_does_not_end_the_announcing(weeks: Weeks, monkeypatch):
    lab = weeks.lab
    await lab.ada.slash(lab.channel, "announce here", timezone="UTC")

    def broken(*args, **kwargs):
        raise KeyError("a fault of ours")

    with monkeypatch.context() as faulty:
        faulty.setattr("bot.announcing.delivery.send_args", broken)
        assert await weeks.week(1) == []
    assert "unexpected error: KeyError" in text_of(await lab.ada.slash(lab.channel, "announce status"))
    assert "Nothing new" in words(await weeks.week(1, late=2 * HOUR))


async def test_an_uncertain_message_rests_before_it_is_looked_for_and_sent_again(weeks: Weeks, monkeypatch):
    lab = weeks.lab
    await lab.ada.slash(lab.channel, "announce here", timezone="UTC")
    send = AsyncMock(side_effect=UncertainError("Discord answered 504"))
    with monkeypatch.context() as resting:
        resting.setattr("bot.announcing.announcer.REST_SECONDS", float("inf"))
        with monkeypatch.context() as faulty:
            faulty.setattr("bot.announcing.delivery.DigestSender._send", send)
            assert await weeks.week(1) == []
            assert await weeks.week(1, late=2 * HOUR) == []
        assert send.await_count == 1
        await lab.restart()  # a new leader cannot know when the message was requested
        assert await weeks.week(1, late=3 * HOUR) == []
    assert "Nothing new" in words(await weeks.week(1, late=4 * HOUR))
