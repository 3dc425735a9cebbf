"""A digest keeps Discord's limits in every message, and nothing of it is dropped."""

import datetime as dt
import re
from dataclasses import replace

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.announcements.embeds.digest import digest_posts
from commands.announcements.embeds.headline import date_span
from commands.announcements.messages import footer_text, is_in_thread, render_messages, send_args, thread_title
from commands.ui.embeds.markdown import escaped
from storage.announcements.answers import (
    Coverage,
    Digest,
    DigestPaper,
    LinkedMember,
    MetricChange,
    ProfileAge,
    ProfileChanges,
)
from storage.lookup.answers.lists import PaperLine
from tests.announcements.answers import digests
from tests.conftest import NOW
from tests.examples import examples
from tests.standin.limits import message_problems

quick = examples(10)
NOTHING_FOUND = Coverage(12, 3, (), 30, NOW.date())


def body(text: str) -> dict:
    """As Discord gets it."""
    words = send_args(text)
    view = words.get("view")
    return {
        "content": words["content"],
        "embeds": [embed.to_dict() for embed in words["embeds"]],
        "components": view.to_components() if view else [],
    }


def digest_of(*papers: DigestPaper, **more) -> Digest:
    day = NOW.date()
    known = {"added": (), "profiles": (), "more": 0, "role": None, "in_thread": True, **more}
    return Digest(
        7, day.replace(day=17), day, papers, known.pop("added"), 90, coverage=NOTHING_FOUND, considered=9, **known
    )


def paper(number: int, title: str = "", members=()) -> DigestPaper:
    line = PaperLine(number, title or f"Paper Number {number}", "2026-11-20", "cs.LG", True, "https://arxiv.org/abs/1")
    return DigestPaper(line, "Ann Lee, Bob Ray", "In this paper, we propose it.", (), members)


@quick
@given(digests)
async def test_every_message_of_a_digest_keeps_the_limits(digest):
    for text in render_messages(digest):
        assert message_problems(body(text)) == []


@quick
@given(digests)
async def test_every_paper_is_in_one_message_and_numbered(digest):
    posts = digest_posts(digest)
    opened = [line.id for post in posts for line in post.papers]
    assert opened == [one.line.id for one in (*digest.new, *digest.added)]
    shown = "\n".join(embed.description or "" for post in posts for embed in post.embeds)
    numbers = [int(found) for found in re.findall(r"(?m)^\*\*(\d+)\.\*\* ", shown)]
    assert numbers == list(range(1, len(opened) + 1))
    footers = [post.embeds[-1].footer.text for post in posts]
    assert footers == [f"Digest {digest.number} · {place} of {len(posts)}" for place in range(1, len(posts) + 1)]


@quick
@given(digests)
async def test_each_member_who_asked_for_it_is_pinged_once_and_nobody_else(digest):
    asked = {m.person for one in (*digest.new, *digest.added) for m in one.members if m.ping}
    pinged = [person for post in digest_posts(digest) for person in post.users]
    assert len(pinged) == len(set(pinged))
    assert set(pinged) <= asked
    assert asked <= set(pinged) or len(asked) > 70
    for text in render_messages(digest):
        words = send_args(text)
        allowed = words["allowed_mentions"].to_dict()
        assert {int(found) for found in re.findall(r"<@(\d+)>", words["content"] or "")} == set(
            allowed.get("users", [])
        )
        assert {int(found) for found in re.findall(r"<@&(\d+)>", words["content"] or "")} == set(
            allowed.get("roles", [])
        )
        assert "parse" not in allowed or allowed["parse"] == []


@given(st.integers(0, 5))
async def test_a_small_digest_is_one_message(size):
    digest = digest_of(*(paper(number) for number in range(size)))
    assert len(digest_posts(digest)) == 1


async def test_a_long_digest_goes_on_in_the_thread_of_its_headline():
    texts = render_messages(digest_of(*(paper(number) for number in range(60))))
    assert [is_in_thread(text) for text in texts] == [False] + [True] * (len(texts) - 1)
    assert thread_title(texts[0]) == "What's new · 17–23 Nov 2026"
    assert footer_text(texts[1]) == f"Digest 7 · 2 of {len(texts)}"
    assert len(send_args(texts[0])["embeds"]) == 1


