"""Eight weeks of a channel: time is moved, and somebody reads along."""

import datetime as dt

import discord

from tests.announcements.weeks import HOUR, MONDAY, WEEK, Entry, Weeks, words


async def test_eight_weeks(weeks: Weeks):
    lab, profile = weeks.lab, weeks.profile
    asked = await lab.ada.slash(lab.channel, "announce here", timezone="UTC", style="channel")
    assert asked.ephemeral
    assert "set up" in asked.response.embeds[0].title

    # 1: what was there is known.
    assert titles(await weeks.week(1)) == ["Nothing new · 1–2 Nov 2026"]

    # 2: new papers.
    profile.add(*(Entry(f"Fresh Result {n}", MONDAY.date() + dt.timedelta(days=n)) for n in (1, 2, 3)))
    await weeks.load()
    told = await weeks.week(2)
    assert [words(told).count(f"Fresh Result {n}") for n in (1, 2, 3)] == [1, 1, 1]
    assert "3 new papers" in words(told)
    assert "Known Before" not in words(told)

    # 3: an old paper is added, and numbers change.
    profile.add(Entry("Forgotten Early Work", dt.date(2019, 5, 1)))
    profile.h_index, profile.citations = 28, 7_869
    await weeks.load()
    told = await weeks.week(3)
    assert "new paper" not in words(told).splitlines()[1]
    added = next(
        embed for message in told for embed in message.embeds if embed.title.startswith("Added to the library")
    )
    assert "Forgotten Early Work" in added.description
    assert "h-index 27 → 28 (+1) · papers" in words(told)
    assert "citations 7,749 → 7,869 (+120)\n*2 Nov 2026 → 9 Nov 2026*" in words(told)

    # 4 and 5: the bot is down, while papers come in; then one announcement covers both.
    for n in (4, 5):
        profile.add(Entry(f"While You Were Away {n}", MONDAY.date() + dt.timedelta(weeks=n - 2)))
        weeks.pass_time(MONDAY + (n - 2) * WEEK + 30 * HOUR)
        await weeks.load()
    told = await weeks.week(5, late=dt.timedelta(days=1))
    assert len([title for title in titles(told) if title.startswith("What's new")]) == 1
    assert "What's new · 16 Nov – 1 Dec 2026" in titles(told)
    assert [words(told).count(f"While You Were Away {n}") for n in (4, 5)] == [1, 1]

    # 6: somebody takes a permission away; it is said to the admin, once, and all is told when it is back.
    await weeks.allow(send_messages=False)
    profile.add(Entry("Told After The Repair", MONDAY.date() + 5 * WEEK))
    await weeks.load()
    assert await weeks.week(6) == []
    await weeks.turn()
    direct = [message.content for message in lab.ada.user.dm_channel.history()]
    assert len(direct) == 1
    assert "Send Messages" in direct[0]
    status = await lab.ada.slash(lab.channel, "announce status")
    assert "Send Messages" in words([status.response])
    about = await lab.ada.slash(lab.channel, "about")
    assert "announcements have stopped in 1 place" in words([about.response])
    await weeks.allow(send_messages=True)
    told = await weeks.news()
    assert words(told).count("Told After The Repair") == 1

    # 7: paused; what comes in is kept.
    await lab.ada.slash(lab.channel, "announce pause")
    profile.add(Entry("Kept During The Pause", MONDAY.date() + 6 * WEEK))
    await weeks.load()
    assert await weeks.week(7) == []
    await lab.ada.slash(lab.channel, "announce resume")
    assert await weeks.news() == []

    # 8: it goes on with the next slot; a title that is edited is no news.
    profile.retitle("Fresh Result 2", "Fresh Results 2")
    await weeks.load()
    told = await weeks.week(8)
    assert words(told).count("Kept During The Pause") == 1
    assert "1 new paper" in words(told)
    assert "Fresh Results 2" not in words(told)
    assert titles(await weeks.week(9)) == ["Nothing new · 21–28 Dec 2026"]

    everything = words(weeks.said())
    assert {
        everything.count(one.title) for one in profile.entries if one.title.startswith(("While", "Told", "Kept"))
    } == {1}


def titles(told: list[discord.Message]) -> list[str]:
    return [embed.title for message in told for embed in message.embeds]
