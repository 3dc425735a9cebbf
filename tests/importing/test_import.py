"""Loading files: what is new, changed and unchanged, and what a report says. On SQLite and on PostgreSQL."""

import datetime as dt

from sqlalchemy import func, select

from storage.lookup.author_card import author_card
from storage.lookup.find import find_author, find_paper
from storage.lookup.paper_card import paper_card
from storage.schema.columns import metadata
from tests.conftest import SEEDS, Shelf

SEED = (SEEDS / "pierre-stock.txt").read_text()
TODAY = dt.date(2026, 11, 23)


async def count(shelf: Shelf, table: str) -> int:
    async with shelf.library.store.reading() as session:
        return (await session.execute(select(func.count()).select_from(metadata.tables[table]))).scalar_one()


async def author(shelf: Shelf, name: str):
    return await shelf.library.ask(find_author, shelf.library.index, name)


async def paper(shelf: Shelf, title: str):
    return await shelf.library.ask(find_paper, shelf.library.index, title)


async def test_the_seed_loads_whole(quick_shelf: Shelf):
    report = await quick_shelf.load_seed()
    assert (report.new, report.changed_count, report.unchanged, report.refused_count) == (23, 0, 0, 0)
    card = await author(quick_shelf, "Pierre Stock")
    assert (card.papers, card.with_code, card.first_year, card.last_year) == (23, 4, 2017, 2026)
    numbers = card.numbers
    assert (numbers.h_index, numbers.papers, numbers.citations, numbers.novelty, numbers.ai_score) == (
        27,
        23,
        7749,
        51,
        59,
    )


async def test_loading_twice_changes_nothing_and_says_so(quick_shelf: Shelf):
    await quick_shelf.load_seed()
    before = [
        await count(quick_shelf, table) for table in ("paper", "author", "authorship", "metric_snapshot", "statement")
    ]
    report = await quick_shelf.load_seed()
    assert (report.new, report.changed_count, report.unchanged) == (0, 0, 23)
    assert report.changed_nothing
    after = [
        await count(quick_shelf, table) for table in ("paper", "author", "authorship", "metric_snapshot", "statement")
    ]
    assert before == after


async def test_the_same_text_a_year_later_moves_no_date(quick_shelf: Shelf):
    await quick_shelf.load_seed()
    report = await quick_shelf.load("pierre-stock.txt", SEED, now=dt.datetime(2027, 12, 1, tzinfo=dt.UTC))
    assert report.changed_nothing
    assert (await paper(quick_shelf, "Voxtral TTS")).published == "2026-03-26"
    assert (await author(quick_shelf, "Pierre Stock")).numbers.as_of == TODAY


async def test_a_mended_text_a_year_later_moves_no_date_either(quick_shelf: Shelf):
    await quick_shelf.load_seed()
    mended = SEED.replace("h-index27", "h-index28").replace(
        "We introduce Voxtral TTS, an", "We introduce Voxtral TTS: an"
    )
    report = await quick_shelf.load("pierre-stock.txt", mended, now=dt.datetime(2027, 12, 1, tzinfo=dt.UTC))
    assert [outcome.title for outcome in report.changed] == ["Voxtral TTS"]
    assert [change.field for change in report.changed[0].changes] == ["abstract"]
    assert (await paper(quick_shelf, "Voxtral TTS")).published == "2026-03-26"


async def test_the_day_of_capture_says_which_year_a_date_means(quick_shelf: Shelf):
    await quick_shelf.load("pierre-stock.txt", SEED, captured=dt.date(2026, 2, 1))
    assert (await paper(quick_shelf, "Voxtral TTS")).published == "2025-03-26"
    assert (await paper(quick_shelf, "Ministral 3")).published == "2026-01-13"
    assert (await author(quick_shelf, "Pierre Stock")).numbers.as_of == dt.date(2026, 2, 1)


