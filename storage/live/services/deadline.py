"""Ends a request at its deadline, whatever the server does. The timeout of `requests` covers each read alone, so a
server that sends one byte now and then, even of the headers, would hold its thread for days."""

import socket
import threading
from contextlib import suppress
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection


class Deadline:
    """`with Deadline(seconds) as deadline`: the connections of its `session()` are shut down when the time is up."""

    def __init__(self, seconds: float) -> None:
        self.has_passed = False
        self._sockets: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._expire)
        self._timer.daemon = True

    def __enter__(self) -> "Deadline":
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        with self._lock:
            for one in self._sockets:
                one.close()
            self._sockets.clear()

    def session(self) -> requests.Session:
        session = requests.Session()
        session.mount("http://", _Adapter(self))
        session.mount("https://", _Adapter(self))
        return session

    def watch(self, connected: socket.socket) -> socket.socket:
        """Keeps a second handle of the socket, as TLS takes the first one away."""
        with self._lock:
            self._sockets.append(connected.dup())
        if self.has_passed:
            self._expire()
        return connected

    def _expire(self) -> None:
        self.has_passed = True
        with self._lock:
            for one in self._sockets:
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)


class _Adapter(HTTPAdapter):
    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _pools(self._deadline)

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(*args, **kwargs)
        manager.pool_classes_by_scheme = _pools(self._deadline)
        return manager


def _pools(deadline: Deadline) -> dict[str, Any]:
    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return deadline.watch(super()._new_conn())

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return deadline.watch(super()._new_conn())

    plain = type("PlainPool", (HTTPConnectionPool,), {"ConnectionCls": Plain})
    return {"http": plain, "https": type("SecurePool", (HTTPSConnectionPool,), {"ConnectionCls": Secure})}
