"""Text from data, made harmless: nothing in it is formatting, a link, a mention or a character that shows nothing."""

import re
from urllib.parse import SplitResult, quote, urlsplit

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
UNSEEN = re.compile(r"[\u00ad\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]+")
"""Characters that no text needs to read well, such as those that turn the direction of what follows, and halves of
characters. The joiners, and the marks of direction, are not among them: emoji and many scripts need those."""
BLANK = re.compile(
    r"[\s\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200c-\u200f\u2800\u3164\ufe00-\ufe0f\uffa0"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]*"
)
"""A text of these alone looks empty."""
PARAGRAPHS = re.compile(r"\n\s*\n")
UNPINGED = "@\u200b"
MENTION = r"@(?=everyone|here|[!&]?[0-9]{17,20})"
ADDRESS = r"""https?://[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]+)?(?:[/?#][^\s<>\\*|`\[\]"^{}]*)?"""
SIGN = re.compile(
    rf"<{ADDRESS}>|{ADDRESS}"
    r"|(?P<sign>[\\*_~|`<\[\]]|:(?=[\w+-]+:)|^[#>+-])"
    rf"|(?P<number>^[0-9]+)(?=[.)](?:\s|$))|(?P<mention>{MENTION})"
)
"""Outside of a web address, what can begin formatting: `:` does in `:smile:`, `#` and the like where a line begins."""
ADDRESS_ALONE = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:[:/?#]\S*)?", re.IGNORECASE)
LINK_ROOM = 500
HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)+\.?")
IN_ADDRESSES = ":/?#@!$&'*+,;=%~-._"
"""What need not be quoted; brackets and parentheses could end a masked link."""


def plain(text: str) -> str:
    """One line of what can be seen, for places where Discord formats nothing (footers, buttons, menus); empty where
    nothing can be seen."""
    line = " ".join(UNSEEN.sub("", CONTROL.sub(" ", text)).split())
    return "" if BLANK.fullmatch(line) else line


def escaped(text: str) -> str:
    """One line for places where Discord formats: every character that could mean something means itself."""
    return SIGN.sub(_escape, plain(text))


def escaped_paragraphs(text: str) -> str:
    """The same, paragraphs kept."""
    return "\n\n".join(filter(None, map(escaped, PARAGRAPHS.split(text))))


def plain_paragraphs(text: str) -> str:
    return "\n\n".join(filter(None, map(plain, PARAGRAPHS.split(text))))


def _escape(found: re.Match[str]) -> str:
    match found.lastgroup:
        case "sign":
            return f"\\{found[0]}"
        case "number":
            return f"{found[0]}\\"
        case "mention":
            return UNPINGED
        case _:
            return _as_it_is(found[0])


def _as_it_is(address: str) -> str:
    """To be pressed: Discord formats nothing inside an address. One that would ping is no longer an address."""
    if not re.search(MENTION, address):
        return address
    return re.sub(MENTION, UNPINGED, re.sub(r"([<_~]|:(?=[\w+-]+:))", r"\\\1", address))


def link(text: str, url: str | None) -> str:
    """A masked link, or the text alone. `text` is already escaped. Discord makes no link of a text with an address
    or a lone bracket in it."""
    address = safe_url(url)
    is_fit = text and "://" not in text and text.count("[") == text.count("]") and not _misleads(text, address)
    return f"[{text}]({address})" if address and is_fit and len(address) <= LINK_ROOM else text


def _misleads(text: str, address: str | None) -> bool:
    """Whether the text looks like another address than the one that it leads to."""
    shown = text.replace("\\", "").strip()
    rest = (address or "").partition("://")[2]
    return ADDRESS_ALONE.fullmatch(shown) is not None and shown.casefold().rstrip("/") != rest.casefold().rstrip("/")


def safe_url(url: str | None) -> str | None:
    """The address if it is one of the web that Discord takes, with nothing in it that could end a masked link."""
    try:
        parts = urlsplit(url or "")
        host = _host(parts)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    rest = parts.path + (parts.query and f"?{parts.query}") + (parts.fragment and f"#{parts.fragment}")
    return f"{parts.scheme}://{host}{quote(rest, safe=IN_ADDRESSES, errors='replace')}"


def _host(parts: SplitResult) -> str | None:
    """None for what Discord refuses, and for what shows another name first (https://arxiv.org@elsewhere.org).

    Raises ValueError where it is no host at all.
    """
    host = (parts.hostname or "").encode("idna").decode()
    if "@" in parts.netloc or not HOST.fullmatch(host):
        return None
    return host if parts.port is None else f"{host}:{parts.port}"
