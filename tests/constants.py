"""What all tests agree on. It imports nothing of weight, for the processes that tests start."""

import datetime as dt
from pathlib import Path

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
