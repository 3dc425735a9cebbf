"""A lab whose three channels hear what is new, while the bot's process is killed again and again."""

import asyncio
import datetime as dt
import random
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import String, cast, func, select, update
from sqlalchemy.engine import URL
from sqlmodel import col

from storage.announcements.setup import set_up_subscription
from storage.announcements.subscriptions import Recipient
from storage.database.database import Store, open_store
from storage.importing.load import ImportContext
from storage.importing.source_file import SourceFile
from storage.library import open_library
from storage.schema.announcements import SENT, DigestRow, Subscription
from tests.crash.forked_bot import serve
from tests.crash.forks import Forked
from tests.crash.papers import Profile, profile
from tests.patience import patient
from tests.process.running import Running, environment
from tests.standin.faults import POSTS
from tests.standin.ledger import Message
from tests.standin.server import Standin
from tests.standin.world import ADA, FORUM, GUILD_ID

PAPERS = 12
PATIENCE = patient(90)
"""Seconds to wait for a round to be told, or for the moment of a kill."""
LATEST_POST = 4
BY_CLOCK = "by the clock"
MOMENTS = (BY_CLOCK, "before", "on the way", "after")


@dataclass(slots=True)
class Lab:
    """`told`: the titles of all papers that are news to each channel. `kills`: those in the middle of the work."""

    standin: Standin
    store: Store
    folder: Path
    chance: random.Random
    channels: tuple[str, ...]
    told: list[str] = field(default_factory=list)
    rounds: int = 0
    kills: int = 0
    runs: list[Running] = field(default_factory=list)

    def start(self) -> Running:
        seeds = self.folder / "seeds"
        seeds.mkdir(exist_ok=True)
        settings = {
            "DATABASE_URL": self.store.url.render_as_string(hide_password=False),
            "PAPERBOT_INDEX": str(self.folder / "index"),
            "PAPERBOT_SEEDS": str(seeds),
            "STANDIN_READY_SECONDS": "0.1",
        }
        log = self.folder / f"log{len(self.runs)}.txt"
        running = Running(Forked(serve, log, environment(self.standin, settings)), log)
        self.runs.append(running)
        return running

    async def news(self) -> None:
        """Papers come in, and it is time to tell of them."""
        made = profile(self.chance, dt.datetime.now(dt.UTC).date(), PAPERS)
        await _load(self.store.url, f"round{self.rounds}.txt", made)
        self.told += made.titles
        self.rounds += 1
        async with self.store.writing() as session:
            # A slot is told once, so those that were told become other ones.
            earlier = "of an earlier week, " + cast(col(DigestRow.number), String)
            await session.execute(update(DigestRow).values(period=earlier))
            due = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=1)
            await session.execute(update(Subscription).values(next_due=due))

    async def is_told(self) -> bool:
        async with self.store.reading() as session:
            sent = select(func.count()).where(col(DigestRow.state) == SENT)
            return (await session.execute(sent)).scalar_one() == len(self.channels) * self.rounds

    def messages(self, channel: str) -> list[Message]:
        """With those of its threads."""
        return [m for place in (channel, *self.threads(channel)) for m in self.standin.ledger.in_channel(place)]

    def threads(self, channel: str) -> list[str]:
        return [id for id, made in self.standin.world.channels.items() if made.get("parent_id") == channel]

    def embeds(self, channel: str) -> list[dict[str, Any]]:
        return [embed for message in self.messages(channel) for embed in message.embeds]

    def footers(self, channel: str) -> list[str]:
        """As "Digest 3 · 1 of 2"."""
        return [embed["footer"]["text"] for embed in self.embeds(channel) if "footer" in embed]

    def check(self) -> None:
        """Every channel has each paper exactly once, no message twice, and a thread a digest where it is so wished."""
        for channel in self.channels:
            embeds = self.embeds(channel)
            read = "\n".join(embed.get("description", "") for embed in embeds)
            wrong = {title: times for title in self.told if (times := read.count(title)) != 1}
            footers = Counter(self.footers(channel))
            twice = [footer for footer, times in footers.items() if times > 1]
            assert not twice, f"{channel}: said twice: {twice}; {self.log()}"
            assert not wrong, f"{channel}: not told once: {wrong}; {self.log()}"
        threads = [len(self.threads(channel)) for channel in self.channels]
        firsts = [footer for footer in self.footers(self.channels[0]) if " · 1 of " in footer]
        long = sum(not footer.endswith(" of 1") for footer in firsts)
        assert threads == [long, 0, self.rounds], f"threads: {threads}; {self.log()}"
        refused = (self.standin.violations, self.standin.ledger.unknown)
        assert refused == ([], []), f"Discord would not have taken: {refused}"
        assert not any("Traceback" in running.said() for running in self.runs), self.log()

    def log(self) -> str:
        return f"see {self.folder}\n" + "\n".join(running.said()[-3_000:] for running in self.runs[-2:])


