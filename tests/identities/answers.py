"""Answers of any kind to who is who, for the test of limits."""

from hypothesis import strategies as st

from storage.identities.answers import DecisionLog, MergeCandidates, MergedPerson, PapersToSplit
from storage.lookup.answers.author import NoAuthor, SeveralAuthors
from tests.library.answers import library_changes
from tests.lookup.answers import hard, ids, lines, people

person = people.filter(bool).map(lambda found: found[0])
asked = st.builds(
    PapersToSplit, person, st.none() | person, st.lists(lines, max_size=25, unique_by=lambda line: line.id).map(tuple),
    st.just(1), st.just(9),
    st.lists(st.builds(MergedPerson, ids, hard), max_size=25, unique_by=lambda one: one.id).map(tuple),
)  # fmt: skip
EMBEDS = {
    "which_embed": st.tuples(st.builds(SeveralAuthors, hard, people) | st.builds(NoAuthor, hard, people)),
    "merge_embed": st.tuples(st.builds(MergeCandidates, person, person)),
    "split_embed": st.tuples(asked, hard),
    "decision_embed": st.tuples(hard),
    "decision_log_embed": st.tuples(
        st.builds(DecisionLog, st.lists(library_changes, max_size=25).map(tuple), st.booleans())
    ),
}
