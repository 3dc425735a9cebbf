"""Strategies for the journal club."""

from hypothesis import strategies as st

from storage.journal_club.answers import (
    BALLOT,
    ChosenPaper,
    ClubHistory,
    Nominated,
    NominatedAlready,
    Nominee,
    Round,
    Seconded,
    TooManyNominations,
    Vote,
)
from storage.lookup.answers.lists import PAGE
from tests.lookup.answers import counts, hard, ids
from tests.reading_lists.answers import moments, people

nominees = st.builds(Nominee, ids, st.none() | ids, hard, people, moments, counts)
answers = st.one_of(
    st.builds(Nominated, nominees, st.integers(1, 100), st.none() | moments),
    st.builds(Seconded, nominees, st.booleans()),
    st.builds(NominatedAlready, nominees),
    st.just(TooManyNominations()),
)


def few_or(most: int, items: st.SearchStrategy) -> st.SearchStrategy[tuple]:
    return st.lists(items, max_size=4).map(tuple) | st.builds(lambda one: (one,) * most, items)


votes = st.builds(Vote, ids, st.integers(1, 10**6), few_or(BALLOT, nominees), st.sampled_from([0, 1, 90]))
rounds = st.builds(
    Round, ids, ids, st.integers(1, 10**6), st.just("decided"), moments, ids, st.none() | ids, st.none() | nominees,
    st.none() | counts, st.integers(0, 9), st.none() | moments,
)  # fmt: skip
read = st.builds(
    ChosenPaper,
    nominees,
    moments,
    st.integers(10**17, 10**19),
    st.none() | st.integers(10**17, 10**19),
    st.none() | counts,
)
histories = st.builds(
    ClubHistory, st.none() | hard, counts, st.integers(0, 10**8), st.integers(1, 10**8), few_or(PAGE, read)
)

EMBEDS = {
    "nomination_embed": st.tuples(answers),
    "nominations_embed": st.tuples(few_or(100, nominees)),
    "vote_embed": st.tuples(votes),
    "winner_embed": st.tuples(rounds, ids, st.sampled_from([0, 1, 99])),
    "gone_embed": st.tuples(nominees),
    "history_embed": st.tuples(histories),
}
