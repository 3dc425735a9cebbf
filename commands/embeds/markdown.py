"""Text from data, made harmless: nothing in it is formatting, a link or a mention."""

import re
from urllib.parse import SplitResult, quote, urlsplit

from commands.embeds.characters import seen

PARAGRAPHS = re.compile(r"\n\s*\n")
MENTION = r"@(?=everyone|here|[!&]?[0-9]{17,20})"
ADDRESS = r"""https?://[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]+)?(?:[/?#][^\s<>\\*|`\[\]"^{}]*)?"""
SIGN = re.compile(
    rf"<{ADDRESS}>|(?P<address>{ADDRESS})"
    r"|(?P<sign>[\\*_~|`<\[\]]|:(?=[\w+-]+:)|^[#>+-])"
    rf"|(?P<number>^[0-9]+)(?=[.)])|(?P<mention>{MENTION})"
)
"""Outside of a web address, what can begin formatting: `:` does in `:smile:`, `#` and the like where a line begins."""
LINK_ROOM = 500
HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)+\.?")
IN_ADDRESSES = ":/?#@!$&'*+,;=%~-._"
"""What need not be quoted; brackets and parentheses could end a masked link."""


def plain(text: str) -> str:
    """One line of what can be seen, for places where Discord formats nothing (footers, buttons, menus)."""
    return seen(text)


def escaped(text: str) -> str:
    """One line for places where Discord formats: every character that could mean something means itself."""
    return SIGN.sub(_escape, plain(text))


def escaped_paragraphs(text: str) -> str:
    """The same, paragraphs kept."""
    return "\n\n".join(filter(None, map(escaped, PARAGRAPHS.split(text))))


def plain_paragraphs(text: str) -> str:
    return "\n\n".join(filter(None, map(plain, PARAGRAPHS.split(text))))


def _escape(found: re.Match[str]) -> str:
    """Addresses stay as they are, to be pressed: Discord formats nothing inside one, but it may ping."""
    if found["sign"] or found["number"]:
        return f"{found['number'] or ''}\\{found['sign'] or ''}"
    if found["mention"]:
        return "@\u200b"
    if re.search(MENTION, found[0]):
        return re.sub(MENTION, "@\u200b", re.sub(r"([_~<])", r"\\\1", found[0]))
    return found[0]


def link(text: str, url: str | None) -> str:
    """A masked link, or the text alone. `text` is already escaped. Discord makes no link of a text with an address
    or a lone bracket in it."""
    address = safe_url(url)
    is_fit = text and "://" not in text and text.count("[") == text.count("]")
    return f"[{text}]({address})" if address and is_fit and len(address) <= LINK_ROOM else text


def safe_url(url: str | None) -> str | None:
    """The address if it is one of the web that Discord takes, with nothing in it that could end a masked link."""
    try:
        parts = urlsplit(url or "")
        host = _host(parts)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    path = quote(parts._replace(scheme="", netloc="").geturl(), safe=IN_ADDRESSES, errors="replace")
    return f"{parts.scheme}://{host}{path}"


def _host(parts: SplitResult) -> str | None:
    """None for what Discord refuses, and for what shows another name first (https://arxiv.org@elsewhere.org).

    Raises ValueError where it is no host at all.
    """
    host = (parts.hostname or "").encode("idna").decode()
    if "@" in parts.netloc or not HOST.fullmatch(host):
        return None
    return host if parts.port is None else f"{host}:{parts.port}"
