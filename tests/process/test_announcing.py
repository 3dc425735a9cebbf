"""Announcements of the real process: direct messages that are closed, and one bad channel among good ones."""

import json
import sqlite3
from pathlib import Path

from bot.importing import import_paths
from bot.settings import read_settings
from tests.patience import until
from tests.process.conftest import Start
from tests.standin.ledger import Message
from tests.standin.server import Standin
from tests.standin.world import ADA, BEN

PAPER = {
    "id": "1",
    "title": "A Fresh Result",
    "authors": ["Pierre Stock"],
    "published": "2026-11-20",
    "abstract": "We found it.",
}


async def come_in(tmp_path: Path) -> None:
    """A paper, from a process beside the bot's."""
    (file := tmp_path / "new.jsonl").write_text(json.dumps(PAPER))
    database = f"sqlite:///{tmp_path}/paperbot.db"
    settings = read_settings(needs_token=False, DATABASE_URL=database, PAPERBOT_INDEX=tmp_path / "paperbot.db.index")
    assert await import_paths(settings, [file], None) == 0


def is_due(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "paperbot.db") as store:
        store.execute("update subscription set next_due = '2026-01-05 09:00:00', started_at = '2026-01-01 09:00:00'")


async def announced(standin: Standin, channel: str, count: int = 1) -> list[Message]:
    def found() -> list[Message]:
        there = [message for message in standin.ledger.in_channel(channel) if message.embeds]
        return there if len(there) >= count else []

    return await until(found)


async def test_closed_direct_messages_are_said_in_following_and_what_is_new_is_kept(
    standin: Standin, start: Start, tmp_path: Path
):
    await start(STANDIN_READY_SECONDS="0.1")
    mine = standin.world.dm(BEN)
    await standin.slash("follow field", field="Machine Learning")
    await standin.slash("follow search", query="fresh result")
    await come_in(tmp_path)
    standin.faults.refuse(403, 50007, times=99, on=f"POST /channels/{mine}/messages")
    is_due(tmp_path)

    async def is_said() -> bool:
        await standin.slash("author", name="Pierre Stock")
        followups = [message for asked in standin.answers.interactions.values() for message in asked.followups]
        return ["cannot send you direct messages" in message.payload["content"] for message in followups] == [True]

    await until(is_said)
    assert "cannot send you direct messages" in str((await standin.slash("following")).answer.embeds)
    standin.faults.clear()
    await standin.slash("following")  # after which it tries again
    told = await announced(standin, mine)
    assert str([message.embeds for message in told]).count("A Fresh Result") == 1


async def test_a_channel_that_refuses_does_not_keep_the_others_waiting(standin: Standin, start: Start, tmp_path: Path):
    bad, slow = standin.world.add_channel("bad"), standin.world.add_channel("slow")
    await start(STANDIN_READY_SECONDS="0.1")
    for channel in (bad, slow, standin.world.papers):
        asked = await standin.slash("announce here", person=ADA, channel=channel)
        assert "set up" in asked.answer.embeds[0]["title"]
    standin.faults.refuse(403, 50013, times=99, on=f"POST /channels/{bad}/messages")
    standin.faults.fail(500, times=1, on=f"POST /channels/{slow}/messages")
    is_due(tmp_path)
    (good,) = await announced(standin, standin.world.papers)
    assert "Nothing new" in good.embeds[0]["title"]
    (late,) = await announced(standin, slow)
    assert late.accepted_at > good.accepted_at
    assert not standin.ledger.in_channel(bad)
    (told,) = [m for m in standin.ledger.in_channel(standin.world.dm(ADA)) if m.payload["content"]]
    assert "have stopped" in told.payload["content"]
    status = await standin.slash("announce status", person=ADA)
    assert "I lack permission" in str(status.answer.embeds)
