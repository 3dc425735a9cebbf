"""A change of wording is seen in review: `UPDATE_TEXTS=1` writes tests/texts.txt anew."""

import difflib
import os

from tests.conftest import Lab
from tests.constants import ROOT
from tests.texts import code_texts, command_texts

SNAPSHOT = ROOT / "tests" / "texts.txt"
HOW = "The texts are others than in tests/texts.txt. If they are meant so, write it anew and commit it with them:"
COMMAND = "UPDATE_TEXTS=1 .venv/bin/python -m pytest tests/test_texts.py"


async def test_the_texts_are_those_that_were_reviewed(lab: Lab) -> None:
    texts = "\n".join([*command_texts(lab.env.bot.tree), *code_texts(), ""])
    if os.environ.get("UPDATE_TEXTS"):
        SNAPSHOT.write_text(texts)
    before = SNAPSHOT.read_text() if SNAPSHOT.exists() else ""
    changed = list(difflib.unified_diff(before.splitlines(), texts.splitlines(), n=0, lineterm=""))[2:]
    assert not changed, "\n".join([HOW, f"    {COMMAND}", *changed])
