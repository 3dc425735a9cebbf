"""The entries of a BibTeX or BibLaTeX file, with macros expanded and fields inherited from other entries.

bibtexparser splits the text, piece by piece. As it takes a block at the beginning of a line for a new one whatever is
still open, this is the same as all at once, at a tenth of the memory. It supports neither # nor crossref.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bibtexparser.exceptions import BlockAbortedException
from bibtexparser.model import Block, Entry, ImplicitComment, ParsingFailedBlock, String
from bibtexparser.splitter import Splitter

from storage.importing.bibtex_strings import MAX_MACRO, MONTHS, evaluate_value
from storage.importing.dates import EntryError
from storage.importing.reference_record import MAX_ENTRY, Warn
from storage.importing.report import Refusal, shorten

logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # its warnings are in the report

MAX_BLOCKS = 20_000
"""Blocks in one piece, where none begins on a line of its own: more would take too much memory."""
MAX_MACROS = 100_000
"""Macros that a file may define; the rest are ignored."""
_BLOCK = re.compile(r"@\w*[ \t]*[{(]")
_PIECE = re.compile(r"^[^\S\n]*@\w*[ \t]*[{(]", re.MULTILINE)
_EVEN = re.compile(r'(?<!\\)((?:\\\\)++)(?=[{}",=)])')
"""Backslashes that escape each other: bibtexparser takes the character after the last one for escaped."""
_KEY = re.compile(r"@\w+[ \t]*[{(]\s*([^\s,{}]+)")
_REFERRED = re.compile(r"\b(?:crossref|xdata)\s*=\s*[{\"]([^{}\"]*)", re.IGNORECASE)
_UNOPENED = re.compile(r"^[^\S\n]*@[A-Za-z]+", re.MULTILINE)
_NO_PAPERS = frozenset(["ieeetranbstctl", "control", "set", "xdata"])
_INHERITED = ("author", "journal", "journaltitle", "booktitle", "date", "year", "month", "day")
"""Not the DOI, address and title of a book, which would turn all of its chapters into one paper."""
_VALUE = "{braces}, quotes or a macro that @string defines"
_FORM = "expected @type{key, field = {value}, …} with all braces and quotes closed"


@dataclass(slots=True)
class BibEntry:
    """`fields`: lower-case name → the text between its braces or quotes."""

    line: int
    kind: str
    fields: dict[str, str]


def read_bib_entries(text: str, file: str, names: frozenset[str], warn: Warn) -> Iterator[BibEntry | Refusal]:
    """`names`: the fields to return. `warn` is called with undefined macros and missing entries."""
    book = _read_book(text, names, warn)
    for line, piece in _pieces(text):
        if problem := _too_much(piece):
            yield Refusal(file, line, problem)
            continue
        for block in _blocks(piece):
            at = line + (block.start_line or 0)
            if isinstance(block, Entry):
                if block.entry_type.lower() not in _NO_PAPERS:
                    yield _entry(book, block, file, at)
            elif what := _problem(block):
                yield Refusal(file, at, what)


def _entry(book: "_Book", block: Entry, file: str, line: int) -> BibEntry | Refusal:
    try:
        return book.entry(block, line)
    except EntryError as error:
        return Refusal(file, line, str(error))


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """(line, text) of each piece. The first is what precedes all blocks, and may be empty."""
    line, place = 1, 0
    for found in _PIECE.finditer(text):
        yield line, text[place : found.start()]
        line += text.count("\n", place, found.start())
        place = found.start()
    yield line, text[place:]


def _too_much(piece: str) -> str | None:
    if len(piece) > MAX_ENTRY:
        return "expected an entry of at most 4 MiB"
    if piece.count("@") > MAX_BLOCKS and sum(1 for _ in _BLOCK.finditer(piece)) > MAX_BLOCKS:
        return f"expected each entry on lines of its own, found more than {MAX_BLOCKS:,} on one"
    return None


def _blocks(piece: str) -> Iterator[Block]:
    """Also entries whose key, or one of whose fields, occurs twice."""
    for block in Splitter(_EVEN.sub(r"\1 ", piece)).split().blocks:
        while isinstance(block, ParsingFailedBlock) and block.ignore_error_block is not None:
            block = block.ignore_error_block
        yield block


def _problem(block: Block) -> str | None:
    """None for what a file may well contain: text between the entries, comments, preambles, macros."""
    if isinstance(block, ImplicitComment):
        unopened = _UNOPENED.search(block.comment)
        return f"{_FORM}, found {unopened[0].strip()} without a brace" if unopened else None
    if not isinstance(block, ParsingFailedBlock) or (block.raw or "").lower().startswith("@comment"):
        return None
    reason = block.error.abort_reason if isinstance(block.error, BlockAbortedException) else str(block.error)
    if reason.startswith("Unexpectedly reached end"):
        reason = "it does not end before the next entry or the end of the file"
    return f"{_FORM}: {shorten(' '.join(reason.split()), 200)}"


@dataclass(slots=True)
class _Book:
    """What the entries of a file refer to, wherever it is in the file."""

    names: frozenset[str]
    warn: Warn
    macros: dict[str, str] = field(default_factory=lambda: dict(MONTHS))
    parents: dict[str, Entry] = field(default_factory=dict[str, Entry])

    def learn(self, blocks: Iterable[Block], wanted: set[str]) -> None:
        for block in blocks:
            if isinstance(block, String) and len(self.macros) < MAX_MACROS:
                self._define(block)
            elif isinstance(block, Entry) and block.key.lower() in wanted:
                self.parents.setdefault(block.key.lower(), block)

    def _define(self, block: String) -> None:
        try:
            value = evaluate_value(block.value, self.macros)
        except EntryError:
            return  # whoever uses it gets a warning
        if value is not None and len(value) <= MAX_MACRO:
            self.macros[block.key.lower()] = value

    def entry(self, block: Entry, line: int) -> BibEntry:
        own = self._texts(block, line)
        for kind in ("xdata", "crossref"):
            for key in filter(None, map(str.strip, own.get(kind, "").split(","))):
                self._inherit(own, block, key, line, is_data=kind == "xdata")
        return BibEntry(line, block.entry_type.lower(), own)

    def _inherit(self, own: dict[str, str], block: Entry, key: str, line: int, *, is_data: bool) -> None:
        parent = self.parents.get(key.lower())
        if parent is None or parent.key == block.key:
            self.warn(f"line {line}: entry {shorten(key, 60)!r} not found in this file")
            return
        theirs = self._texts(parent, line)
        for name in theirs if is_data else _INHERITED:
            if name in theirs:
                own.setdefault(name, theirs[name])
        if not is_data and "title" in theirs:
            own.setdefault("booktitle", theirs["title"])

    def _texts(self, block: Entry, line: int) -> dict[str, str]:
        """The first of a repeated field counts, as in BibTeX."""
        texts: dict[str, str] = {}
        for one in block.fields:
            name, written = one.key.lower(), str(one.value)
            try:
                text = evaluate_value(written, self.macros)
            except EntryError as error:
                raise EntryError(f"{shorten(name, 40)}: {error}") from None
            if name not in self.names or name in texts:
                continue
            if text is None:
                self.warn(f"line {line}: {name}: expected {_VALUE}, found {shorten(' '.join(written.split()), 60)!r}")
            elif text.strip():
                texts[name] = text
        return texts


def _read_book(text: str, names: frozenset[str], warn: Warn) -> _Book:
    book = _Book(names | {"crossref", "xdata"}, warn)
    wanted = {key.strip().lower() for found in _REFERRED.finditer(text) for key in found[1].split(",")}
    for _, piece in _pieces(text):
        has_macros = "@string" in piece[:1_000].lower()
        has_parents = bool(wanted) and not wanted.isdisjoint(key.lower() for key in _KEY.findall(piece))
        if (has_macros or has_parents) and not _too_much(piece):
            book.learn(_blocks(piece), wanted)
    return book
