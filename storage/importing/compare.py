"""Compares records with what is known: each is a new paper, changes one, or changes nothing. Pure: it changes memory.

A source that changes its own record of a paper is believed. A source that mentions a paper for the first time only
fills gaps, so two sources that disagree do not turn a paper back and forth at every import. Silence never erases.
"""

from collections.abc import Iterable
from typing import Any

from storage.importing.match_authors import merge_mentions
from storage.importing.match_papers import match_paper, match_retitled_in_bulk, paper_key, record_key
from storage.importing.record import PaperRecord
from storage.importing.report import FieldChange, PaperOutcome
from storage.importing.state import ChunkState, ImportState, KnownPaper
from storage.text.ids import is_preprint_doi

PLAIN_FIELDS = ("abstract", "field", "venue", "doi", "arxiv_id", "url", "code_url", "citations")
"""Fields that a record and a paper have alike."""


def compare_records(records: Iterable[PaperRecord], state: ImportState) -> list[PaperOutcome]:
    """Brings `state.chunk` up to the records. A second record of one paper in a file only fills gaps: if it overrode,
    importing the file again would turn the paper back and forth."""
    return [_merge_record(record, state) for record in records]


def _merge_record(record: PaperRecord, state: ImportState) -> PaperOutcome:
    chunk, source = state.chunk, state.source
    paper = match_paper(record, state) or _retitled(record, state)
    is_new = paper is None
    if paper is None:
        paper = KnownPaper(state.ids.next("paper"), new_values(record), is_new=True)
        chunk.add_paper(paper)
    key = record_key(record)
    key = paper_key(paper.id) if key is None else key
    first_line = state.file.lines.setdefault(key, record.line)
    repeats = first_line != record.line
    changes: list[FieldChange] = []
    if paper.said.get((source.id, key)) != record.digest:
        spoke_before = (source.id, key) in paper.said
        is_newest = source.newest and not repeats
        overrides = spoke_before and is_newest and _may_override(record, paper, state)
        title_before = paper.values["title_hash"]
        changes = _merge(record, paper, state, overrides=overrides)
        chunk.add_people(paper)
        if not is_new:
            _keep_titles(paper, {title_before, record.title_hash}, chunk)
        if not spoke_before or is_newest:
            paper.said[source.id, key] = record.digest
            chunk.new_statements.append((paper.id, key))
            chunk.by_key[key] = paper.id
    return PaperOutcome(
        record.title, record.line, is_new, () if is_new else tuple(changes), first_line if repeats else None
    )


def _retitled(record: PaperRecord, state: ImportState) -> KnownPaper | None:
    if state.source.is_library or state.source.is_live:
        return match_retitled_in_bulk(record, state)
    paper = state.file.retitled.get(record.title_hash)
    return None if paper is None else state.chunk.papers[paper]


def _may_override(record: PaperRecord, paper: KnownPaper, state: ImportState) -> bool:
    """A live source never overrides what another source says: somebody imported that on purpose."""
    if state.source.is_live and any(source != state.source.id for source, _ in paper.said):
        return False
    return not _has_an_old_title(record, paper, state)


def _has_an_old_title(record: PaperRecord, paper: KnownPaper, state: ImportState) -> bool:
    """Bulk files have no order in time: without an id of its own, a record with an old title is an old record."""
    title = record.title_hash
    is_old = title != paper.values["title_hash"] and paper.id in state.chunk.by_other_title.get(title, ())
    return is_old and state.source.is_library and record.key is None


def _keep_titles(paper: KnownPaper, titles: set[int], chunk: ChunkState) -> None:
    for title in titles - {paper.values["title_hash"]}:
        chunk.add_other_title(title, paper.id)


def _merge(record: PaperRecord, paper: KnownPaper, state: ImportState, *, overrides: bool) -> list[FieldChange]:
    if paper.is_new and not paper.said:  # its values are the record's own
        merge_mentions(record, paper, state, overrides=overrides)
        _merge_affiliations(record, paper, overrides=overrides)
        return []
    changes = _merge_values(record, paper, overrides=overrides)
    if paper.values_changed:
        state.chunk.add_paper(paper)  # it may have a new title, DOI or arXiv id
    before = _author_list(paper)
    merge_mentions(record, paper, state, overrides=overrides)
    after = _author_list(paper)
    if before != after:
        changes.append(FieldChange("authors", before, after))
    return changes + _merge_affiliations(record, paper, overrides=overrides)


def _author_list(paper: KnownPaper) -> str | None:
    names = [mention.name for mention in paper.mentions]
    return ", ".join(names) + (" et al." if paper.values["authors_cut"] else "") if names else None


def new_values(record: PaperRecord) -> dict[str, Any]:
    """A new paper's columns (fetch.VALUE_COLUMNS). The raw texts are None where they equal the readable ones."""
    return {
        **{name: getattr(record, name) for name in PLAIN_FIELDS},
        "title": record.title,
        "title_raw": _unless(record.title_raw, record.title),
        "title_hash": record.title_hash,
        "abstract_raw": _unless(record.abstract_raw, record.abstract),
        "abstract_hash": record.abstract_hash,
        "published": record.published,
        "has_code": record.has_code or record.code_url is not None,
        "authors_cut": record.authors_cut,
    }


def _merge_values(record: PaperRecord, paper: KnownPaper, *, overrides: bool) -> list[FieldChange]:
    """Changes `paper.values`; returns the changes that a person would want to know of."""
    said = new_values(record)
    changes = [
        FieldChange(name, paper.values[name], said[name])
        for name in (*PLAIN_FIELDS, "title", "has_code")
        if _replaces(paper.values[name], said[name], overrides=overrides and name != "has_code")
        or (name == "doi" and _published_since(paper.values[name], said[name]))
    ]
    published = _better_date(record, paper.values["published"], overrides=overrides)
    if published != paper.values["published"]:
        changes.append(FieldChange("published", paper.values["published"], published))
    for change in changes:
        paper.values[change.field] = change.new
        for companion in _companions(change.field):
            paper.values[companion] = said[companion]
    paper.values_changed |= bool(changes)
    return changes


def _merge_affiliations(record: PaperRecord, paper: KnownPaper, *, overrides: bool) -> list[FieldChange]:
    said = list(dict.fromkeys(record.affiliations))
    if not said or said == paper.affiliations or (paper.affiliations and not overrides):
        return []
    change = FieldChange("affiliations", ", ".join(paper.affiliations) or None, ", ".join(said))
    paper.affiliations = said
    paper.affiliations_changed = True
    return [change]


def _replaces(known: object, said: object, *, overrides: bool) -> bool:
    if not said and said != 0:
        return False
    return known != said and (overrides or not known)


def _published_since(known: object, said: object) -> bool:
    """A preprint's DOI gives way to that of the published version."""
    return isinstance(known, str) and isinstance(said, str) and is_preprint_doi(known) and not is_preprint_doi(said)


def _companions(field: str) -> tuple[str, ...]:
    """The columns that change with a field."""
    return {"title": ("title_raw", "title_hash"), "abstract": ("abstract_raw", "abstract_hash")}.get(field, ())


def _better_date(record: PaperRecord, known: str | None, *, overrides: bool) -> str | None:
    """The more exact of two dates that agree, else the newer one. A year that was only inferred never overrides."""
    said = record.published
    if said is None or said == known:
        return known
    if known is None:
        return said
    if record.yearless and known[4:] == said[4:]:
        return known
    if said.startswith(known) or known.startswith(said):
        return max(said, known, key=len)
    return said if overrides else known


def _unless(raw: str | None, readable: str | None) -> str | None:
    return None if raw == readable else raw
