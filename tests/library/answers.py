"""Strategies for what admins see of the library, and for what is kept about a person."""

import datetime as dt

from hypothesis import strategies as st

from storage.history.answers import LastImport, LibraryStatus, LiveSourceStatus, ProfileStatus
from storage.importing.report import FieldChange as FieldChange
from storage.importing.report import FileReport, PaperOutcome, Refusal
from storage.live.answers import ServiceReport
from storage.lookup.answers.changes import LibraryChange
from storage.privacy.answers import PersonalDataSummary
from tests.lookup.answers import counts, dates, hard, many

moments = st.datetimes(dt.datetime(1970, 1, 2), dt.datetime(2200, 1, 1), timezones=st.just(dt.UTC))
maybe_moment = st.none() | moments
people = st.none() | st.integers(10**17, 10**19)
kinds = st.sampled_from(["import", "refresh", "identity", "undo", "redo"])


def crowd(one: st.SearchStrategy, most: int) -> st.SearchStrategy[tuple]:
    """A few, or as many as there can be of one."""
    return st.lists(one, max_size=3).map(tuple) | st.builds(lambda value: (value,) * most, one)


library_changes = st.builds(
    LibraryChange,
    number=counts, kind=kinds, file=hard, told=st.none() | hard, at=moments, new=counts, changed=counts,
    refused=counts, person=people, is_undone=st.booleans(),
)  # fmt: skip
loads = st.builds(LastImport, moments, counts, counts, counts, people)
profiles = st.builds(ProfileStatus, hard, hard, dates, counts, counts, st.none() | loads)
live = st.builds(LiveSourceStatus, hard, maybe_moment, maybe_moment, st.none() | hard, st.none() | hard, maybe_moment)
shelves = st.builds(
    LibraryStatus,
    today=dates, papers=counts, profiles=crowd(profiles, 200), bulk_papers=counts, live=crowd(live, 3),
    changes=crowd(library_changes, 10), next_run=maybe_moment,
)  # fmt: skip
services = st.builds(
    ServiceReport,
    name=st.sampled_from(["OpenAlex", "arXiv", "Semantic Scholar"]), was_queried=st.booleans(), people=counts,
    works=counts, new=counts, changed=counts, numbers=counts, passed_over=counts, notes=many(hard, 50),
    error=st.none() | hard, next_try=maybe_moment,
)  # fmt: skip
values = st.none() | hard | st.floats() | st.integers()
field_changes = st.builds(FieldChange, hard.filter(bool), values, values)
outcomes = st.builds(
    PaperOutcome,
    title=hard, is_new=st.booleans(), changes=st.lists(field_changes, max_size=3).map(tuple), line=st.none() | counts,
    first_line=st.none() | counts,
)  # fmt: skip
reports = st.builds(
    FileReport,
    file=hard, new=counts, changed=crowd(outcomes, 50), changed_count=counts, unchanged=counts,
    refused=crowd(st.builds(Refusal, hard, st.none() | counts, hard), 50), refused_count=counts,
    warnings=many(hard, 50), profile=st.none() | hard, profile_is_new=st.booleans(),
    profile_changes=crowd(field_changes, 5), vanished=many(hard, 50), first_new=many(hard, 10),
    nothing_written=st.booleans(),
)  # fmt: skip
parts = st.tuples(st.sampled_from(["papers announced to you", "your reading lists"]), counts)

EMBEDS = {
    "report_embed": st.tuples(reports, st.booleans()),
    "rejection_embed": st.tuples(hard, hard.filter(bool)),
    "undo_embed": st.tuples(library_changes, st.sampled_from(["", "This change cannot be undone."])),
    "redo_embed": st.tuples(library_changes, st.sampled_from(["", "Only the owner of the bot can undo this."])),
    "redone_embed": st.tuples(library_changes),
    "undone_embed": st.tuples(library_changes),
    "library_status_embed": st.tuples(shelves),
    "refresh_report_embed": st.tuples(crowd(services, 3)),
    "privacy_embed": st.tuples(st.builds(PersonalDataSummary, crowd(parts, 20))),
    "confirm_deletion_embed": st.just(()),
    "deleted_embed": st.just(()),
}
