"""Drawing a person's papers by year and field, above the course of their numbers."""

from collections.abc import Sequence

from commands.discovery.pictures.bars_drawing import draw_papers
from commands.discovery.pictures.canvas import MARGIN, Sheet, canvas
from commands.discovery.pictures.courses_drawing import draw_courses
from commands.discovery.pictures.lettering import words
from commands.discovery.pictures.palette import MUTED
from commands.discovery.pictures.timeline import Course, PaperYears
from commands.ui.embeds.formatting import count
from commands.ui.picture import HEIGHT, WIDTH
from storage.discovery.answers.people import MetricHistory

HEAD = 62
COURSES = 300
"""The height of the courses under bars."""


def draw_metrics(metrics: MetricHistory, papers: PaperYears | None, courses: Sequence[Course]) -> bytes:
    """A PNG. One of the two is there."""
    with canvas() as sheet:
        _head(sheet, metrics, papers)
        if papers:
            draw_papers(sheet, papers, COURSES if courses else 0, HEIGHT - HEAD)
        if courses:
            draw_courses(sheet, courses, COURSES if papers else HEIGHT - HEAD)
        return sheet.png()


def _head(sheet: Sheet, metrics: MetricHistory, papers: PaperYears | None) -> None:
    what = f"Papers per {papers.period}" if papers else "Metrics"
    of = words(metrics.name)
    known = count(papers.all, "paper") if papers else ""
    undated = f" + {metrics.undated:,} undated" if metrics.undated and papers else ""
    room = WIDTH - 3 * MARGIN - sheet.width(known + undated, 22)
    sheet.write(MARGIN, HEIGHT - 32, sheet.fit(f"{what} · {of}" if of else what, 30, room), 30)
    sheet.write(WIDTH - MARGIN, HEIGHT - 34, known + undated, 22, MUTED, "right")
