"""Discord's transport compression: one stream for a whole connection, flushed after each frame."""

import json
import zlib
from collections.abc import Callable
from typing import Any

from aiohttp import web


def deflater(kind: str | None) -> Callable[[bytes], bytes] | None:
    """For `compress=` of the gateway's address; None: plain text."""
    if kind == "zlib-stream":
        stream = zlib.compressobj()
        return lambda data: stream.compress(data) + stream.flush(zlib.Z_SYNC_FLUSH)
    if kind == "zstd-stream":
        return _zstd()
    return None


def _zstd() -> Callable[[bytes], bytes]:
    """discord.py asks for it where the zstandard package is there, or on Python 3.14."""
    try:
        import zstandard
    except ImportError:
        from compression import zstd  # pyright: ignore

        stream = zstd.ZstdCompressor()
        return lambda data: stream.compress(data, zstd.ZstdCompressor.FLUSH_BLOCK)
    chunks = zstandard.ZstdCompressor().compressobj()
    return lambda data: chunks.compress(data) + chunks.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)


class Wire:
    """One websocket connection, seen from the side that sends."""

    def __init__(self, socket: web.WebSocketResponse, compress: str | None) -> None:
        self.socket = socket
        self._deflate = deflater(compress)

    async def send(self, frame: dict[str, Any]) -> None:
        text = json.dumps(frame, separators=(",", ":"))
        try:
            if self._deflate is None:
                await self.socket.send_str(text)
            else:
                await self.socket.send_bytes(self._deflate(text.encode()))
        except ConnectionError:
            # The bot is gone; what it missed is in the session's log, for a RESUME.
            return
