"""A web server on this machine that plays every way in which an address may answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread

MOVED = {"/moved": (301, "/ok"), "/moved-308": (308, "/ok"), "/for-now": (302, "/ok"), "/to-gone": (301, "/gone")}
SENT_ON = {
    **MOVED,
    "/loop": (302, "/loop-back"),
    "/loop-back": (302, "/loop"),
    "/to-mail": (301, "mailto:someone@example.org"),
    "/to-file": (302, "file:///etc/passwd"),
    "/to-letters": (301, "/한글 자리"),
    "/moved-then-for-now": (301, "/for-now"),
}
STATUS = {"/missing": 404, "/gone": 410, "/forbidden": 403, "/broken": 500, "/always-busy": 429}

COPY = (
    b'{"archived_snapshots": {"closest": {"status": "200", "available": true, '
    b'"url": "https://archive.example/20261101/gone", "timestamp": "20261101093000"}}}'
)


@dataclass
class Played:
    """What was asked, in order, as ``HEAD /ok``, with the user agents; ``release`` ends what hangs."""

    port: int = 0
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    release: Event = field(default_factory=Event)
    at_once: int = 0
    most_at_once: int = 0
    lock: Lock = field(default_factory=Lock)

    def at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"


class _Handler(BaseHTTPRequestHandler):
    played: Played
    _unanswered: bool = False

    def _answer(self) -> None:
        played = self.played
        with played.lock:
            played.asked.append(f"{self.command} {self.path}")
            played.agents.add(self.headers.get("User-Agent", ""))
            self._unanswered = True
            played.at_once += 1
            played.most_at_once = max(played.most_at_once, played.at_once)
        try:
            self._play(self.path.partition("?")[0])
        finally:
            self._answered()

    def _answered(self) -> None:
        """Told before the answer goes out: whoever has it may ask again before this thread runs on."""
        with self.played.lock:
            self.played.at_once -= self._unanswered
            self._unanswered = False

    def _play(self, path: str) -> None:
        if path in SENT_ON:
            status, location = SENT_ON[path]
            self._head(status, Location=location.encode().decode("latin-1"))
        elif path == "/no-head":
            self._head(405 if self.command == "HEAD" else 206)
        elif path == "/hangs":
            self.played.release.wait(30)
        elif path == "/drops-head" and self.command == "HEAD":
            self.close_connection = True
        elif path == "/huge" and self.command == "GET":
            self._head(200, **{"Content-Length": str(1 << 40)})
            while not self.played.release.is_set():
                self.wfile.write(b"x" * 65536)
        elif path == "/huge":
            self._head(405)
        elif path == "/archive":
            self._head(200)
            self.wfile.write(COPY)
        else:
            self._head(STATUS.get(path, 200))

    def _head(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self._answered()
        self.end_headers()

    do_HEAD = do_GET = _answer  # noqa: N815 - as the standard library has them

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def playing() -> Iterator[Played]:
    played = Played()
    handler = type("Handler", (_Handler,), {"played": played})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.block_on_close = False
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # whoever asked has hung up
    played.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield played
    finally:
        played.release.set()
        server.shutdown()
        server.server_close()
