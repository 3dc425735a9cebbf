"""What /announce status and /following say of each state that a subscription can be in."""

import datetime as dt
from dataclasses import replace

import pytest

from commands.announcements.embeds.announcing import (
    announcement_status_embed,
    following_embed,
    preview_embed,
    set_up_embed,
)
from commands.announcements.embeds.state import status_heading, status_lines
from storage.announcements.answers import Followed, LastDigest, LeftOut, Preview, SubscriptionStatus
from tests.announcements.test_digest_embeds import digest_of, paper
from tests.conftest import NOW
from tests.rows import each_row

DUE = NOW + dt.timedelta(days=7)
WELL = SubscriptionStatus(
    channel=5, state="active", everything=True, follows=(), weekday=0, time="09:00", zone="Europe/Berlin", role=None,
    in_thread=True, says_nothing=True, new_days=90, next_due=DUE, error=None, last=None, waiting=0,
    newest_data=NOW.date(), stale=0, profiles=3,
)  # fmt: skip
SENT = LastDigest(7, NOW, "sent", 12, 5, 3, 0, None, None, NOW)
STUCK = LastDigest(7, NOW, "pending", 12, 5, 3, 2, "Discord answered 500: oops", DUE, None)
FAILED = replace(WELL, state="broken", next_due=None, error="I lack the permission Send Messages.")
OLD = replace(WELL, newest_data=dt.date(2026, 9, 12), stale=3)
OF_ANN = replace(WELL, everything=False, follows=(Followed("author", "1", "Ann Lee"),))


@each_row(
    ("status", "verdict"),
    [
        (WELL, "Nothing new so far"),
        (replace(WELL, waiting=5), "**5 papers** waiting for the next announcement"),
        (FAILED, "**Failed**: I lack the permission Send Messages."),
        (replace(WELL, last=STUCK), "**Failed**: Discord answered 500: oops"),
        (OLD, "**Stale data**: the newest text is from 12 Sep 2026"),
        (replace(WELL, newest_data=None), "**No data**: the library is empty"),
        (replace(OF_ANN, newest_data=None), "**No data**: none of them has a loaded profile"),
    ],
)
def test_nothing_new_failed_and_stale_are_told_apart(status, verdict):
    verdicts = ("Nothing new so far", "waiting for the next announcement", "Failed", "Stale data", "No data")
    assert verdict in status_lines(status).splitlines()
    assert sum(one in status_lines(status) for one in verdicts) == 1


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (SENT, "12 papers checked, 5 announced"),
        (replace(SENT, posted=0), "12 papers checked, nothing new"),
        (replace(SENT, outcome="quiet", sent_at=None), "nothing was new, so nothing was posted"),
        (STUCK, f"12 papers checked, 5 to announce; 2 of 3 messages pending; next try <t:{DUE.timestamp():.0f}:F>"),
        (None, "**Last** none yet"),
    ],
)
def test_the_last_digest_is_told(last, expected):
    assert expected in status_lines(replace(WELL, last=last))


def test_a_name_of_a_field_says_what_when_and_whether_all_is_well():
    assert status_heading(WELL) == "✅ Everything · Mondays 09:00, Europe/Berlin"
    assert status_heading(FAILED).startswith("⚠️ ")
    assert status_heading(replace(WELL, last=STUCK)).startswith("⚠️ ")
    assert status_heading(replace(OF_ANN, state="paused")) == "⏸️ 1 author · Mondays 09:00, Europe/Berlin"


def test_of_very_many_channels_those_in_trouble_are_told_of_first_and_the_rest_is_counted():
    embed = announcement_status_embed((*[replace(WELL, channel=n) for n in range(30)], replace(FAILED, channel=99)))
    assert len(embed.fields) == 25
    assert "<#99>" in embed.fields[0].value
    assert "Send Messages" in embed.fields[0].value
    assert embed.footer.text == "and 6 more channels"


def test_what_is_followed_is_listed_by_kind():
    follows = (*OF_ANN.follows, Followed("field", "cs.LG", "Machine Learning"), Followed("search", "dp", "dp"))
    embed = following_embed(replace(OF_ANN, channel=None, follows=follows), "Ann")
    assert [(field.name, field.value) for field in embed.fields[:3]] == [
        ("Authors", "Ann Lee"), ("Fields", "Machine Learning"), ("Searches", "“dp”"),
    ]  # fmt: skip
    assert "`/follow author`" in following_embed(None, "Ann").description


def test_setting_up_says_that_what_is_there_counts_as_known():
    is_known = "Papers already in the library count as known"
    assert is_known in set_up_embed(WELL, True, ()).description
    assert is_known not in set_up_embed(WELL, False, ()).description
    assert f"<t:{DUE.timestamp():.0f}:F>" in set_up_embed(WELL, True, ()).description


def test_a_preview_says_what_it_leaves_out_and_why():
    left = LeftOut("known before", 7, ("One Paper", "Another"))
    embed = preview_embed(Preview(digest_of(paper(1)), (left,), posts_nothing=False))
    assert "9 papers added since the last one; 1 would be announced." in embed.description
    assert (embed.fields[0].name, embed.fields[0].value) == (
        "Left out: known before", "• One Paper\n• Another\nand 5 more",
    )  # fmt: skip
    assert "nothing would be posted" in preview_embed(Preview(digest_of(), (), posts_nothing=True)).description
