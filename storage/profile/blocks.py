"""Where each paper of a profile begins: the rule, for texts that have mistakes in them.

A paper is two or more paragraphs: its first line with the title under it; the authors; and the
abstract, which can be any prose in any number of paragraphs, or missing. The rule has to find a
paper whose first line is malformed, since it would otherwise vanish into the abstract before it,
and must leave odd paragraphs of an abstract alone. A paper begins:

1. At a line of the form field + month + digits (+ Code) and nothing else, wherever it is, even if
   the day does not exist.
2. At a paragraph of two lines or more whose first is a field with something wrong in place of
   the date ("CL", "CLFoo 10, 2023Code", "CL2023-10-10"). One line is enough at the end of the text
   (which breaks off there), or where title and authors' line follow.
3. At a paragraph like a first line and title, if an authors' line is next. An authors' line is
   full names with commas. With "et al.", affiliations or the profile's owner it is certainly one,
   and a title alone before it is enough (the first line is lost). Names without such evidence could
   be a list of keywords: then two lines have to come before them, or a title before and prose
   after. After a date without a field, with a title under it, the next paragraph merely must not
   be prose.
4. At a certain authors' line in the place of an abstract (first line and title are both lost).

Rules 3 and 4 apply only where an abstract can be, so that a paper's own title and authors never
begin another one. What rules 2 to 4 find is mostly refused, with its line, by
storage.profile.entry. The end of the header, or the heading "23 Papers", begins a paper as well.
"""

from collections.abc import Sequence

from storage.profile.authors import Likeness, authors_likeness, names_likeness
from storage.profile.entry_head import is_bare_date, is_broken_head, is_sure_head
from storage.profile.lines import Paragraph

Block = Sequence[Paragraph]

_BULLETS = ("-", "*", "•", "·", "–", "—", "+", "(")
_LONGEST_TITLE_LINE = 300  # characters


def split_blocks(paragraphs: Sequence[Paragraph], owner: str) -> list[Block]:
    """Splits the paragraphs of the list of papers where a paper begins."""
    places = _Places(paragraphs, owner)
    blocks: list[Block] = []
    start = 0
    for at in range(1, len(paragraphs)):
        # Title and authors come first; an empty line may separate the title from the first line.
        abstract = start + (2 if len(paragraphs[start].lines) > 1 else 3)
        if places.begins_paper(at, in_abstract=at >= abstract):
            blocks.append(paragraphs[start:at])
            start = at
    return [*blocks, paragraphs[start:]] if paragraphs else []


class _Places:
    """Tells what is at a place in the list, by what comes after it."""

    def __init__(self, paragraphs: Sequence[Paragraph], owner: str) -> None:
        self._paragraphs = paragraphs
        self._owner = owner
        # Two more, for looking past the end.
        self._names = [names_likeness(paragraph.text, owner) for paragraph in paragraphs]
        self._names += [Likeness.PROSE, Likeness.PROSE]

    def begins_paper(self, at: int, *, in_abstract: bool) -> bool:
        lines = self._paragraphs[at].lines
        if is_sure_head(lines[0]):
            return True
        if is_broken_head(lines[0]):
            return len(lines) > 1 or (in_abstract and self._is_head_alone(at))
        return in_abstract and (self._names[at] is Likeness.SURE or self._is_head_before_authors(at))

    def _is_head_alone(self, at: int) -> bool:
        """Does the text break off after this line, or do a title and its authors follow?"""
        if at == len(self._paragraphs) - 1:
            return True
        return self._names[at + 2] is Likeness.SURE and not is_sure_head(self._paragraphs[at + 1].lines[0])

    def _is_head_before_authors(self, at: int) -> bool:
        paragraph, after = self._paragraphs[at], self._names[at + 1]
        if len(paragraph.lines) > 1 and is_bare_date(paragraph.lines[0]) and _could_be_head(paragraph):
            return not self._is_prose(at + 1)
        if after is Likeness.PROSE or not _could_be_head(paragraph):
            return False
        two_lines_or_prose = len(paragraph.lines) == 2 or self._is_prose(at + 2)
        return after is Likeness.SURE or two_lines_or_prose

    def _is_prose(self, at: int) -> bool:
        if at >= len(self._paragraphs) or is_sure_head(self._paragraphs[at].lines[0]):
            return False
        return authors_likeness(self._paragraphs[at].text, self._owner) is Likeness.PROSE


def _could_be_head(paragraph: Paragraph) -> bool:
    """Could this be a first line (perhaps malformed or lost) and a title, rather than a paragraph of prose?"""
    if len(paragraph.lines) > 3 or any(len(line) > _LONGEST_TITLE_LINE for line in paragraph.lines):
        return False
    text = paragraph.text
    return not text.endswith((".", ":", ";", ",")) and not text.startswith(_BULLETS)
