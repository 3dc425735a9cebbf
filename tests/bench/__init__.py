"""`python -m tests.bench`: how fast the bot is, each figure beside the floor of the same run."""
