"""The preview answers on this machine only, follows changes and outlives every fault."""

import http.client
import json
import socket
import struct
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefgen.model.diagnostics import Outcome, error
from briefgen.model.tree import Tree
from briefgen.serve import Preview, Server, follow

PAGES = {
    "index.html": b"<!doctype html><body><p>home</p></body>",
    "404.html": b"<body>not here</body>",
    "ko/index.html": "<body>양회</body>".encode(),
    "assets/a.css": b"p{}",
    "ko/feed.xml": b"<feed/>",
}


class Site:
    """What the preview shows, and what it has told."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes] = dict(PAGES)
        self.problems: tuple = ()
        self.builds: list[bool] = []
        self.told: list[str] = []
        self.fault: Exception | None = None

    def make(self, pdfs: bool) -> Outcome[Tree]:
        self.builds.append(pdfs)
        if self.fault:
            raise self.fault
        made = {**self.pages, **({"ko/a.pdf": b"%PDF"} if pdfs else {})}
        return Outcome(Tree(made), self.problems)

    def tell(self, problems: tuple) -> str:
        self.told += [found.message for found in problems]
        return "\n".join(found.message for found in problems)


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def preview(site: Site) -> Preview:
    preview = Preview(site.make, site.tell)
    preview.rebuild()
    return preview


@pytest.fixture
def server(preview: Preview) -> Iterator[Server]:
    with Server(preview, 0) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield server
        server.shutdown()


def get(server: Server, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    found = answer.status, dict(answer.getheaders()), answer.read()
    connection.close()
    return found


@pytest.mark.parametrize(
    ("path", "kind", "text"),
    [
        ("/", "text/html; charset=utf-8", "home"),
        ("/ko/", "text/html; charset=utf-8", "양회"),
        ("/ko/index.html?a=b", "text/html; charset=utf-8", "양회"),
        ("/assets/a.css", "text/css; charset=utf-8", "p{}"),
        ("/ko/feed.xml", "application/xml; charset=utf-8", "<feed/>"),
    ],
)
def test_a_page_is_served_with_its_type(server: Server, path: str, kind: str, text: str) -> None:
    status, headers, body = get(server, path)
    assert (status, headers["Content-Type"], headers["Cache-Control"]) == (200, kind, "no-store")
    assert text in body.decode()


def test_pages_get_the_script_and_nothing_else_does(server: Server) -> None:
    _, _, body = get(server, "/")
    assert body.endswith(b'<script src="/.briefgen/reload.js" data-version="1"></script></body>')
    assert get(server, "/assets/a.css")[2] == b"p{}"
    assert b"EventSource" in get(server, "/.briefgen/reload.js")[2]


def test_what_is_not_there_gets_the_sites_own_page(server: Server) -> None:
    status, _, body = get(server, "/ko/nothing.html")
    assert status == 404 and b"not here" in body
    assert get(server, "/../../etc/passwd")[0] == 404
    assert get(server, "/ko")[1]["Location"] == "/ko/"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "", "127.0.0.1", "localhost:1"])
def test_another_host_name_is_refused(server: Server, host: str) -> None:
    status, _, body = get(server, "/", Host=host)
    assert status == 403 and b"home" not in body


def test_its_own_names_are_accepted(server: Server) -> None:
    assert get(server, "/", Host=f"localhost:{server.port}")[0] == 200
    assert server.server_address[0] == "127.0.0.1"


def test_head_has_no_body(server: Server) -> None:
    status, headers, body = get(server, "/assets/a.css", "HEAD")
    assert (status, headers["Content-Length"], body) == (200, "3", b"")
    assert get(server, "/", "POST")[0] == 501


def test_pdfs_are_laid_out_when_one_is_asked_for_and_once(server: Server, site: Site) -> None:
    assert site.builds == [False]
    assert get(server, "/ko/a.pdf")[2] == b"%PDF"
    assert get(server, "/ko/a.pdf")[1]["Content-Type"] == "application/pdf"
    assert get(server, "/ko/none.pdf")[0] == 404
    assert site.builds == [False, True]
    server.preview.rebuild()
    assert get(server, "/ko/a.pdf")[0] == 200
    assert site.builds == [False, True, False, True]


def test_an_open_page_is_told_of_every_build(server: Server, site: Site) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    connection.request("GET", "/.briefgen/events")
    answer = connection.getresponse()
    assert answer.getheader("Content-Type") == "text/event-stream"

    def event() -> dict:
        line = answer.readline()
        assert answer.readline() == b"\n"
        return json.loads(line.removeprefix(b"data: "))

    assert event() == {"version": 1, "summary": "no problems", "report": ""}
    site.problems = (error("fact-is-known", "“예산” is not in the ledger"),)
    server.preview.rebuild()
    assert event() == {"version": 2, "summary": "1 error", "report": "“예산” is not in the ledger"}
    connection.close()


def test_a_fault_leaves_the_last_pages_and_is_told(server: Server, site: Site) -> None:
    site.fault = KeyError("oops")
    server.preview.rebuild()
    assert b"home" in get(server, "/")[2]
    assert site.told == ["the build failed: KeyError: 'oops'"]
    assert get(server, "/ko/a.pdf")[0] == 404
    site.fault = None
    site.pages["index.html"] = b"better"
    server.preview.rebuild()
    assert b"better" in get(server, "/")[2]


def test_a_site_that_could_never_be_made_shows_why(site: Site) -> None:
    site.pages, site.problems = {}, (error("file-exists", "no site.yaml"),)
    preview = Preview(site.make, site.tell)
    preview.rebuild()
    assert (preview.summary, preview.report) == ("1 error", "no site.yaml")


def test_a_browser_that_hangs_up_is_not_told(server: Server, capfd: pytest.CaptureFixture[str]) -> None:
    for request in (b"", b"GET / HTTP/1.1\r\n", b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"):
        rude = socket.create_connection(("127.0.0.1", server.port))
        rude.sendall(request)
        rude.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        rude.close()
    time.sleep(0.2)
    assert get(server, "/")[0] == 200
    assert capfd.readouterr().err == ""


def test_a_change_on_the_disk_makes_the_site_again(preview: Preview, tmp_path: Path) -> None:
    stop = threading.Event()
    watching = threading.Thread(target=follow, args=(preview, [tmp_path, tmp_path / "gone"], stop))
    watching.start()
    try:
        for turn in range(100):  # the watcher needs a moment to begin
            (tmp_path / "a.md").write_text(str(turn))
            time.sleep(0.1)
            if preview.version > 1:
                break
        assert preview.version > 1
    finally:
        stop.set()
        watching.join(10)
    assert not watching.is_alive()
