"""Drawing papers by year and field: bars on bars."""
# matplotlib leaves its keyword arguments untyped, which makes most of its methods "partially unknown".
# pyright: reportUnknownMemberType=false

from matplotlib.axes import Axes

from commands.discovery.pictures.canvas import MARGIN, SMALL, Sheet, whole_numbers
from commands.discovery.pictures.key import Entry, draw_key
from commands.discovery.pictures.lettering import label
from commands.discovery.pictures.palette import COLOURS, DIM, GREY, GROUND, MUTED
from commands.discovery.pictures.ticks import short, year_ticks
from commands.discovery.pictures.timeline import NONE, Bars, PaperYears
from commands.ui.picture import WIDTH

LEFT = 90
PLOT = WIDTH - LEFT - MARGIN
WIDEST = 90
"""A bar, in pixels."""
BELOW = 52
"""Room for the years."""
NUMBERED = 24
"""Bars up to which each bears its number."""
SHARE = 0.8
"""Of its place, that a bar takes."""


def draw_papers(sheet: Sheet, papers: PaperYears, floor: float, top: float) -> None:
    """The key, and the bars under it, from `floor` to `top`."""
    entries = [
        Entry(_colour(bars), label(bars.field, place), short(sum(bars.papers.values())))
        for place, bars in enumerate(papers.fields, 1)
    ]
    key = draw_key(sheet, entries, MARGIN, top, WIDTH - 2 * MARGIN)
    axes = sheet.panel(LEFT, floor + BELOW, PLOT, top - key - 8 - floor - BELOW)
    first, last = papers.years[0], papers.years[-1]
    places = (last - first) // papers.step + 1
    _stack(axes, papers, 1.5 if PLOT / places > 12 else 0)
    reach = max(places, PLOT * SHARE / WIDEST) * papers.step / 2
    axes.set_xlim((first + last) / 2 - reach, (first + last) / 2 + reach)
    axes.set_ylim(0, max(map(papers.total, papers.years)) * 1.12)
    axes.set_xticks(ticks := year_ticks(first, last, papers.step), list(map(str, ticks)))
    whole_numbers(axes, 5)
    if places <= NUMBERED:
        _number(axes, papers)


def _colour(bars: Bars) -> str:
    if bars.colour is not None:
        return COLOURS[bars.colour]
    return DIM if bars.field == NONE else GREY


def _stack(axes: Axes, papers: PaperYears, edge: float) -> None:
    below = dict.fromkeys(papers.years, 0)
    for bars in papers.fields:
        years = sorted(bars.papers)
        tall = [bars.papers[year] for year in years]
        feet = [below[year] for year in years]
        axes.bar(years, tall, SHARE * papers.step, feet, color=_colour(bars), edgecolor=GROUND, linewidth=edge)
        below |= {year: foot + height for year, foot, height in zip(years, feet, tall, strict=True)}


def _number(axes: Axes, papers: PaperYears) -> None:
    for year in papers.years:
        top = papers.total(year)
        axes.annotate(
            short(top), (year, top), (0, 7), textcoords="offset points", ha="center", color=MUTED, fontsize=SMALL
        )
