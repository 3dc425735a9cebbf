"""A load that was announced is taken back: what was said stays said, and everything goes on."""

from storage.history.undo import last_change, undo_run
from tests.announcements.test_following import text_of
from tests.announcements.weeks import MONDAY, Entry, Weeks, words

FRESH = Entry("A Fresh Result", MONDAY.date())
STRANGER = (
    "Cora Stranger\n\nCL\nh-index3\n\n1 Papers\n\nCLNov 2, 2026\nA Strange Result\n\nCora Stranger\n\nWe show it.\n"
)


async def take_back(weeks: Weeks) -> None:
    library = weeks.lab.shelf.library
    change, is_possible = await library.ask(last_change)
    assert is_possible
    assert await library.change(undo_run, change.number, weeks.now, None)
    await library.sync_index()


async def test_papers_that_were_told_people_who_were_followed_and_members_can_all_go(weeks: Weeks):
    lab = weeks.lab
    await lab.ada.slash(lab.channel, "announce here")
    await lab.shelf.load("cora.txt", STRANGER, captured=weeks.now.date(), now=weeks.now)
    await lab.ada.slash(lab.channel, "follow author", name="Cora Stranger", channel=lab.channel)
    await lab.bob.slash(lab.channel, "follow author", name="Cora Stranger")
    await lab.bob.slash(lab.channel, "me is", author="Cora Stranger")
    await lab.bob.slash(lab.channel, "save", paper="A Strange Result")
    told = await weeks.week(1)
    assert words(told).count("A Strange Result") >= 1
    await take_back(weeks)
    assert "A Strange Result" not in text_of(await lab.bob.slash(lab.channel, "search", query="strange result"))
    menu = next(message for message in told if message.components)
    (value,) = [option.value for option in menu.components[-1].children[0].options]
    opened = await lab.ann.select(menu, [value], custom_id="open")
    assert "h-index" not in text_of(opened)
    assert "no longer in this library" in text_of(opened)
    for command in ("following", "announce status", "announce preview", "reading-list show", "about", "library status"):
        assert (await lab.ada.slash(lab.channel, command)).response is not None
    assert "Nothing yet" in text_of(await lab.bob.slash(lab.channel, "following"))
    assert "A Strange Result" in text_of(await lab.bob.slash(lab.channel, "reading-list show"))
    weeks.profile.add(FRESH)
    await weeks.load()
    said = words(await weeks.week(2))
    assert said.count(FRESH.title) == 1
    assert "A Strange Result" not in said


async def test_a_digest_on_its_way_survives_that_its_papers_are_taken_back(weeks: Weeks):
    lab = weeks.lab
    await lab.ada.slash(lab.channel, "announce here")
    await weeks.allow(send_messages=False, send_messages_in_threads=False)
    weeks.profile.add(FRESH)
    await weeks.load()
    assert await weeks.week(1) == []
    await take_back(weeks)
    await weeks.allow(send_messages=True, send_messages_in_threads=True)
    await lab.ada.slash(lab.channel, "announce resume")
    await weeks.turn()
    assert not lab.env.errors
    weeks.profile.add(Entry("Another Result", MONDAY.date()))
    await weeks.load()
    assert words(await weeks.week(3)).count("Another Result") == 1
