"""The sheet all pictures are drawn on: pixels as units, the origin at the lower left."""
# matplotlib leaves its keyword arguments untyped, which makes most of its methods "partially unknown".
# pyright: reportUnknownMemberType=false

import io
import threading
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, Literal

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import FuncFormatter, MaxNLocator
from PIL import Image

from commands.discovery.pictures.lettering import families
from commands.discovery.pictures.palette import GROUND, MUTED, RULE, TEXT
from commands.discovery.pictures.ticks import short
from commands.ui.embeds.limits import ELLIPSIS, boundary
from commands.ui.picture import HEIGHT, WIDTH

_ONE_AT_A_TIME = threading.Lock()
"""matplotlib promises nothing to threads that draw at once, and its settings are the whole process's."""
_POINTS = 72
"""At 72 dots an inch a point is a pixel, so that sizes of letters and lines are pixels too."""

MARGIN = 24
SMALL = 21
"""Letters of keys and along edges."""
Side = Literal["left", "center", "right"]


class Sheet:
    """A figure of `WIDTH` by `HEIGHT` pixels, and one coordinate system over all of it."""

    def __init__(self) -> None:
        self.figure = Figure(figsize=(WIDTH / _POINTS, HEIGHT / _POINTS), dpi=_POINTS, facecolor=GROUND)
        self._agg = FigureCanvasAgg(self.figure)
        self.page = self.figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(0, HEIGHT))
        self.page.axis("off")

    def panel(self, left: float, bottom: float, width: float, height: float) -> Axes:
        """A place for a diagram, without a frame."""
        box = (left / WIDTH, bottom / HEIGHT, width / WIDTH, height / HEIGHT)
        axes = self.figure.add_axes(box, facecolor="none", axisbelow=True)
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.tick_params(length=0, pad=8, labelsize=SMALL)
        return axes

    def write(self, x: float, y: float, text: str, size: float, colour: str = TEXT, side: Side = "left") -> None:
        """One line, its small letters' middle at `y`, so that lines with and without descenders sit alike."""
        self.page.text(x, y - size * 0.36, text, fontsize=size, color=colour, ha=side, va="baseline", zorder=5)

    def width(self, text: str, size: float) -> float:
        drawn = Text(0, 0, text, fontsize=size)
        drawn.set_figure(self.figure)
        return drawn.get_window_extent(self._agg.get_renderer()).width

    def fit(self, text: str, size: float, room: float) -> str:
        """The text, shortened with an ellipsis where it is wider than `room`."""
        if self.width(text, size) <= room:
            return text
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            fits = self.width(text[:middle].rstrip() + ELLIPSIS, size) <= room
            low, high = (middle, high) if fits else (low, middle - 1)
        return text[: boundary(text, low)].rstrip() + ELLIPSIS

    def png(self) -> bytes:
        """In 256 colours, which no eye tells from all of them here, and a third of the bytes."""
        self._agg.draw()
        image = Image.frombytes("RGBA", (WIDTH, HEIGHT), self._agg.buffer_rgba().tobytes()).convert("RGB")
        file = io.BytesIO()
        image.quantize(method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
        return file.getvalue()


@contextmanager
def canvas() -> Generator[Sheet]:
    """A sheet of one's own. `text.parse_math` off: a "$" in a name is a "$"."""
    settings: Any = {
        "text.usetex": False,
        "text.parse_math": False,
        "font.family": list(families()),
        "font.weight": "normal",
        "font.size": 20,
        "xtick.color": MUTED,
        "ytick.color": MUTED,
        "axes.edgecolor": RULE,
        "grid.color": RULE,
    }
    with _ONE_AT_A_TIME, mpl.rc_context(settings):
        yield Sheet()


def _whole(value: float, _: int | None) -> str:
    return short(value)


def whole_numbers(axes: Axes, ticks: int) -> None:
    """Along the upright edge."""
    axes.grid(axis="y", linewidth=1)
    axes.yaxis.set_major_locator(MaxNLocator(ticks, integer=True, min_n_ticks=1))
    axes.yaxis.set_major_formatter(FuncFormatter(_whole))
