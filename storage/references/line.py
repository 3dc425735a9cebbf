"""Text from data as one clean line, so that no format is broken by it."""

import re
import unicodedata

from storage.references.reference import Reference

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_UNSEEN = re.compile(r"[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]+")
"""What shows nothing, turns the direction of what follows, or is half a character and cannot be encoded."""
_ENDED = re.compile(r"[.!?…。！？][\"'”’»)\]]?$")
UNTITLED = "[Untitled]"


def one_line(text: str | None) -> str:
    """Composed (NFC), spaces and breaks of every kind as one space; may be empty."""
    line = " ".join(_UNSEEN.sub("", _CONTROL.sub(" ", text or "")).split())
    return unicodedata.normalize("NFC", line)


def title_line(reference: Reference) -> str:
    return one_line(reference.title) or UNTITLED


def sentence(text: str) -> str:
    """With a full stop, unless it ends already or is empty."""
    return text if not text or _ENDED.search(text) else f"{text}."
