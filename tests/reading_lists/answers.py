"""Strategies for reading lists."""

import datetime as dt
from dataclasses import replace

from hypothesis import strategies as st

from storage.lookup.answers.lists import PAGE
from storage.reading_lists.answers import (
    ListEntry,
    ListFull,
    ListName,
    ListPage,
    Owner,
    PaperSaved,
    SharedPage,
    TooManyLists,
)
from tests.lookup.answers import counts, hard, ids, lines, many

moments = st.datetimes(dt.datetime(1970, 1, 2), dt.datetime(2200, 1, 1), timezones=st.just(dt.UTC))
people = st.none() | st.integers(10**17, 10**19)
owners = st.builds(Owner, person=ids) | st.builds(Owner, guild=ids)
list_names = st.builds(ListName, ids, owners, hard, counts, people)
notes = st.none() | hard.map(lambda text: text[:500])
saved = st.builds(ListEntry, ids, hard, st.none() | lines, notes, people, moments)
pages_of_saved = st.lists(saved, max_size=PAGE).map(
    lambda found: tuple(
        replace(one, line=one.line and replace(one.line, id=n), id=n) for n, one in enumerate(found, start=1)
    )
) | st.builds(lambda one: (one,) * PAGE, saved)
list_pages = st.builds(
    ListPage, list_names, st.integers(0, 10**8), st.integers(1, 10**8), pages_of_saved, many(hard, 50)
)
paper_saved = st.builds(PaperSaved, list_names, hard, notes, st.booleans(), st.booleans(), st.booleans())
save_answers = paper_saved | st.builds(TooManyLists, owners) | st.builds(ListFull, list_names)
crowds = st.lists(list_names, max_size=3).map(tuple) | st.builds(lambda one: (one,) * 50, list_names)

EMBEDS = {
    "list_embed": st.tuples(list_pages),
    "shared_embed": st.tuples(st.builds(SharedPage, list_pages, people, moments)),
    "saved_embed": st.tuples(save_answers),
    "no_list_embed": st.tuples(hard, crowds, crowds),
    "deleting_embed": st.tuples(list_names),
}