@asynccontextmanager
async def lab_on(database: URL, folder: Path, chance: random.Random) -> AsyncGenerator[Lab]:
    """With a paper that is known, and three channels: with threads, without, and a forum."""
    async with Standin() as standin:
        channels = tuple(standin.world.add_channel(name, kind) for name, kind in (("a", 0), ("b", 0), ("c", FORUM)))
        await _load(database, "before.txt", profile(chance, dt.datetime.now(dt.UTC).date(), 1))
        await _set_up(database, channels)
        lab = Lab(standin, open_store(database), folder, chance, channels)
        try:
            yield lab
        finally:
            for running in lab.runs:
                running.kill()
                await running.process.wait()
            await lab.store.close()


async def _load(database: URL, name: str, made: Profile) -> None:
    library = await open_library(database, None)
    report = await library.import_file(
        SourceFile(name, data=made.text.encode()), ImportContext(dt.datetime.now(dt.UTC))
    )
    await library.close()
    assert report.new == len(made.titles), report


async def _set_up(database: URL, channels: tuple[str, ...]) -> None:
    library = await open_library(database, None)
    long_ago = dt.datetime.now(dt.UTC) - dt.timedelta(days=30)
    for place, channel in enumerate(channels):
        recipient, options = Recipient(int(GUILD_ID), int(channel)), {"in_thread": place == 0, "new_days": 3_650}
        await library.change(set_up_subscription, library.index, recipient, int(ADA.id), options, {}, long_ago)
    await library.close()


async def killed_round(lab: Lab, most: int, processes: int = 1) -> None:
    """One round of news. Some process is killed and started again until all is told, at most so many times."""
    await lab.news()
    running = [lab.start() for _ in range(processes)]
    async with asyncio.timeout(PATIENCE * (most + 1)):
        while not await lab.is_told():
            if most > 0 and await _killed(lab, victim := lab.chance.choice(running)):
                most -= 1
                running[running.index(victim)] = lab.start()
            await asyncio.sleep(0.05)
    for one in running:
        one.kill()
        await one.process.wait()


async def _killed(lab: Lab, victim: Running) -> bool:
    """Kills it at a random moment. False: all was told before that came."""
    moment = lab.chance.choice(MOMENTS)
    if moment == BY_CLOCK:
        await _a_while(lab, victim)
        victim.kill()
    else:
        lab.standin.faults.crash(victim.kill, moment, lab.chance.randrange(LATEST_POST), POSTS)
    async with asyncio.timeout(PATIENCE):
        while victim.process.returncode is None and not await lab.is_told():
            await asyncio.sleep(0.02)
    lab.standin.faults.clear()
    is_killed = victim.process.returncode is not None
    assert not is_killed or victim.process.returncode == -9, lab.log()
    lab.kills += is_killed
    return is_killed


async def _a_while(lab: Lab, victim: Running) -> None:
    """A random while after it was told READY, or after the start where it is long ready."""
    gateway, before = lab.standin.gateway, len(lab.standin.gateway.identifies)
    is_new = victim is lab.runs[-1]
    async with asyncio.timeout(PATIENCE):
        while is_new and len(gateway.identifies) <= before and victim.process.returncode is None:
            await asyncio.sleep(0.01)
    await asyncio.sleep(lab.chance.uniform(0, 1.5))
