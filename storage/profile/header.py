"""The top of a profile: name, main field and metrics, up to the heading "23 Papers" or the first paper.

The number of papers occurs twice: as a metric ("23papers", among the others) and as the heading of the list
("23 Papers"). Their places tell them apart: the heading is the last such line before the list, alone in its
paragraph or right above the first paper, and it has a space and a capital P unless the metric came before it.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from storage.profile.entry_head import is_broken_head, is_field, is_sure_head
from storage.profile.lines import Paragraph, quote
from storage.profile.metrics import read_metric, read_paper_count
from storage.profile.model import ProfileError, ProfileMetrics

_LONGEST_NAME = 200  # characters
_LONGEST_FIELD = 60  # characters, of a field in words
_MOST_WARNINGS = 10


class Parts(NamedTuple):
    """A profile text cut in two. `heading` is the N of "N Papers", None if there is no such line."""

    header: list[Paragraph]
    heading: int | None
    papers: list[Paragraph]


class Header(NamedTuple):
    name: str
    main_field: str | None
    metrics: ProfileMetrics
    refused: list[ProfileError]
    warnings: list[str]


def cut_header(paragraphs: Sequence[Paragraph]) -> Parts:
    """Splits the text where the list of papers begins."""
    first = next((i for i, paragraph in enumerate(paragraphs) if is_sure_head(paragraph.lines[0])), len(paragraphs))
    top, papers = list(paragraphs[:first]), list(paragraphs[first:])
    for at in range(len(top) - 1, -1, -1):
        paragraph = top[at]
        may_be = len(paragraph.lines) == 1 or (at == first - 1 and _touch(paragraph, papers))
        if may_be and _is_heading(top, at):
            kept = Paragraph(paragraph.number, paragraph.lines[:-1])
            header = [*top[:at], kept] if kept.lines else top[:at]
            return Parts(header, read_paper_count(paragraph.lines[-1]), [*top[at + 1 :], *papers])
    end = next((i for i, each in enumerate(top) if i > 0 and _is_broken_paper(each)), first)
    return Parts(top[:end], None, [*top[end:], *papers])


def _touch(paragraph: Paragraph, following: list[Paragraph]) -> bool:
    """Is there no empty line between the paragraph and what follows?"""
    return bool(following) and following[0].number == paragraph.number + len(paragraph.lines)


def _is_heading(top: list[Paragraph], at: int) -> bool:
    """Is the last line of this paragraph the heading, if any of the paragraph is?"""
    line = top[at].lines[-1]
    if read_paper_count(line) is None:
        return False
    if " P" in line:
        return True
    earlier = chain(*(each.lines for each in top[:at]), top[at].lines[:-1])
    return any(read_paper_count(line) is not None for line in earlier)


def _is_broken_paper(paragraph: Paragraph) -> bool:
    """Without a heading, does the list begin here with a paper whose first line is wrong?"""
    about_author = any(read_metric(line) is not None for line in paragraph.lines)
    return len(paragraph.lines) > 1 and not about_author and is_broken_head(paragraph.lines[0])


def read_header(paragraphs: Sequence[Paragraph], file: str) -> Header:
    """Reads the header. Raises ProfileError if it has no name."""
    lines = [(p.number + i, line) for p in paragraphs for i, line in enumerate(p.lines)]
    if not lines:
        raise ProfileError(file, 1, "expected the author's name on the first line; found the list of papers")
    number, name = lines[0]
    if not _is_name(name):
        raise ProfileError(file, number, f"expected the author's name on the first line; found {quote(name)}")
    main_field = _main_field([line for _, line in lines[1:]])
    values: dict[str, int | float] = {}
    refused: list[ProfileError] = []
    warnings: list[str] = []
    for number, line in lines[1:]:
        if line == main_field:
            continue
        refused += [ProfileError(file, number, what) for what in _take_metrics(line, values)]
        if all(read_metric(statement) is None for statement in _statements(line)):
            warnings.append(f"line {number}: {quote(line)} is neither a metric nor a field; ignored")
    return Header(name, main_field, _metrics(values), refused, _bounded(warnings))


def _bounded(warnings: list[str]) -> list[str]:
    more = len(warnings) - _MOST_WARNINGS
    if more <= 0:
        return warnings
    return [*warnings[:_MOST_WARNINGS], f"{more:,} more lines above the papers ignored"]


def _is_name(line: str) -> bool:
    about_author = read_metric(line) is not None or is_field(line)
    return len(line) <= _LONGEST_NAME and any(map(str.isalpha, line)) and not about_author


def _main_field(lines: list[str]) -> str | None:
    """The line that is a field's code, else the first one after the name if it is a field in words."""
    code = next((line for line in lines if is_field(line)), None)
    if code is not None or not lines:
        return code
    words = lines[0]
    in_words = len(words) <= _LONGEST_FIELD and all(c.isalpha() or c in " &,-./()" for c in words)
    return words if in_words and read_metric(words) is None else None


def _statements(line: str) -> list[str]:
    """Splits metrics that were pasted on one line, with separators between them."""
    parts = [part.strip() for part in line.replace("|", "·").replace("•", "·").replace(";", "·").split("·")]
    return [part for part in parts if part] or [line]


def _take_metrics(line: str, values: dict[str, int | float]) -> Iterator[str]:
    """Adds what the line says to `values`; yields what is wrong with it."""
    for statement in _statements(line):
        metric = read_metric(statement)
        if metric is None:
            continue
        if metric.problem is not None:
            yield metric.problem
        elif metric.value is not None and values.setdefault(metric.name, metric.value) != metric.value:
            kept = f"{values[metric.name]:,}, which is kept"
            yield f"expected each metric once; found {quote(statement)} after {kept}"


def _metrics(values: dict[str, int | float]) -> ProfileMetrics:
    def whole(name: str) -> int | None:
        return None if name not in values else int(values[name])

    return ProfileMetrics(
        h_index=whole("h_index"),
        paper_count=whole("paper_count"),
        citations=whole("citations"),
        novelty=values.get("novelty"),
        ai_score=values.get("ai_score"),
    )
