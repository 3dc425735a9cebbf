"""What the colours of a diagram mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from matplotlib.patches import Rectangle

from commands.discovery.pictures.canvas import SMALL, Sheet
from commands.discovery.pictures.palette import MUTED

ROW: Final = 32
SWATCH: Final = 18
GAP: Final = 10
BETWEEN: Final = 30
WIDEST: Final = 380
"""A name, in pixels."""


@dataclass(frozen=True, slots=True)
class Entry:
    colour: str
    name: str
    number: str


def draw_key(sheet: Sheet, entries: Sequence[Entry], left: float, top: float, width: float) -> float:
    """Rows of swatch, name and number, as many in a row as fit. Returns the height taken."""
    x, y = left, top - ROW / 2
    for entry in entries:
        digits = sheet.width(entry.number, SMALL)
        name = sheet.fit(entry.name, SMALL, min(WIDEST, width - SWATCH - 2 * GAP - digits))
        letters = sheet.width(name, SMALL)
        wide = SWATCH + 2 * GAP + letters + digits
        if x > left and x + wide > left + width:
            x, y = left, y - ROW
        sheet.page.add_patch(Rectangle((x, y - SWATCH / 2), SWATCH, SWATCH, facecolor=entry.colour))
        sheet.write(x + SWATCH + GAP, y, name, SMALL)
        sheet.write(x + wide - digits, y, entry.number, SMALL, MUTED)
        x += wide + BETWEEN
    return top - y + ROW / 2
