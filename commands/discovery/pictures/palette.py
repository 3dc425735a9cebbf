"""Colours that stand on the dark of Discord's own embeds (text at 4.5:1 and more, shapes at 3:1), and that colour-blind
people tell apart: those of Okabe and Ito, without the blue and the black that are lost on dark."""

from typing import Final

GROUND: Final = "#2b2d31"
TEXT: Final = "#f2f3f5"
MUTED: Final = "#b5bac1"
RULE: Final = "#4e5058"
"""Lines that only guide the eye."""
GREY: Final = "#a3a8b1"
"""What belongs to no group."""
DIM: Final = "#7c818b"
COLOURS: Final = ("#56b4e9", "#e69f00", "#21b890", "#f0e442", "#cc79a7", "#e8743b")
