"""Drawing a person among co-authors."""
# matplotlib leaves its keyword arguments untyped, which makes most of its methods "partially unknown".
# pyright: reportUnknownMemberType=false

import math
from collections.abc import Iterable, Sequence

from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgba
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, FancyBboxPatch
from matplotlib.path import Path

from commands.discovery.pictures.canvas import MARGIN, Sheet, canvas
from commands.discovery.pictures.lettering import label, words
from commands.discovery.pictures.palette import COLOURS, GREY, GROUND, MUTED, TEXT
from commands.discovery.pictures.ring import CENTRE, Seat, seats, slot
from commands.ui.embeds.formatting import count, years
from commands.ui.picture import HEIGHT, WIDTH
from storage.discovery.answers.people import CoauthorEdge, CoauthorGraph, CoauthorLine

LARGEST = 30
"""A circle's radius, and the smallest one's."""
SMALLEST = 6
WIDEST = 12
"""The line of who shares most papers with the person; a tie of as many is `THIN`."""
THIN = 4
LETTERS = 26
"""Discord shows the picture at half its size."""
KEY_PEOPLE = "larger circle: more papers together"
KEY_TIES = "curve: a paper by both  ·  same colour: often write together"
AWAY = 110
"""How far from the middle a curve between opposite people bends, so as not to run along their lines to it."""


def draw_graph(graph: CoauthorGraph, people: Sequence[CoauthorLine], ties: Sequence[CoauthorEdge]) -> bytes:
    """A PNG."""
    around = seats(people, ties)
    most = max(1, *(person.papers for person in people))
    with canvas() as sheet:
        _head(sheet, graph, len(people), bool(ties))
        _draw_ties(sheet, around, ties, most)
        for seat in around:
            _draw_person(sheet, seat, most, slot(len(people)))
        _draw_middle(sheet, words(graph.name))
        return sheet.png()


def _head(sheet: Sheet, graph: CoauthorGraph, shown: int, tied: bool) -> None:
    of = words(graph.name)
    title = f"Co-authors of {of}" if of else "Co-authors"
    several = f"{shown} of {graph.total:,}" if graph.total > shown else f"{shown} in all"
    sheet.write(MARGIN, HEIGHT - 32, sheet.fit(title, 30, WIDTH - 240), 30)
    sheet.write(WIDTH - MARGIN, HEIGHT - 34, several, 22, MUTED, "right")
    key = f"{KEY_PEOPLE}  ·  {KEY_TIES}" if tied else KEY_PEOPLE
    sheet.write(WIDTH / 2, 22, key, 18, MUTED, "center")


def _colour(seat: Seat) -> str:
    return GREY if seat.group is None or seat.group >= len(COLOURS) else COLOURS[seat.group]


def _draw_ties(sheet: Sheet, around: Sequence[Seat], ties: Iterable[CoauthorEdge], most: int) -> None:
    """Bent to the middle; fainter where there are many."""
    by_id = {seat.person.id: seat for seat in around}
    ends = [(by_id[tie.one], by_id[tie.other], tie.papers) for tie in ties]
    faint = min(0.6, max(0.18, 14 / (len(ends) + 1)))
    colours = [to_rgba(_colour(one) if one.group == other.group else GREY, faint) for one, other, _ in ends]
    widths = [max(1.2, THIN * min(1, papers / most)) for _, _, papers in ends]
    curves = [_bent(one, other) for one, other, _ in ends]
    sheet.page.add_collection(PathCollection(curves, facecolors="none", edgecolors=colours, linewidths=widths))


def _bent(one: Seat, other: Seat) -> Path:
    """Towards the middle, the more so the farther the two are apart, and around the middle itself."""
    x, y = (one.x + other.x) / 2 - CENTRE[0], (one.y + other.y) / 2 - CENTRE[1]
    far, apart = math.hypot(x, y), math.dist((one.x, one.y), (other.x, other.y))
    if far < 1:
        x, y, far = (one.y - other.y) / apart, (other.x - one.x) / apart, 1
    reach = max(AWAY, far * (1 - min(0.5, apart / 800)))
    bend = (CENTRE[0] + x / far * reach, CENTRE[1] + y / far * reach)
    return Path([(one.x, one.y), bend, (other.x, other.y)], [Path.MOVETO, Path.CURVE3, Path.CURVE3])


def _draw_person(sheet: Sheet, seat: Seat, most: int, room: float) -> None:
    share = max(0, seat.person.papers) / most
    radius = max(SMALLEST, math.sqrt(share) * min(LARGEST, room * 0.48))
    colour = _colour(seat)
    line = Line2D([CENTRE[0], seat.x], [CENTRE[1], seat.y], color=colour, alpha=0.75, zorder=2)
    line.set_linewidth(max(1.5, share * WIDEST))
    sheet.page.add_line(line)
    sheet.page.add_patch(Circle((seat.x, seat.y), radius, facecolor=colour, edgecolor=GROUND, linewidth=2, zorder=3))
    _name(sheet, seat, radius, room)


def _name(sheet: Sheet, seat: Seat, radius: float, room: float) -> None:
    size = min(LETTERS, room * 0.42)
    start = seat.x + (radius + 10) * (1 if seat.is_right else -1)
    wide = (WIDTH - start if seat.is_right else start) - MARGIN / 2
    side = "left" if seat.is_right else "right"
    when = years(seat.person.first_year, seat.person.last_year)
    facts = " · ".join(filter(None, [count(seat.person.papers, "paper"), when]))
    sheet.write(
        start, seat.y + size * 0.42, sheet.fit(label(seat.person.name, seat.rank), size, wide), size, TEXT, side
    )
    sheet.write(start, seat.y - size * 0.58, sheet.fit(facts, size * 0.75, wide), size * 0.75, MUTED, side)


def _draw_middle(sheet: Sheet, name: str) -> None:
    """The person's name in a light pill, on two lines where it is long."""
    lines = [sheet.fit(line, LETTERS, 250) for line in _halves(name)]
    wide = max([24.0, *(sheet.width(line, LETTERS) for line in lines)])
    tall = LETTERS * 1.25 * max(1, len(lines))
    corner = (CENTRE[0] - wide / 2, CENTRE[1] - tall / 2)
    box = f"round,pad=14,rounding_size={14 + tall / 3}"
    sheet.page.add_patch(
        FancyBboxPatch(corner, wide, tall, boxstyle=box, facecolor=TEXT, edgecolor=GROUND, linewidth=4, zorder=4)
    )
    for index, line in enumerate(lines):
        down = (index - (len(lines) - 1) / 2) * LETTERS * 1.25
        sheet.write(CENTRE[0], CENTRE[1] - down, line, LETTERS, GROUND, "center")


def _halves(name: str) -> list[str]:
    """Broken at the space nearest to the middle."""
    spaces = [place for place, character in enumerate(name) if character == " "]
    if len(name) <= 12 or not spaces:
        return [name] if name else []
    at = min(spaces, key=lambda place: abs(place - len(name) / 2))
    return [name[:at], name[at + 1 :]]
