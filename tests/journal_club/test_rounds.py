"""Nominations, votes and winners in the store, on SQLite and on PostgreSQL."""

import asyncio
import datetime as dt

from storage.journal_club.answers import (
    BALLOT,
    OPEN_MOST,
    Nominated,
    NominatedAlready,
    NothingNominated,
    OneNominated,
    Outcome,
    Round,
    Seconded,
    SeveralNominated,
    TooManyNominations,
    Vote,
)
from storage.journal_club.history import chosen_papers, history_page
from storage.journal_club.nominating import nominate_paper, open_nominees, withdraw_nomination
from storage.journal_club.voting import (
    ballot_of,
    cancel_vote,
    choose_only_nominee,
    choose_winner,
    claim_round,
    current_round,
    decide_outcome,
    mark_poll_sent,
    mark_thread_opened,
    release_claim,
    start_vote,
)
from storage.privacy.personal import erase_personal_data, read_personal_data
from storage.schema.journal_club import DECIDED, STARTING, VOTING
from tests.conftest import NOW, Shelf
from tests.history.test_undo import take_back
from tests.reading_lists.test_lists import papers
from tests.rows import each_row

ANN, BOB, GUILD, CHANNEL, POLL = 10**17 + 1, 10**17 + 2, 10**17 + 3, 10**17 + 4, 10**17 + 5
HOUR = dt.timedelta(hours=1)


@each_row(
    ("ballot", "votes", "outcome"),
    [
        ((7, 8, 9), {0: 1, 1: 3, 2: 2}, Outcome(8, 3, 0)),
        ((7, 8, 9), {1: 2, 2: 2}, Outcome(8, 2, 1)),
        ((7, 8, 9), {0: 1, 1: 1, 2: 1}, Outcome(7, 1, 2)),
        ((7, 8), {}, None),
        ((7, 8), {0: 0, 1: 0}, None),
        ((None, 8), {0: 5, 1: 1}, Outcome(8, 1, 0)),
        ((None, None), {0: 5}, None),
        ((), {}, None),
    ],
)
def test_most_votes_win_and_of_equals_the_one_nominated_first(ballot, votes, outcome):
    assert decide_outcome(ballot, votes) == outcome


async def nominated(shelf: Shelf, most: int) -> list[int]:
    found = await papers(shelf, most)
    for place, paper in enumerate(found):
        said = await shelf.library.change(nominate_paper, GUILD, paper, f"Paper {place}", ANN, NOW + place * HOUR / 60)
        assert isinstance(said, Nominated)
    return found


async def voting(shelf: Shelf) -> Vote:
    vote = await shelf.library.change(start_vote, GUILD, CHANNEL, ANN, NOW)
    assert isinstance(vote, Vote)
    await shelf.library.change(mark_poll_sent, vote.round, POLL)
    return vote


async def test_a_paper_is_nominated_once_and_seconded_by_others(quick_shelf: Shelf):
    (paper,) = await nominated(quick_shelf, 1)
    assert isinstance(await quick_shelf.library.change(nominate_paper, GUILD, paper, "", ANN, NOW), NominatedAlready)
    first = await quick_shelf.library.change(nominate_paper, GUILD, paper, "", BOB, NOW)
    again = await quick_shelf.library.change(nominate_paper, GUILD, paper, "", BOB, NOW)
    assert isinstance(first, Seconded)
    assert (first.is_new, again.is_new, again.nominee.seconds) == (True, False, 1)
    assert isinstance(await quick_shelf.library.change(nominate_paper, GUILD + 1, paper, "", BOB, NOW), Nominated)


async def test_more_nominations_than_can_wait_are_refused(quick_shelf: Shelf):
    found = await papers(quick_shelf, OPEN_MOST + 1)
    for paper in found[:-1]:
        await quick_shelf.library.change(nominate_paper, GUILD, paper, "", ANN, NOW)
    assert await quick_shelf.library.change(nominate_paper, GUILD, found[-1], "", ANN, NOW) == TooManyNominations()


async def test_a_vote_needs_two_nominations(quick_shelf: Shelf):
    assert await quick_shelf.library.change(start_vote, GUILD, CHANNEL, ANN, NOW) == NothingNominated()
    await nominated(quick_shelf, 1)
    assert isinstance(await quick_shelf.library.change(start_vote, GUILD, CHANNEL, ANN, NOW), OneNominated)


async def test_the_ballot_has_the_ten_that_most_want_in_the_order_of_nomination(shelf: Shelf):
    found = await nominated(shelf, 13)
    for paper in (found[12], found[11]):
        await shelf.library.change(nominate_paper, GUILD, paper, "", BOB, NOW)
    vote = await voting(shelf)
    assert [one.paper for one in vote.nominees] == [*found[:8], found[11], found[12]]
    assert (len(vote.nominees), vote.left_out) == (BALLOT, 3)
    assert await shelf.library.ask(ballot_of, vote.round) == tuple(one.id for one in vote.nominees)


async def test_two_who_begin_a_vote_at_once_begin_one(quick_shelf: Shelf):
    await nominated(quick_shelf, 2)
    begun = await asyncio.gather(
        *(quick_shelf.library.change(start_vote, GUILD, CHANNEL, person, NOW) for person in (ANN, BOB))
    )
    assert sorted(type(one).__name__ for one in begun) == ["Round", "Vote"]
    assert (await quick_shelf.library.ask(current_round, GUILD)).state == STARTING
    assert await quick_shelf.library.ask(current_round, GUILD + 1) is None


