"""One record against what is known: new, changed (with what), or unchanged. Pure: it changes memory only."""

from collections.abc import Iterable
from dataclasses import dataclass

from storage.importing.known import FileState, Known, KnownPaper, SourceState
from storage.importing.match import match_paper, paper_key, record_key
from storage.importing.people import merge_mentions
from storage.importing.record import PaperRecord
from storage.importing.retitled import match_retitled_in_bulk
from storage.importing.values import FieldChange, merge_affiliations, merge_values, new_values


@dataclass(frozen=True, slots=True)
class PaperOutcome:
    """What became of one record. `changes` is empty for a paper that is new or unchanged."""

    title: str
    line: int
    is_new: bool = False
    changes: tuple[FieldChange, ...] = ()
    first_line: int | None = None
    """The line that spoke of the same paper before, in the same file."""


def compare_records(
    records: Iterable[PaperRecord], known: Known, teller: SourceState, telling: FileState
) -> list[PaperOutcome]:
    """A second word of the file on one paper only fills gaps: were it to override, loading the file again would turn
    the paper back and forth."""
    return [_merge_record(record, known, teller, telling) for record in records]


def _merge_record(record: PaperRecord, known: Known, teller: SourceState, telling: FileState) -> PaperOutcome:
    paper = match_paper(record, known, teller) or _retitled(record, known, teller, telling)
    is_new = paper is None
    if paper is None:
        paper = KnownPaper(known.ids.next("paper"), new_values(record), is_new=True)
        known.add_paper(paper)
    key = record_key(record)
    key = paper_key(paper.id) if key is None else key
    first_line = telling.lines.setdefault(key, record.line)
    again = first_line != record.line
    changes: list[FieldChange] = []
    if paper.said.get((teller.id, key)) != record.digest:
        spoke_before = (teller.id, key) in paper.said
        newer_word = teller.newest and not again
        overrides = spoke_before and newer_word and not _has_an_old_title(record, paper, known, teller)
        if teller.is_live and any(source != teller.id for source, _ in paper.said):
            overrides = False  # what somebody loaded on purpose stands before what a service says of it
        title_before = paper.values["title_hash"]
        changes = _merge(record, paper, known, teller, overrides=overrides)
        if not is_new:
            _keep_titles(paper, {title_before, record.title_hash}, known)
        if not spoke_before or newer_word:
            paper.said[teller.id, key] = record.digest
            known.new_statements.append((paper.id, key))
            known.by_key[key] = paper.id
    changed = () if is_new else tuple(changes)
    return PaperOutcome(record.title, record.line, is_new, changed, first_line if again else None)


def _retitled(record: PaperRecord, known: Known, teller: SourceState, telling: FileState) -> KnownPaper | None:
    if teller.is_library or teller.is_live:
        return match_retitled_in_bulk(record, known, teller, telling)
    paper = telling.retitled.get(record.title_hash)
    return None if paper is None else known.papers[paper]


def _has_an_old_title(record: PaperRecord, paper: KnownPaper, known: Known, teller: SourceState) -> bool:
    """Bulk files have no order in time: without an id of its own, an old title there is an old word."""
    title = record.title_hash
    is_old = title != paper.values["title_hash"] and paper.id in known.by_other_title.get(title, ())
    return is_old and teller.is_library and record.key is None


def _keep_titles(paper: KnownPaper, titles: set[int], known: Known) -> None:
    for title in titles - {paper.values["title_hash"]}:
        known.add_other_title(title, paper.id)


def _merge(
    record: PaperRecord, paper: KnownPaper, known: Known, teller: SourceState, *, overrides: bool
) -> list[FieldChange]:
    if paper.is_new and not paper.said:  # its values are the record's own
        merge_mentions(record, paper, known, teller, overrides=overrides)
        merge_affiliations(record, paper, overrides=overrides)
        return []
    changes = merge_values(record, paper, overrides=overrides)
    if paper.values_changed:
        known.add_paper(paper)  # it may answer to a new title, DOI or arXiv id
    before = _author_list(paper)
    merge_mentions(record, paper, known, teller, overrides=overrides)
    after = _author_list(paper)
    if before != after:
        changes.append(FieldChange("authors", before, after))
    return changes + merge_affiliations(record, paper, overrides=overrides)


def _author_list(paper: KnownPaper) -> str | None:
    names = [mention.name for mention in paper.mentions]
    return ", ".join(names) + (" et al." if paper.values["authors_cut"] else "") if names else None
