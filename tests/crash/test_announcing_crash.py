"""The process is killed (SIGKILL) while it announces: every channel has each paper exactly once."""

import os
import random
import sys
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from tests.crash.announcing import Lab, killed_round, lab_on

SOAK = int(os.environ.get("SOAK_KILLS", "0"))
"""Of tests.crash.soak: at least so many kills on each database, a quarter of them with two processes."""
SEED = int(os.environ.get("SOAK_SEED", "4"))
KILLS, KILLS_OF_TWO = (SOAK - SOAK // 4, SOAK // 4) if SOAK else (3, 2)


async def test_a_bot_that_is_killed_again_and_again_tells_each_paper_once(database: URL, tmp_path: Path):
    async with lab_on(database, tmp_path, random.Random(SEED)) as lab:
        lab.standin.state.nonce_seconds = 0  # it may be down for longer than a nonce holds
        while lab.kills < KILLS:
            await killed_round(lab, most=KILLS - lab.kills)
        lab.check()
        told(lab)


async def test_two_processes_on_one_store_tell_each_paper_once_though_they_are_killed(database: URL, tmp_path: Path):
    async with lab_on(database, tmp_path, random.Random(SEED + 1)) as lab:
        while lab.kills < KILLS_OF_TWO:
            await killed_round(lab, most=KILLS_OF_TWO - lab.kills, processes=2)
        lab.check()
        told(lab, "two processes, ")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # it is about Discord, not about the database
async def test_answers_that_are_lost_and_refusals_for_now_lose_and_double_nothing(database: URL, tmp_path: Path):
    async with lab_on(database, tmp_path, random.Random(SEED)) as lab:
        first, second, forum = (f"POST /channels/{channel}/" for channel in lab.channels)
        faults = lab.standin.faults
        faults.fail(500, accepted=True, on=f"{first}messages")
        faults.lose_answer(on=f"{first}messages/*/threads")
        faults.too_fast(on=f"{second}messages")
        faults.lose_answer(on=f"{second}messages")
        faults.complete_late(0.3, on=f"{forum}threads")
        await killed_round(lab, most=0)
        lab.check()
        assert not any(fault.times for fault in faults.planned)


def told(lab: Lab, how: str = "") -> None:
    counts = f"{lab.kills} kills in {lab.rounds} rounds, {len(lab.channels)} channels, {len(lab.told)} papers each"
    print(f"\n{lab.store.kind}: {how}{counts} exactly once (seed {SEED})", file=sys.stderr)  # noqa: T201
