"""Ends a request at its deadline, whatever the other side does: the time-out of `requests` is for each read alone,
so a server that sends a byte now and then, of the headers too, would hold its thread for days."""

import socket
import threading
from contextlib import suppress
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection


class Watch:
    """`with Watch(seconds) as watch`: the connections of its `session()` are shut when the time is up."""

    def __init__(self, seconds: float) -> None:
        self.rang = False
        self._sockets: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._ring)
        self._timer.daemon = True

    def __enter__(self) -> "Watch":
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

    def watched(self, connected: socket.socket) -> socket.socket:
        """A second handle is kept, as TLS takes the first one away."""
        with self._lock:
            self._sockets.append(connected.dup())
        if self.rang:
            self._ring()
        return connected

    def _ring(self) -> None:
        self.rang = True
        with self._lock:
            for one in self._sockets:
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)


class _Adapter(HTTPAdapter):
    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _pools(self._watch)

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(*args, **kwargs)
        manager.pool_classes_by_scheme = _pools(self._watch)
        return manager


def _pools(watch: Watch) -> dict[str, Any]:
    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return watch.watched(super()._new_conn())

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return watch.watched(super()._new_conn())

    plain = type("PlainPool", (HTTPConnectionPool,), {"ConnectionCls": Plain})
    return {"http": plain, "https": type("SecurePool", (HTTPSConnectionPool,), {"ConnectionCls": Secure})}
