"""What every part of the bench measures on: a corpus, the library made of it, and papers of it to ask for."""

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from storage.database.database import store_url
from storage.importing.load import ImportContext
from storage.library import Library, open_library
from tests.bench.corpus import corpus_file, some_papers, write_corpus

DATABASE = "paperbot.db"
WHEN = ImportContext(dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC))
SAMPLE = 400
ROUNDS, TRIAL = 3, 1_000
"""How often a process is measured; but once in a trial, which is of fewer papers than that."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A corpus and the folder that its library lies in."""

    folder: Path
    papers: int
    corpus: Path

    @property
    def database(self) -> Path:
        return self.folder / DATABASE

    @property
    def index(self) -> Path:
        return self.folder / f"{DATABASE}.index"

    @property
    def is_trial(self) -> bool:
        return self.papers < TRIAL

    @property
    def rounds(self) -> int:
        return 1 if self.is_trial else ROUNDS

    def asked(self, most: int) -> int:
        """How many questions are asked where `most` are enough for a percentile."""
        return most // 20 if self.is_trial else most

    @property
    def url(self) -> str:
        return f"sqlite:///{self.database}"

    async def opened(self) -> Library:
        """Empty, where nothing was imported yet."""
        return await open_library(store_url(self.url), self.index)

    def sample(self) -> list[dict[str, Any]]:
        """Papers from all over the corpus, as its lines say them."""
        return json.loads(self._sample.read_text(encoding="utf-8"))

    @property
    def _sample(self) -> Path:
        return self.corpus.with_suffix(".sample.json")

    def prepare(self) -> None:
        write_corpus(self.corpus, self.papers)
        if not self._sample.exists():
            found = some_papers(self.corpus, SAMPLE, self.papers)
            self._sample.write_text(json.dumps(found), encoding="utf-8")


def shelf(folder: Path, papers: int) -> Shelf:
    return Shelf(folder / f"library-{papers}", papers, corpus_file(folder, papers))
