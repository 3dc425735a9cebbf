"""The texts of a poll, and what is said with it."""

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.journal_club.embeds import ANSWER, QUESTION, answer_texts, thread_name, vote_embed
from commands.ui.embeds.limits import size
from commands.ui.embeds.markdown import BLANK
from storage.journal_club.answers import BALLOT
from tests.journal_club.answers import votes
from tests.lookup.answers import hard
from tests.standin.limits import message_problems
from tests.ui.test_limits import quick


@quick
@given(data=st.data())
def test_a_poll_keeps_the_limits_whatever_is_nominated(data):
    vote = data.draw(votes)
    texts = answer_texts(tuple(one.title for one in vote.nominees))
    answers = [{"poll_media": {"text": text}} for text in texts]
    poll = {"question": {"text": QUESTION}, "answers": answers}
    assert message_problems({"embeds": [vote_embed(vote).to_dict()], **({"poll": poll} if answers else {})}) == []
    assert len(set(texts)) == len(texts) <= BALLOT
    assert not [text for text in texts if BLANK.fullmatch(text) or size(text) > ANSWER]


@pytest.mark.parametrize(
    ("titles", "texts"),
    [
        (("Mistral 7B",), ("Mistral 7B",)),
        (("",  "\u200b"), ("—", "— (2)")),
        (("A", "A", "A (2)"), ("A", "A (2)", "A (2) (2)")),
        (("word " * 20,), ("word word word word word word word word word word word…",)),
        (("👩\u200d👩\u200d👧" * 20,), ("👩\u200d👩\u200d👧" * 6 + "…",)),
    ],
)  # fmt: skip
def test_answers_are_cut_at_a_word_and_no_two_are_alike(titles, texts):
    assert answer_texts(titles) == texts


def test_two_long_titles_that_begin_alike_are_told_apart():
    one, other = answer_texts(("The same beginning of a very long title, once more " * 3,) * 2)
    assert one != other
    assert other.endswith("… (2)")


@given(st.one_of(hard, st.just("")))
def test_a_thread_s_name_is_never_empty_nor_too_long(title):
    assert 1 <= size(thread_name(title)) <= 100
    assert not BLANK.fullmatch(thread_name(title))


def test_the_permission_is_named_as_discord_names_it():
    assert discord.Permissions(create_polls=True) == discord.Permissions(send_polls=True)
