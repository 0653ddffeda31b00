"""A preview of the site from memory, on this machine only; it follows every change of the sources.

What is shown is the preview's; here it is handed to a browser, and open pages are told when theirs has changed.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from typing import cast
from urllib.parse import parse_qs, quote, unquote, urlsplit

from briefgen.preview.changes import Changes
from briefgen.preview.preview import Preview

ADDRESS = "127.0.0.1"
_OWN = "/.briefgen/"
_SCRIPT = Path(__file__).with_name("reload.js")
_USUAL_PORT = 80
"""Browsers leave it out of an address."""
_GLANCE = 0.2
_DRAWING_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
"""For a drawing that is opened by its own address: a second wall behind the copy that only draws."""

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
}


class Server(ThreadingHTTPServer):
    """Listens on the loopback address only. ``port`` 0 takes a free one; raises OSError when it is taken."""

    daemon_threads = True
    allow_reuse_address = sys.platform != "win32"  # there it would let two programs listen at one port
    allow_reuse_port = False

    def __init__(self, preview: Preview, port: int) -> None:
        super().__init__((ADDRESS, port), _PreviewHandler)
        self.preview = preview
        self.port = int(self.server_address[1])
        names = (ADDRESS, "localhost")
        self.hosts = {f"{name}:{self.port}" for name in names} | (set(names) if self.port == _USUAL_PORT else set())

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up is not a fault."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Answer in a thread of its own."""
        threading.Thread(target=self.serve_forever, args=(_GLANCE,), daemon=True).start()
        try:
            yield
        finally:
            self.shutdown()

    @property
    def address(self) -> str:
        """Where a browser finds the site."""
        return f"http://{ADDRESS}:{self.port}/"


class _PreviewHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "briefgen"
    sys_version = ""

    @property
    def preview(self) -> Preview:
        return cast(Server, self.server).preview

    def do_GET(self) -> None:
        try:
            self._answer()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the reader has left the page

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Requests are not told; problems are."""

    def _answer(self) -> None:
        if self.headers.get("Host", "").lower() not in cast(Server, self.server).hosts:
            # another site's page, made to point here, must not read the drafts
            self._send(HTTPStatus.FORBIDDEN, b"This preview answers to its own address only.\n", ".txt")
            return
        asked = urlsplit(self.path)
        path = unquote(asked.path)
        if path == f"{_OWN}events":
            self._send_events(unquote(parse_qs(asked.query).get("page", ["/"])[0]))
        elif path == f"{_OWN}reload.js":
            self._send(HTTPStatus.OK, _SCRIPT.read_bytes(), ".js")
        else:
            self._send_page(path.removeprefix("/"))

    def _send_page(self, path: str) -> None:
        if not self._is_there(path) and self._is_there(f"{path}/"):
            self._redirect(f"/{path}/")
            return
        status, content = self._page(path)
        suffix = PurePosixPath(_file(path)).suffix if status == HTTPStatus.OK else ".html"
        self._send(status, content, suffix)

    def _is_there(self, path: str) -> bool:
        return self.preview.find(_file(path)) is not None

    def _page(self, path: str) -> tuple[HTTPStatus, bytes]:
        """Return what is answered to one who asks for a path."""
        content = self.preview.find(_file(path))
        if content is not None:
            return HTTPStatus.OK, content
        return HTTPStatus.NOT_FOUND, self.preview.find("404.html") or self._plain_page("There is no such page.")

    def _plain_page(self, words: str) -> bytes:
        return f"<!doctype html><html lang=en><title>briefgen</title><body><p>{words}</p></body></html>".encode()

    def _redirect(self, path: str) -> None:
        self.send_response(HTTPStatus.PERMANENT_REDIRECT)
        self.send_header("Location", quote(path))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: HTTPStatus, content: bytes, suffix: str) -> None:
        body = _with_script(content) if suffix == ".html" else content
        self.send_response(status)
        self.send_header("Content-Type", _TYPES.get(suffix.lower(), "application/octet-stream"))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        if suffix.lower() == ".svg":
            self.send_header("Content-Security-Policy", _DRAWING_POLICY)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _send_events(self, path: str) -> None:
        """What stands at the path of an open page, by its digest, and what is wrong: now and whenever that changes."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        version, before = -1, b""
        while self.command != "HEAD" and not self.preview.closed:
            state = self.preview.wait(version)
            news = before
            if state.version != version:
                _, content = self._page(path.removeprefix("/"))
                marks = [mark._asdict() for mark in self.preview.marks(_file(path.removeprefix("/")), state)]
                told = {"page": _digest(content), "summary": state.summary, "report": state.report, "marks": marks}
                news = f"data: {json.dumps(told)}\n\n".encode()
            self.wfile.write(b": still here\n\n" if news == before else news)
            self.wfile.flush()
            version, before = state.version, news


def _file(path: str) -> str:
    """The file that an address leads to."""
    return f"{path}index.html" if path == "" or path.endswith("/") else path


def _digest(page: bytes) -> str:
    return sha256(page).hexdigest()[:16]


def _with_script(page: bytes) -> bytes:
    """The page with the script that follows it; it knows what was sent by its digest."""
    script = f'<script src="{_OWN}reload.js" data-page="{_digest(page)}"></script>'.encode()
    head, end, tail = page.rpartition(b"</body>")
    return head + script + end + tail if end else page + script


def serve(server: Server, folders: Iterable[Path], ready: Callable[[], None], stop: threading.Event) -> None:
    """Serve until told to stop, and make the site again whenever a file below ``folders`` changes.

    ``ready`` is called once the server answers; a request waits until its page can be made.
    """
    preview = server.preview
    with server, preview, Changes(folders) as changes:  # the watch begins before the first file is read
        preview.begin()
        with server.answering():
            ready()
            preview.sketch()
            while not stop.is_set():
                if changes.wait(_GLANCE):  # not for ever: some systems would not let a signal through
                    preview.change()
