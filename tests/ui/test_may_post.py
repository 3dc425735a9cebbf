"""What the bot posts for somebody, they could post themselves."""

import discord
import pytest
from simcord.backend.models.channel import Overwrite
from simcord.enums import OverwriteType

from tests.announcements.test_following import text_of
from tests.conftest import Lab


async def deny(lab: Lab, permission: str) -> None:
    """To Ann, in the channel."""
    allow, denied = discord.PermissionOverwrite(**{permission: False}).pair()
    overwrite = Overwrite(lab.ann.id, OverwriteType.MEMBER, allow.value, denied.value)
    lab.env.backend.set_overwrite(lab.channel.id, overwrite)
    await lab.env.settle()


@pytest.mark.parametrize("name", ["random", "metrics", "coauthors", "journal-club nominate"])
async def test_who_may_not_write_is_answered_alone(lab: Lab, name: str):
    options = {"author": "Pierre Stock"} if name in ("metrics", "coauthors") else {}
    assert not (await lab.ann.slash(lab.channel, name, **options)).ephemeral
    await deny(lab, "send_messages")
    assert (await lab.ann.slash(lab.channel, name, **options)).ephemeral


async def test_who_may_not_write_shares_no_list(lab: Lab):
    await lab.ann.slash(lab.channel, "save", paper="mistral 7b")
    await deny(lab, "send_messages")
    assert "permission to send messages" in text_of(await lab.ann.slash(lab.channel, "reading-list share"))


@pytest.mark.parametrize(
    ("command", "permission", "words"),
    [
        ("vote", "send_messages", "Send Messages"),
        ("vote", "create_polls", "Create Polls"),
        ("next", "create_public_threads", "Create Public Threads"),
    ],
)
async def test_the_club_does_for_nobody_what_they_may_not_do_there(lab: Lab, command, permission, words):
    for paper in ("mistral 7b", "llama"):
        await lab.bob.slash(lab.channel, "journal-club nominate", paper=paper)
    await deny(lab, permission)
    said = text_of(await lab.ann.slash(lab.channel, f"journal-club {command}"))
    assert "You lack permissions" in said
    assert words in said


async def test_a_vote_of_more_than_a_week_is_for_managers(lab: Lab):
    long = await lab.ann.slash(lab.channel, "journal-club vote", hours=169)
    assert "Only people with *Manage Messages*" in text_of(long)
    for person, hours in ((lab.ann, 168), (lab.ada, 169)):
        assert "Only people" not in text_of(await person.slash(lab.channel, "journal-club vote", hours=hours))
