"""Drawing how citations and the h-index went, a line for each source."""
# matplotlib leaves its keyword arguments untyped, which makes most of its methods "partially unknown".
# pyright: reportUnknownMemberType=false

from collections.abc import Sequence

from matplotlib.axes import Axes

from commands.discovery.pictures.canvas import MARGIN, Sheet, whole_numbers
from commands.discovery.pictures.key import Entry, draw_key
from commands.discovery.pictures.lettering import label
from commands.discovery.pictures.palette import COLOURS, GROUND
from commands.discovery.pictures.ticks import day_ticks, short
from commands.discovery.pictures.timeline import Course
from commands.ui.picture import WIDTH

LEFT = 90
RIGHT = 74
"""Half a date."""
BELOW = 52
MARKED = 20
"""Points up to which each is marked."""


def draw_courses(sheet: Sheet, courses: Sequence[Course], top: float) -> None:
    """One diagram for each kind of number, side by side, from the sheet's lower edge to `top`."""
    kinds = dict.fromkeys(course.what for course in courses)
    sources = list(dict.fromkeys(course.source for course in courses))
    wide = WIDTH / len(kinds)
    for place, what in enumerate(kinds):
        of_kind = [course for course in courses if course.what == what]
        numbers = [sources.index(course.source) for course in of_kind]
        start = place * wide
        sheet.write(start + MARGIN, top - 20, what, 24)
        entries = [
            Entry(COLOURS[number], label(course.source, number + 1), short(course.points[-1][1]))
            for course, number in zip(of_kind, numbers, strict=True)
        ]
        key = draw_key(sheet, entries, start + MARGIN, top - 38, wide - 2 * MARGIN)
        axes = sheet.panel(start + LEFT, BELOW, wide - LEFT - RIGHT, top - 38 - key - 12 - BELOW)
        _draw(axes, of_kind, [COLOURS[number] for number in numbers])


def _draw(axes: Axes, courses: Sequence[Course], colours: Sequence[str]) -> None:
    for course, colour in zip(courses, colours, strict=True):
        days = [day.toordinal() for day, _ in course.points]
        marker = "o" if len(days) <= MARKED else ""
        values = [value for _, value in course.points]
        axes.plot(days, values, marker, ls="-", color=colour, lw=3, ms=11, mec=GROUND, mew=2, clip_on=False)
    all_days = sorted(day for course in courses for day, _ in course.points)
    ticks = day_ticks(all_days[0], all_days[-1])
    axes.set_xticks(list(ticks), list(ticks.values()))
    whole_numbers(axes, 3 if axes.bbox.height < 200 else 6)
