"""Looking at pictures."""

import itertools
import struct
from collections.abc import Iterator

from matplotlib.axis import Axis
from matplotlib.text import Text

from commands.discovery.pictures.canvas import Sheet
from commands.ui.embeds.limits import size
from commands.ui.picture import ALT, HEIGHT, WIDTH, Picture

LARGEST = 300_000


def check(picture: Picture) -> None:
    """What Discord and people need of any picture."""
    assert picture.png.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", picture.png[16:24]) == (WIDTH, HEIGHT)
    assert len(picture.png) < LARGEST
    assert 0 < size(picture.alt) <= ALT


def texts(sheet: Sheet) -> list[Text]:
    """All that is written on a sheet, the words along edges of diagrams too."""
    axes = sheet.figure.get_axes()
    edges = [word for one in axes[1:] for edge in (one.xaxis, one.yaxis) for word in along(edge)]
    return [text for text in (*(text for one in axes for text in one.texts), *edges) if text.get_text()]


def along(edge: Axis) -> list[Text]:
    """What can be seen along an edge: there may be more, beyond its ends."""
    low, high = edge.get_view_interval()
    return [word for at, word in zip(edge.get_ticklocs(), edge.get_ticklabels(), strict=True) if low <= at <= high]


def overlaps(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Texts that reach into each other. A line's box is higher than its letters: a little of it may."""
    boxes = [(text.get_text(), text.get_window_extent().padded(0, -4)) for text in texts(sheet)]
    for (one, here), (other, there) in itertools.combinations(boxes, 2):
        if here.overlaps(there):
            yield one, other


def outside(sheet: Sheet) -> list[str]:
    boxes = [(text.get_text(), text.get_window_extent()) for text in texts(sheet)]
    return [text for text, box in boxes if box.x0 < 0 or box.y0 < 0 or box.x1 > WIDTH or box.y1 > HEIGHT]