async def test_two_who_choose_at_once_choose_once(shelf: Shelf):
    await nominated(shelf, 2)
    vote = await voting(shelf)
    outcome = Outcome(vote.nominees[1].id, 2, 0)
    won = await asyncio.gather(*(shelf.library.change(choose_winner, vote.round, outcome, NOW) for _ in range(3)))
    assert sorted(won) == [False, False, True]
    round = await shelf.library.ask(current_round, GUILD)
    assert (round.state, round.winner.title, round.votes) == (DECIDED, "Paper 1", 2)
    assert [one.title for one in await shelf.library.ask(open_nominees, GUILD)] == ["Paper 0"]


async def test_what_was_decided_is_claimed_by_one_after_a_crash(shelf: Shelf):
    await nominated(shelf, 1)
    round = await shelf.library.change(choose_only_nominee, GUILD, CHANNEL, ANN, NOW)
    assert isinstance(round, Round)
    assert await shelf.library.change(choose_only_nominee, GUILD, CHANNEL, ANN, NOW) is None
    claims = await asyncio.gather(
        *(shelf.library.change(claim_round, round.id, round.claimed_at, NOW + HOUR) for _ in range(2))
    )
    assert sorted(claims) == [False, True]
    await shelf.library.change(release_claim, round.id)
    assert await shelf.library.change(claim_round, round.id, None, NOW + HOUR)
    await shelf.library.change(mark_thread_opened, round.id, POLL)
    assert not await shelf.library.change(claim_round, round.id, NOW + HOUR, NOW)
    assert await shelf.library.ask(current_round, GUILD) is None


async def test_a_vote_that_ends_without_a_winner_keeps_the_nominations(shelf: Shelf):
    await nominated(shelf, 2)
    vote = await voting(shelf)
    assert (await shelf.library.ask(current_round, GUILD)).state == VOTING
    await shelf.library.change(cancel_vote, vote.round)
    assert await shelf.library.ask(current_round, GUILD) is None
    again = await voting(shelf)
    assert (again.number, len(again.nominees)) == (vote.number + 1, 2)
    assert await shelf.library.change(choose_only_nominee, GUILD + 1, CHANNEL, ANN, NOW) == NothingNominated()


async def test_several_nominations_are_not_chosen_without_a_vote(quick_shelf: Shelf):
    await nominated(quick_shelf, 2)
    assert await quick_shelf.library.change(choose_only_nominee, GUILD, CHANNEL, ANN, NOW) == SeveralNominated(2)


async def test_what_is_taken_back_cannot_win(shelf: Shelf):
    await nominated(shelf, 2)
    vote = await voting(shelf)
    assert await shelf.library.change(withdraw_nomination, vote.nominees[0].id)
    assert not await shelf.library.change(withdraw_nomination, vote.nominees[0].id)
    assert await shelf.library.ask(ballot_of, vote.round) == (None, vote.nominees[1].id)


async def test_the_history_is_searched_by_words_of_titles(shelf: Shelf):
    found = await papers(shelf, 3)
    titles = ("Rényi Privacy", "Federated Privacy", "Pruning")
    for place, (paper, title) in enumerate(zip(found, titles, strict=True)):
        await shelf.library.change(nominate_paper, GUILD, paper, title, ANN, NOW)
        round = await shelf.library.change(choose_only_nominee, GUILD, CHANNEL, ANN, NOW + place * HOUR)
        await shelf.library.change(mark_thread_opened, round.id, POLL + place)
    read = await shelf.library.ask(chosen_papers, GUILD, None)
    assert [one.nominee.title for one in read] == list(reversed(titles))
    assert [one.thread for one in read] == [POLL + 2, POLL + 1, POLL]
    assert [one.nominee.title for one in await shelf.library.ask(chosen_papers, GUILD, "renyi priv")] == [titles[0]]
    page = await shelf.library.ask(history_page, GUILD, "privacy", 5)
    assert (page.total, page.page, page.pages) == (2, 0, 1)
    assert (await shelf.library.ask(history_page, GUILD + 1, None, 0)).total == 0
    again = await shelf.library.change(nominate_paper, GUILD, found[0], titles[0], BOB, NOW)
    assert again.read_on == NOW


async def test_a_nomination_outlives_its_paper(quick_shelf: Shelf):
    (paper,) = await nominated(quick_shelf, 1)
    assert await take_back(quick_shelf) is not None
    (one,) = await quick_shelf.library.ask(open_nominees, GUILD)
    assert (one.paper, one.title) == (paper, "Paper 0")


async def test_a_person_is_told_all_and_forgotten(quick_shelf: Shelf):
    found = await nominated(quick_shelf, 2)
    await quick_shelf.library.change(nominate_paper, GUILD, found[0], "", BOB, NOW)
    await voting(quick_shelf)
    told = await quick_shelf.library.ask(read_personal_data, ANN)
    assert [one["title"] for one in told["your nominations"]] == ["Paper 0", "Paper 1"]
    assert told["votes you started"][0]["number"] == 1
    assert (await quick_shelf.library.ask(read_personal_data, BOB)).keys() == {"nominations you seconded"}
    for person in (ANN, BOB):
        await quick_shelf.library.change(erase_personal_data, person)
        assert await quick_shelf.library.ask(read_personal_data, person) == {}
    assert [one.person for one in await quick_shelf.library.ask(open_nominees, GUILD)] == [None, None]
