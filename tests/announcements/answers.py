"""Strategies for announcements."""

import datetime as dt
from dataclasses import replace

from hypothesis import strategies as st

from storage.announcements.answers import (
    Coverage,
    Digest,
    DigestPaper,
    Followed,
    LastDigest,
    LeftOut,
    LinkedMember,
    MetricChange,
    Preview,
    ProfileAge,
    ProfileChanges,
    SubscriptionStatus,
)
from tests.discovery.answers import page_of
from tests.lookup.answers import counts, dates, hard, ids, lines, many

moments = st.datetimes(dt.datetime(1970, 1, 2), dt.datetime(2200, 1, 1), timezones=st.just(dt.UTC))
known = st.floats(allow_nan=False, allow_infinity=False) | counts
followed = st.builds(Followed, st.sampled_from(["author", "field", "search"]), hard, hard)
several_followed = st.lists(followed, max_size=4).map(tuple)
crowd_followed = st.builds(lambda one, size: (one,) * size, followed, st.sampled_from([0, 1, 500]))
members = st.lists(st.builds(LinkedMember, ids, st.booleans()), max_size=3).map(tuple) | st.builds(
    lambda size: tuple(LinkedMember(10**17 + n, True) for n in range(size)), st.sampled_from([60, 150])
)
digest_papers = st.builds(DigestPaper, lines, hard, st.none() | hard, several_followed, members)
changes = st.builds(
    MetricChange,
    st.sampled_from(["h_index", "paper_count", "citations", "novelty", "ai_score"]),
    st.none() | known,
    known,
    st.none() | dates,
    dates,
)
profiles = st.builds(ProfileChanges, ids, hard, hard, st.booleans(), st.lists(changes, max_size=5).map(tuple))
ages = st.builds(ProfileAge, hard, dates)
coverages = st.builds(
    Coverage,
    counts,
    counts,
    st.lists(ages, max_size=4).map(tuple) | st.builds(lambda age: (age,) * 300, ages),
    st.just(30),
    st.none() | dates,
)


def repeated(items: st.SearchStrategy) -> st.SearchStrategy[tuple]:
    """A few that differ, or many alike."""
    return st.lists(items, max_size=4).map(tuple) | st.builds(
        lambda item, size: (item,) * size, items, st.sampled_from([9, 20])
    )


def _numbered(digest: Digest) -> Digest:
    """No paper is in it twice."""
    papers = [replace(one, line=replace(one.line, id=n)) for n, one in enumerate((*digest.new, *digest.added), 1)]
    return replace(digest, new=tuple(papers[: len(digest.new)]), added=tuple(papers[len(digest.new) :]))


digests = st.builds(
    Digest,
    number=st.integers(1, 10**6),
    covers_from=dates,
    covers_until=dates,
    new=repeated(digest_papers),
    added=repeated(digest_papers),
    new_days=st.integers(1, 3650),
    profiles=repeated(profiles),
    coverage=coverages,
    considered=counts,
    more=st.sampled_from([0, 0, 1, 99_700]),
    role=st.none() | ids,
    in_thread=st.booleans(),
    backfill=st.booleans(),
).map(_numbered)
left_out = st.builds(
    LeftOut,
    st.sampled_from(["announced or known before", "changed, but not new"]) | hard,
    counts,
    many(hard, 5).map(lambda titles: titles[:5]),
)
previews = st.builds(Preview, digests, st.lists(left_out, max_size=3).map(tuple), st.booleans())
last_digests = st.builds(
    LastDigest,
    st.integers(1, 10**6),
    moments,
    st.sampled_from(["sent", "quiet", "pending"]),
    counts,
    counts,
    counts,
    counts,
    st.none() | hard,
    st.none() | moments,
    st.none() | moments,
)
statuses = st.builds(
    SubscriptionStatus,
    channel=st.none() | ids,
    state=st.sampled_from(["active", "paused", "stopped", "broken"]),
    everything=st.booleans(),
    follows=several_followed | crowd_followed,
    weekday=st.integers(0, 6),
    time=st.sampled_from(["09:00", "23:59"]),
    zone=st.sampled_from(["UTC", "America/Argentina/ComodRivadavia"]),
    role=st.none() | ids,
    in_thread=st.booleans(),
    says_nothing=st.booleans(),
    new_days=st.integers(1, 3650),
    next_due=st.none() | moments,
    error=st.none() | hard.filter(str.strip),
    last=st.none() | last_digests,
    waiting=counts,
    newest_data=st.none() | dates,
    stale=counts,
    profiles=counts,
)
many_statuses = st.lists(statuses, max_size=4).map(tuple) | st.builds(
    lambda one, size: (one,) * size, statuses, st.sampled_from([25, 26, 60])
)

EMBEDS = {
    "headline_embed": st.tuples(digests, st.just(())),
    "following_embed": st.tuples(st.none() | statuses, hard),
    "note_embed": st.tuples(st.just("Done"), st.sampled_from(["a note", "x" * 5_000])),
    "preview_embed": st.tuples(previews),
    "set_up_embed": st.tuples(
        statuses, st.booleans(), st.sampled_from([(), ("One more line.",), ("a long note " * 500,) * 3])
    ),
    "announcement_status_embed": st.tuples(many_statuses),
    "announced_papers_embed": st.tuples(page_of(lines), counts, st.integers(0, 10**8), st.integers(1, 10**8)),
}
