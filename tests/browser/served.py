"""A folder on a server of its own, as it would stand on a host of static pages."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder below several prefixes; what is not there is answered with the site's own 404 page."""

    def __init__(self, *arguments: Any, prefixes: tuple[str, ...], **options: Any) -> None:
        self.prefixes = prefixes
        super().__init__(*arguments, **options)

    def translate_path(self, path: str) -> str:
        prefix = next((prefix for prefix in self.prefixes if path.startswith(prefix)), None)
        return super().translate_path(path.removeprefix(prefix.rstrip("/")) if prefix else "/outside/of/the/site")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing: the browser tells what it missed."""


@contextmanager
def serving(folder: Path, *prefixes: str) -> Iterator[str]:
    """The origin (``http://127.0.0.1:PORT``) where ``folder`` stands below each of ``prefixes`` (``/name/``)."""
    handler = partial(_Handler, directory=str(folder), prefixes=prefixes)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