async def test_a_role_is_mentioned_where_there_is_something_new_alone():
    assert send_args(render_messages(digest_of(paper(1), role=5))[0])["content"] == "<@&5>"
    assert send_args(render_messages(digest_of(role=5))[0])["content"] is None


async def test_what_is_written_is_what_is_said():
    digest = digest_of(paper(1), paper(2), role=5)
    post, text = digest_posts(digest)[0], render_messages(digest)[0]
    assert [embed.to_dict() for embed in send_args(text)["embeds"]] == [embed.to_dict() for embed in post.embeds]


def test_the_days_that_a_digest_covers_are_shortened():
    day = NOW.date()
    assert date_span(day, day) == "23 Nov 2026"
    assert date_span(day.replace(day=3), day) == "3–23 Nov 2026"
    assert date_span(day.replace(month=10), day) == "23 Oct – 23 Nov 2026"
    assert date_span(day, day.replace(year=2027)) == "23 Nov 2026 – 23 Nov 2027"


def test_more_papers_than_a_channel_takes_are_behind_a_button():
    digest = replace(digest_of(paper(1)), more=99_700)
    post = digest_posts(digest)[0]
    assert post.more
    assert "99,700" in post.embeds[0].description
    assert isinstance(post.embeds[0], discord.Embed)


def numbers(name: str, *changes: MetricChange, is_new: bool = False) -> ProfileChanges:
    return ProfileChanges(1, name, "ann-lee.txt", is_new, changes)


OCTOBER, NOVEMBER = dt.date(2026, 10, 10), dt.date(2026, 11, 23)
GROWN = numbers(
    "Ann Lee",
    MetricChange("h_index", 27, 28, OCTOBER, NOVEMBER),
    MetricChange("citations", 7_749, 7_869, OCTOBER, NOVEMBER),
)


def headline_of(digest: Digest) -> str:
    return digest_posts(digest)[0].embeds[0].description


def test_a_typical_week_is_one_message_that_says_all():
    week = digest_of(*map(paper, range(5)), added=(paper(5), paper(6)), profiles=(GROWN,))
    (post,) = digest_posts(week)
    assert [embed.title for embed in post.embeds] == [
        "What's new · 17–23 Nov 2026",
        "New papers",
        "Added to the library",
    ]
    assert post.embeds[0].description == (
        "**5 new papers** by Ann Lee and Bob Ray, **2** added to the library, **1 profile** with new metrics.\n\n"
        "**Ann Lee** h-index 27 → 28 (+1) · citations 7,749 → 7,869 (+120)\n*10 Oct 2026 → 23 Nov 2026*\n\n"
        "Checked 12 authors and 3 profiles, all updated in the last 30 days."
    )
    assert post.embeds[2].description == (
        "*Published more than 90 days ago.*\n\n"
        "**6.** [Paper Number 5](https://arxiv.org/abs/1) — 20 Nov 2026 · `code` · Machine Learning\n"
        "*Ann Lee, Bob Ray*\nIn this paper, we propose it.\n\n"
        "**7.** [Paper Number 6](https://arxiv.org/abs/1) — 20 Nov 2026 · `code` · Machine Learning\n"
        "*Ann Lee, Bob Ray*\nIn this paper, we propose it."
    )


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        (["Ann Lee"], "by Ann Lee,"),
        (["Ann Lee", "Bob Ray, Ann Lee", "Cy Doe"], "by Ann Lee, Bob Ray and Cy Doe,"),
        (["Ann Lee, Bob Ray", "Cy Doe, Di Poe"], "by 4 people,"),
        (["Ann Lee, Bob Ray et al.", "Cy Doe"], "by Ann Lee, Bob Ray, Cy Doe and others,"),
        (["Ann Lee, Bob Ray et al.", "Cy Doe, Di Poe"], "by more than 4 people,"),
        ([""], "new paper**,"),
    ],
)
def test_the_headline_says_whose_the_papers_are_and_claims_no_more_than_it_knows(authors, expected):
    papers = (replace(paper(n), authors=names) for n, names in enumerate(authors))
    assert expected in headline_of(digest_of(*papers, added=(paper(9),)))


