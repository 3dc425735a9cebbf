"""`python -m tests.crash.soak`: kills the bot while it announces, at least 200 times on SQLite and PostgreSQL in all.

The tests of tests/crash/test_announcing_crash.py, at length: they print how often the process was killed.
"""

import argparse
import os
import random
import sys

import pytest

TESTS = "tests/crash/test_announcing_crash.py"
DAY = 86_400


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kills", type=int, default=200, help="on both databases together")
    asked.add_argument("--seed", type=int, default=random.randrange(1_000_000), help="of an earlier run, to repeat it")
    given = asked.parse_args()
    os.environ |= {"SOAK_KILLS": str(-(-given.kills // 2)), "SOAK_SEED": str(given.seed)}
    return pytest.main([TESTS, "-k", "killed", "--capture=no", f"--timeout={DAY}"])


if __name__ == "__main__":
    sys.exit(main())
