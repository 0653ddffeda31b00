"""A preview of the site from memory, on this machine only; it follows every change of the sources.

A build that fails leaves the last pages standing and says in them what is wrong. PDFs are laid out when
one is asked for.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from typing import NamedTuple, cast
from urllib.parse import quote, unquote, urlsplit

from briefgen.model.diagnostics import Diagnostic, Outcome, error
from briefgen.model.tree import Tree
from briefgen.reading.changes import Changes
from briefgen.reporting.human import summary

Make = Callable[[bool], Outcome[Tree]]
"""Makes the site; with its PDFs when True."""
Tell = Callable[[tuple[Diagnostic, ...]], str]
"""Shows the problems of a build in the terminal and returns them as text for the page."""

ADDRESS = "127.0.0.1"
_OWN = "/.briefgen/"
_SCRIPT = Path(__file__).with_name("reload.js")
_USUAL_PORT = 80
"""Browsers leave it out of an address."""
_HEARTBEAT = 15.0
_GLANCE = 0.2

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


class State(NamedTuple):
    """What an open page is told: which build stands, and what is wrong with it."""

    version: int
    summary: str
    report: str


class Preview:
    """The site as last made, its problems, and a number that grows with each build."""

    def __init__(self, make: Make, tell: Tell) -> None:
        self._make = make
        self._tell = tell
        self._building = threading.Lock()
        self._changed = threading.Condition()
        self._with_pdfs = False
        self.closed = False
        self.version = 0
        self.tree = Tree({})
        self.summary = ""
        self.report = ""

    def __enter__(self) -> Preview:
        return self

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self.closed = True
            self._changed.notify_all()

    def rebuild(self) -> None:
        """Make the pages again; readers who wait are told."""
        with self._building:
            outcome = self._made(False)
            text = self._tell(outcome.diagnostics)
            with self._changed:
                self.tree = outcome.value if len(outcome.value) else self.tree
                self.summary, self.report = summary(outcome.diagnostics), text
                self._with_pdfs = False
                self.version += 1
                self._changed.notify_all()

    def find(self, path: str) -> bytes | None:
        """The bytes at an output path, or None; the first PDF asked for has all of them laid out."""
        if path.endswith(".pdf") and path not in self.tree:
            self._lay_out()
        return self.tree.files.get(path)

    def wait(self, version: int) -> State:
        """How things stand once the version is another than ``version``, or unchanged after a while."""
        with self._changed:
            self._changed.wait_for(lambda: self.closed or self.version != version, _HEARTBEAT)
            return State(self.version, self.summary, self.report)

    def _lay_out(self) -> None:
        with self._building:
            if not self._with_pdfs:
                outcome = self._made(True)
                if self.closed:  # what fails because the workers have been let go is no news
                    return
                self._tell(outcome.diagnostics)
                self.tree = outcome.value if len(outcome.value) else self.tree
                self._with_pdfs = True

    def _made(self, pdfs: bool) -> Outcome[Tree]:
        try:
            return self._make(pdfs)
        except Exception as raised:  # a preview outlives every fault
            return Outcome(Tree({}), (error("internal-error", f"the build failed: {type(raised).__name__}: {raised}"),))


class Server(ThreadingHTTPServer):
    """Listens on the loopback address only. ``port`` 0 takes a free one; raises OSError when it is taken."""

    daemon_threads = True
    allow_reuse_address = sys.platform != "win32"  # there it would let two programs listen at one port
    allow_reuse_port = False

    def __init__(self, preview: Preview, port: int) -> None:
        super().__init__((ADDRESS, port), _Handler)
        self.preview = preview
        self.port = int(self.server_address[1])
        names = (ADDRESS, "localhost")
        self.hosts = {f"{name}:{self.port}" for name in names} | (set(names) if self.port == _USUAL_PORT else set())

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up is no fault."""
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


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "briefgen"
    sys_version = ""

    @property
    def preview(self) -> Preview:
        return cast(Server, self.server).preview

    def do_GET(self) -> None:
        self._version = self.preview.version  # before the page is looked up: it may be older, never newer
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
        path = unquote(urlsplit(self.path).path)
        if path == f"{_OWN}events":
            self._send_events()
        elif path == f"{_OWN}reload.js":
            self._send(HTTPStatus.OK, _SCRIPT.read_bytes(), ".js")
        else:
            self._send_page(path.removeprefix("/"))

    def _send_page(self, path: str) -> None:
        index = f"{path}index.html" if path == "" or path.endswith("/") else path
        content = self.preview.find(index)
        if content is not None:
            self._send(HTTPStatus.OK, content, PurePosixPath(index).suffix)
        elif f"{path}/index.html" in self.preview.tree:
            self._redirect(f"/{path}/")
        else:
            missing = self.preview.tree.files.get("404.html") or self._plain_page("There is no such page.")
            self._send(HTTPStatus.NOT_FOUND, missing, ".html")

    def _plain_page(self, words: str) -> bytes:
        return f"<!doctype html><html lang=en><title>briefgen</title><body><p>{words}</p></body></html>".encode()

    def _redirect(self, path: str) -> None:
        self.send_response(HTTPStatus.PERMANENT_REDIRECT)
        self.send_header("Location", quote(path))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: HTTPStatus, content: bytes, suffix: str) -> None:
        body = _with_script(content, self._version) if suffix == ".html" else content
        self.send_response(status)
        self.send_header("Content-Type", _TYPES.get(suffix.lower(), "application/octet-stream"))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _send_events(self) -> None:
        """The state of the preview now and after every build, for as long as the page is open."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        version = -1
        while self.command != "HEAD" and not self.preview.closed:
            state = self.preview.wait(version)
            news = f"data: {json.dumps(state._asdict())}\n\n".encode()
            self.wfile.write(b": still here\n\n" if state.version == version else news)
            self.wfile.flush()
            version = state.version


def _with_script(page: bytes, version: int) -> bytes:
    script = f'<script src="{_OWN}reload.js" data-version="{version}"></script>'.encode()
    head, end, tail = page.rpartition(b"</body>")
    return head + script + end + tail if end else page + script


def serve(server: Server, folders: Iterable[Path], ready: Callable[[], None], stop: threading.Event) -> None:
    """Serve until told to stop, and make the site again whenever a file below ``folders`` changes.

    ``ready`` is told when there are pages to look at.
    """
    preview = server.preview
    with server, preview, Changes(folders) as changes:  # the watch begins before the first file is read
        preview.rebuild()
        with server.answering():
            ready()
            while not stop.is_set():
                if changes.wait(_GLANCE):  # not for ever: some systems would not let a signal through
                    preview.rebuild()
