"""A digest keeps Discord's limits in every message, and nothing of it is dropped."""

import re
from dataclasses import replace

import discord
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commands.embeds.digest import digest_posts, span
from commands.posts import in_thread, mark, messages, said, title
from storage.answers.digest import Coverage, Digest, DigestPaper
from storage.answers.lists import PaperLine
from tests.conftest import NOW
from tests.embeds.announcing import digests
from tests.standin.limits import message_problems

quick = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
NOTHING_FOUND = Coverage(12, 3, (), 30, NOW.date())


def body(text: str) -> dict:
    """As Discord gets it."""
    words = said(text)
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
    for text in messages(digest):
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
    assert asked <= set(pinged) or len(asked) > 50
    for text in messages(digest):
        words = said(text)
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
    texts = messages(digest_of(*(paper(number) for number in range(60))))
    assert [in_thread(text) for text in texts] == [False] + [True] * (len(texts) - 1)
    assert title(texts[0]) == "What is new · 17–23 Nov 2026"
    assert mark(texts[1]) == f"Digest 7 · 2 of {len(texts)}"
    assert len(said(texts[0])["embeds"]) == 1


async def test_a_role_is_mentioned_where_there_is_something_new_alone():
    assert said(messages(digest_of(paper(1), role=5))[0])["content"] == "<@&5>"
    assert said(messages(digest_of(role=5))[0])["content"] is None


async def test_what_is_written_is_what_is_said():
    digest = digest_of(paper(1), paper(2), role=5)
    post, text = digest_posts(digest)[0], messages(digest)[0]
    assert [embed.to_dict() for embed in said(text)["embeds"]] == [embed.to_dict() for embed in post.embeds]


def test_the_days_that_a_digest_covers_are_shortened():
    day = NOW.date()
    assert span(day, day) == "23 Nov 2026"
    assert span(day.replace(day=3), day) == "3–23 Nov 2026"
    assert span(day.replace(month=10), day) == "23 Oct – 23 Nov 2026"
    assert span(day, day.replace(year=2027)) == "23 Nov 2026 – 23 Nov 2027"


def test_more_papers_than_a_channel_takes_are_behind_a_button():
    digest = replace(digest_of(paper(1)), more=99_700)
    post = digest_posts(digest)[0]
    assert post.more
    assert "99,700" in post.embeds[0].description
    assert isinstance(post.embeds[0], discord.Embed)