async def test_a_newer_copy_reports_each_change_and_keeps_the_history(quick_shelf: Shelf):
    await quick_shelf.load("pierre-stock.txt", SEED, captured=dt.date(2026, 10, 1))
    newer = SEED.replace("7,749citations", "7,869citations").replace("SDJul 17, 2025\n", "SDJul 17, 2025Code\n")
    report = await quick_shelf.load("pierre-newer.txt", newer, captured=TODAY)
    assert [(change.field, change.old, change.new) for change in report.profile_changes] == [("citations", 7749, 7869)]
    assert [outcome.title for outcome in report.changed] == ["Voxtral"]
    assert [(c.field, c.old, c.new) for c in report.changed[0].changes] == [("has_code", False, True)]
    assert await count(quick_shelf, "metric_snapshot") == 2
    assert await count(quick_shelf, "source") == 1
    assert (await author(quick_shelf, "Pierre Stock")).numbers.citations == 7869


async def test_an_older_copy_adds_history_and_overrides_nothing(quick_shelf: Shelf):
    await quick_shelf.load("pierre-stock.txt", SEED, captured=TODAY)
    older = SEED.replace("7,749citations", "7,000citations").replace("LGJul 26, 2022", "AIJul 26, 2022")
    report = await quick_shelf.load("pierre-older.txt", older, captured=dt.date(2026, 1, 1))
    assert not report.changed
    assert (await author(quick_shelf, "Pierre Stock")).numbers.citations == 7749
    assert await count(quick_shelf, "metric_snapshot") == 2


async def test_metrics_that_are_missing_are_unknown_and_never_0(quick_shelf: Shelf):
    await quick_shelf.load(
        "new.txt", "Nora Newcomer\n\nLG\nh-index0\n\n1 Papers\n\nCLOct 10, 2023\nA Title\n\nNora Newcomer\n"
    )
    numbers = (await author(quick_shelf, "Nora Newcomer")).numbers
    assert (numbers.h_index, numbers.citations, numbers.novelty, numbers.ai_score) == (0, None, None, None)


async def test_a_malformed_block_is_refused_and_the_good_ones_load(shelf: Shelf):
    broken = SEED.replace("LGNov 8, 2022\n", "LGNov 88, 2022\n")
    report = await shelf.load("broken.txt", broken)
    line = broken.split("\n").index("LGNov 88, 2022") + 1
    assert report.new == 22
    assert [(refusal.file, refusal.line) for refusal in report.refused] == [("broken.txt", line)]
    assert not report.ok


async def test_an_empty_file_a_binary_and_a_foreign_encoding_are_refused_by_name(quick_shelf: Shelf):
    for data in (b"", b"\x00\x01\x02PK", "Zoë".encode("latin-1"), b"x" * (5 * 1024 * 1024 + 1)):
        report = await quick_shelf.load("bad.txt", data)
        assert report.nothing_written
        assert report.refused[0].file == "bad.txt"
    assert await count(quick_shelf, "paper") == await count(quick_shelf, "import_run") == 0


async def test_latex_is_readable_and_the_words_as_given_are_kept(shelf: Shelf):
    await shelf.load_seed()
    found = await paper(shelf, "Reconciling Security and Communication Efficiency in Federated Learning")
    assert "40×" in found.abstract
    async with shelf.library.store.reading() as session:
        p = metadata.tables["paper"].c
        raw = (await session.execute(select(p.abstract_raw).where(p.id == found.id))).scalar_one()
    assert r"40$\times$" in raw


async def test_a_card_by_an_id_that_never_was_is_no_card(quick_shelf: Shelf):
    assert await quick_shelf.library.ask(author_card, 99) is None
    assert await quick_shelf.library.ask(paper_card, 99) is None


async def test_other_line_ends_do_not_make_another_text(quick_shelf: Shelf):
    await quick_shelf.load_seed()
    windows = b"\xef\xbb\xbf" + SEED.replace("\n", "\r\n").encode()
    report = await quick_shelf.load("pierre-stock.txt", windows, now=dt.datetime(2027, 12, 1, tzinfo=dt.UTC))
    assert report.changed_nothing
    assert await count(quick_shelf, "metric_snapshot") == 1