@pytest.mark.parametrize(
    ("changes", "is_new", "expected"),
    [
        ([("citations", 100, 90, OCTOBER)], False, " citations 100 → 90 (−10)\n*10 Oct 2026 → 23 Nov 2026*"),
        ([("h_index", None, 28, None)], False, " h-index 28\n*23 Nov 2026*"),
        ([("h_index", None, 28, None), ("ai_score", None, 51.5, None)], True,
         " (new profile) h-index 28 · AI score 51.5\n*23 Nov 2026*"),
        ([("novelty", 51, 52, OCTOBER), ("paper_count", None, 9, None)], False,
         " novelty 51% → 52% (+1%)\n*10 Oct 2026 → 23 Nov 2026*\npapers 9\n*23 Nov 2026*"),
        ([], True, " (new profile)"),
    ],
)  # fmt: skip
def test_changed_numbers_bear_their_days(changes, is_new, expected):
    found = numbers("Ann", *(MetricChange(*change, NOVEMBER) for change in changes), is_new=is_new)
    assert f"\n**Ann**{expected}\n" in headline_of(digest_of(profiles=(found,)))


def test_two_profiles_of_a_person_are_told_apart_by_their_files():
    other = replace(GROWN, source="lee.json")
    text = headline_of(digest_of(profiles=(GROWN, other)))
    assert "**Ann Lee** (ann-lee.txt) h-index" in text
    assert "**Ann Lee** (lee.json) h-index" in text


@pytest.mark.parametrize("size", [1, 20, 40, 200])
def test_every_profile_with_new_numbers_is_in_one_message(size):
    profiles = tuple(replace(GROWN, author=n, name=f"Ann Lee the {n}.") for n in range(size))
    posts = digest_posts(digest_of(paper(1), profiles=profiles))
    shown = "\n".join(embed.description for post in posts for embed in post.embeds)
    assert [shown.count(f"the {n}.** ") for n in range(size)] == [1] * size
    assert "citations" in posts[0].embeds[0].description or size > 20


def test_coverage_names_the_oldest_profiles_and_counts_the_rest():
    stale = tuple(ProfileAge(f"Ann {n}", dt.date(2026, 9, 12)) for n in range(9))
    text = headline_of(replace(digest_of(), coverage=Coverage(12, 9, stale, 30, NOVEMBER)))
    assert "Checked 12 authors and 9 profiles. Not updated for 30 days: Ann 0 (12 Sep 2026), " in text
    assert text.endswith("Ann 4 (12 Sep 2026), and 4 more.")


def test_a_backfill_says_that_it_is_one():
    digest = digest_of(paper(1), paper(2), backfill=True)
    assert headline_of(digest).startswith("The newest 2 papers in this library.")


def test_what_the_library_got_of_unknown_age_is_said_to_be_so():
    undated = replace(paper(1), line=replace(paper(1).line, published=None))
    added = digest_posts(digest_of(added=(undated,)))[0].embeds[1]
    assert added.description.startswith("*Published more than 90 days ago, or on an unknown date.*\n\n**1.** ")


def test_members_who_find_no_room_to_be_pinged_are_named():
    people = tuple(LinkedMember(10**17 + n, ping=True) for n in range(150))
    posts = digest_posts(digest_of(*(paper(n, members=people[n * 50 : n * 50 + 50]) for n in range(3))))
    (post,) = posts
    assert 70 < len(post.users) < 150
    assert len(post.content) <= 2_000
    shown = post.embeds[1].description
    assert [shown.count(f"<@{one.person}>") for one in people] == [1] * 150


def test_new_numbers_alone_mention_the_role():
    assert digest_posts(digest_of(profiles=(GROWN,), role=5))[0].content == "<@&5>"


def test_one_member_reads_of_one_paper():
    (post,) = digest_posts(digest_of(paper(1, members=(LinkedMember(7, ping=True),)), role=5))
    assert post.content == "<@&5>\n<@7> your paper is in this digest"


def test_a_long_title_is_whole_and_keeps_its_link():
    title = "A_" * 140
    (post,) = digest_posts(digest_of(paper(1, title)))
    assert f"[{escaped(title)}](https://arxiv.org/abs/1)" in post.embeds[1].description
