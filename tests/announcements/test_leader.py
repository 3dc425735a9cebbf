"""Two processes that both mean to announce: one alone marks a message, and what it marks survives a power loss."""

import pytest
from sqlalchemy import text

from storage.announcements.enqueue import enqueue_now
from storage.announcements.leader_lock import LeaderLock, NotLeaderError
from storage.announcements.outbox import deliverable_digests, mark_trying, outgoing_messages
from storage.announcements.setup import set_up_subscription
from storage.announcements.subscriptions import Recipient
from tests.conftest import NOW, Shelf


async def test_only_the_leader_marks_a_message_and_only_as_it_read_it(shelf: Shelf):
    library = shelf.library
    made = await library.change(set_up_subscription, library.index, Recipient(1, 2), 3, {}, {}, NOW)
    await library.change(enqueue_now, library.index, made.subscription, NOW, lambda digest: ["{}"])
    (to,) = await library.ask(deliverable_digests, NOW)
    (message,) = await library.ask(outgoing_messages, to.digest)
    first, second = LeaderLock(library.store), LeaderLock(library.store)
    assert [await first.acquire(), await second.acquire()] == [True, False]
    with pytest.raises(NotLeaderError):
        await library.change_durably(mark_trying, to.digest, message, second)
    await library.change_durably(mark_trying, to.digest, message, first)
    (to,) = await library.ask(deliverable_digests, NOW)
    assert to.is_uncertain
    with pytest.raises(NotLeaderError):  # it has been marked since it was read
        await library.change_durably(mark_trying, to.digest, message, first)
    (uncertain,) = await library.ask(outgoing_messages, to.digest)
    await first.release()
    assert await second.acquire()
    with pytest.raises(NotLeaderError):
        await library.change_durably(mark_trying, to.digest, uncertain, first)
    await library.change_durably(mark_trying, to.digest, uncertain, second)
    await second.release()


async def test_a_durable_change_is_synced_and_others_are_not(quick_shelf: Shelf):
    async def level(session) -> int:
        return (await session.execute(text("PRAGMA synchronous"))).scalar_one()

    library = quick_shelf.library
    assert [await library.change_durably(level), await library.change(level)] == [2, 1]
