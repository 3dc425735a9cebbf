"""The picture of a person's papers and numbers over time."""

from commands.discovery.pictures.timeline import Course, PaperYears, courses, paper_years
from commands.ui.embeds.formatting import count, day, years
from commands.ui.embeds.limits import cut, cut_list
from commands.ui.embeds.markdown import plain
from commands.ui.picture import ALT, Picture
from storage.discovery.answers.people import MetricHistory

NAME = 60
HISTORY = 500
"""Of the words, for the numbers of sources."""


def metrics_picture(metrics: MetricHistory) -> Picture | None:
    """None: no paper has a date, and no source has two snapshots. Slow; for a thread."""
    papers, histories = paper_years(metrics.fields), courses(metrics.history)
    if papers is None and not histories:
        return None
    from commands.discovery.pictures.metrics_drawing import draw_metrics

    words = f"{_papers(metrics, papers)} {cut_list(tuple(map(_course, histories)), HISTORY, ' ')}".strip()
    return Picture("metrics.png", draw_metrics(metrics, papers, histories), cut(words, ALT))


def _papers(metrics: MetricHistory, papers: PaperYears | None) -> str:
    if papers is None:
        return f"{_name(metrics.name)} over time; none of the {count(metrics.papers, 'paper')} has a date."
    best = max(papers.years, key=lambda year: (papers.total(year), year))
    fields = tuple(f"{_name(bar.field)} {sum(bar.papers.values()):,}" for bar in papers.fields)
    when = years(papers.first, papers.last)
    without = f" ({metrics.undated:,} more without a date)" if metrics.undated else ""
    return (
        f"Papers by {_name(metrics.name)} in each {papers.period}, as bars by field, {when}: "
        f"{count(papers.all, 'paper')}{without}, most in {papers.said(best)} ({papers.total(best):,}). "
        f"By field: {cut_list(fields, HISTORY)}."
    )


def _course(course: Course) -> str:
    (first, low), (last, high) = course.points[0], course.points[-1]
    return f"{course.what} by {_name(course.source)}: {low:,} on {day(first)}, {high:,} on {day(last)}."


def _name(name: str) -> str:
    return cut(plain(name), NAME) or "—"
