"""The preview answers on this machine only, follows changes and outlives every fault."""

import http.client
import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
import watchfiles

from briefgen.model.core.diagnostics import Diagnostic, Outcome, error
from briefgen.model.output.tree import Tree
from briefgen.preview.preview import Preview
from briefgen.preview.serve import Server, serve

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
        self.builds: list[list[str]] = []
        self.told: list[str] = []
        self.fault: Exception | None = None

    def make(self, pdfs: frozenset[str]) -> Outcome[Tree]:
        self.builds.append(sorted(pdfs))
        if self.fault:
            raise self.fault
        made = {**self.pages, **{path: b"%PDF" for path in ("ko/a.pdf", "ko/b.pdf") if path in pdfs}}
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


def digest(path: str) -> str:
    """What tells the page at an output path from another."""
    return sha256(PAGES[path]).hexdigest()[:16]


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
    assert body.endswith(
        f'<script src="/.briefgen/reload.js" data-page="{digest("index.html")}"></script></body>'.encode()
    )
    assert get(server, "/assets/a.css")[2] == b"p{}"
    assert b"EventSource" in get(server, "/.briefgen/reload.js")[2]


def test_a_drawing_that_is_opened_by_itself_may_do_nothing(server: Server, preview: Preview, site: Site) -> None:
    site.pages["assets/images/plan.SVG"] = b"<svg/>"
    preview.rebuild()
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
    _, headers, body = get(server, "/assets/images/plan.SVG")
    assert body == b"<svg/>"
    assert headers["Content-Security-Policy"] == policy and headers["X-Content-Type-Options"] == "nosniff"
    assert "Content-Security-Policy" not in get(server, "/assets/a.css")[1]


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


def test_a_pdf_is_laid_out_when_it_is_asked_for_and_once(server: Server, site: Site) -> None:
    assert site.builds == [[]]
    assert get(server, "/ko/a.pdf")[2] == b"%PDF"
    assert get(server, "/ko/a.pdf")[1]["Content-Type"] == "application/pdf"
    assert site.builds == [[], ["ko/a.pdf"]]
    assert get(server, "/ko/b.pdf")[0] == 200
    assert get(server, "/ko/none.pdf")[0] == 404
    assert site.builds[2:] == [["ko/a.pdf", "ko/b.pdf"], ["ko/a.pdf", "ko/b.pdf", "ko/none.pdf"]]
    server.preview.rebuild()
    assert get(server, "/ko/a.pdf")[0] == 200
    assert site.builds[4:] == [[], ["ko/a.pdf", "ko/b.pdf", "ko/none.pdf"]]


def test_an_open_page_is_told_of_every_build(server: Server, site: Site) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    connection.request("GET", "/.briefgen/events?page=%2Fko%2F")
    answer = connection.getresponse()
    assert answer.getheader("Content-Type") == "text/event-stream"

    def event() -> dict:
        line = answer.readline()
        assert answer.readline() == b"\n"
        return json.loads(line.removeprefix(b"data: "))

    page = digest("ko/index.html")
    assert event() == {"page": page, "summary": "no problems", "report": "", "marks": []}
    site.problems = (error("fact-is-known", "“예산” is not in the ledger"),)
    server.preview.rebuild()
    assert event() == {"page": page, "summary": "1 error", "report": "“예산” is not in the ledger", "marks": []}
    site.pages["ko/index.html"] = b"<body>better</body>"
    server.preview.rebuild()
    assert event()["page"] not in (page, digest("404.html"))
    del site.pages["ko/index.html"]
    server.preview.rebuild()
    assert event()["page"] == digest("404.html")
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


def test_the_usual_port_is_left_out_of_an_address(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    with Server(preview, 0) as server:
        assert "localhost" not in server.hosts
        monkeypatch.setattr("briefgen.preview.serve._USUAL_PORT", server.port)
    with Server(preview, server.port) as server:
        assert {"localhost", "127.0.0.1", f"localhost:{server.port}"} <= server.hosts


def test_a_browser_that_leaves_in_the_middle_of_a_page_is_not_told(
    server: Server, site: Site, capfd: pytest.CaptureFixture[str]
) -> None:
    site.pages["big.html"] = b"x" * 50_000_000
    server.preview.rebuild()
    others = set(threading.enumerate())
    with socket.create_connection(("127.0.0.1", server.port)) as rude:
        rude.sendall(f"GET /big.html HTTP/1.1\r\nHost: localhost:{server.port}\r\n\r\n".encode())
        assert rude.recv(10) == b"HTTP/1.1 2"
        rude.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    for thread in set(threading.enumerate()) - others:
        thread.join(10)
        assert not thread.is_alive()
    assert get(server, "/")[0] == 200
    assert capfd.readouterr() == ("", "")


def test_what_fails_because_the_preview_ends_is_not_told(site: Site) -> None:
    with Preview(site.make, site.tell) as preview:
        preview.rebuild()
    site.fault = RuntimeError("the workers have been let go")
    assert preview.find("ko/a.pdf") is None
    assert site.told == []


class Drawn:
    """The pages of a change, before there is a site of it."""

    def __init__(self, words: str, problems: tuple = ()) -> None:
        self.words = words
        self.problems = problems

    def page(self, path: str) -> bytes | None:
        if self.words == "faulty":
            raise KeyError(path)
        return self.words.encode() if path == "index.html" else None


class HeldBack:
    """The site, whose first build is let through; each later one waits."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.begun = 0
        self._gate = threading.Semaphore(1)

    def make(self, pdfs: frozenset[str]) -> Outcome[Tree]:
        self.begun += 1
        assert self._gate.acquire(timeout=20)
        return self.site.make(pdfs)

    def let(self) -> None:
        """Let one build through."""
        self._gate.release()


def test_a_change_is_shown_before_the_site_is_made(site: Site) -> None:
    drawn: list[str] = []
    held = HeldBack(site)
    with Preview(held.make, site.tell, lambda *_: Drawn(drawn[-1])) as preview:
        preview.rebuild()
        drawn.append("second")
        preview.change()
        assert preview.find("index.html") == b"second" and preview.is_behind
        assert preview.find("ko/index.html") == PAGES["ko/index.html"]
        site.pages["index.html"] = b"the second, whole"
        held.let()
        wait_until(lambda: not preview.is_behind)
        assert preview.find("index.html") == b"the second, whole"


def test_the_first_page_is_shown_before_there_is_a_site(site: Site) -> None:
    stop, drawn, gate = threading.Event(), threading.Event(), threading.Event()

    def draw(last: Tree, _: str) -> Drawn:
        assert drawn.wait(20)
        return Drawn("the first")

    def make(pdfs: frozenset[str]) -> Outcome[Tree]:
        assert gate.wait(20)
        return site.make(pdfs)

    server, ready = Server(Preview(make, site.tell, draw), 0), threading.Event()
    thread = threading.Thread(target=serve, args=(server, [], ready.set, stop))
    thread.start()
    assert ready.wait(20)
    threading.Timer(0.1, drawn.set).start()
    assert get(server, "/")[2].startswith(b"the first")  # asked before it was there
    threading.Timer(0.1, gate.set).start()
    assert get(server, "/ko/")[:1] == (200,)  # which only the whole build makes
    assert get(server, "/")[2].startswith(b"<!doctype html><body><p>home")
    stop.set()
    thread.join(20)
    assert not thread.is_alive()


def test_a_page_that_has_no_site_stays_with_its_problem(site: Site) -> None:
    wrong = (error("fact-is-known", "“예산” is not in the ledger"),)
    with Preview(lambda _: Outcome(Tree({}), wrong), site.tell, lambda *_: Drawn("first", wrong)) as preview:
        preview.rebuild()
        assert (preview.find("index.html"), preview.summary) == (b"first", "1 error")


def test_a_page_of_a_failed_build_is_shown_however_late_it_is_read(site: Site) -> None:
    wrong = (error("fact-is-known", "“예산” is not in the ledger"),)
    shown: list[Preview] = []

    def draw(last: Tree, looked_at: str) -> Drawn:
        wait_until(lambda: not shown[0].is_behind)
        return Drawn("late", wrong)

    with Preview(lambda _: Outcome(Tree({}), wrong), site.tell, draw) as preview:
        shown.append(preview)
        preview.rebuild()
        assert (preview.find("index.html"), preview.summary) == (b"late", "1 error")


def test_what_a_newer_change_overtakes_is_dropped(site: Site) -> None:
    drawn: list[str] = []
    held = HeldBack(site)
    with Preview(held.make, site.tell, lambda *_: Drawn(drawn[-1])) as preview:
        preview.rebuild()
        drawn.append("second")
        preview.change()
        wait_until(lambda: held.begun == 2)
        drawn.append("third")
        preview.change()
        held.let()
        wait_until(lambda: held.begun == 3)
        assert preview.find("index.html") == b"third" and preview.is_behind
        site.pages["index.html"] = b"the third, whole"
        held.let()
        wait_until(lambda: not preview.is_behind)
        assert preview.find("index.html") == b"the third, whole"


def test_what_is_wrong_with_a_change_is_told_at_once_and_once(site: Site) -> None:
    wrong = (error("fact-is-known", "“예산” is not in the ledger"),)
    found: list[Diagnostic] = []
    held = HeldBack(site)
    with Preview(held.make, site.tell, lambda *_: Drawn("second", tuple(found))) as preview:
        preview.rebuild()
        found += wrong
        preview.change()
        assert (preview.summary, preview.report) == ("1 error", wrong[0].message)
        site.problems = wrong
        held.let()
        wait_until(lambda: not preview.is_behind)
        assert site.told == [wrong[0].message]


@pytest.mark.parametrize("fault", ["faulty", ""])
def test_a_fault_of_what_is_drawn_leaves_the_last_page(site: Site, fault: str) -> None:
    def draw(*_: object) -> Drawn:
        if not fault:
            raise KeyError("oops")
        return Drawn(fault)

    held = HeldBack(site)
    with Preview(held.make, site.tell, draw) as preview:
        preview.rebuild()
        preview.change()
        assert preview.find("index.html") == PAGES["index.html"]
        held.let()
        wait_until(lambda: not preview.is_behind)


def test_pdfs_follow_a_change_once_one_has_been_opened(site: Site) -> None:
    with Preview(site.make, site.tell) as preview:
        preview.rebuild()
        assert preview.find("ko/a.pdf") == b"%PDF"
        preview.rebuild()
        wait_until(lambda: site.builds == [[], ["ko/a.pdf"], [], ["ko/a.pdf"]])
        assert preview.find("ko/a.pdf") == b"%PDF"
        assert site.builds == [[], ["ko/a.pdf"], [], ["ko/a.pdf"]]


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not holds() and time.monotonic() < until:
        time.sleep(0.01)
    assert holds()


class Folder:
    """A project of one file, followed by a preview; ``during`` is done once, after a build has read the file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file = path / "content" / "a.md"
        self.file.parent.mkdir()
        self.file.write_text("first")
        self.during: list[Callable[[], object]] = []
        self.read: list[str] = []
        self.told: list[str] = []
        self.preview = Preview(self.make, self.tell)

    def make(self, _: bool) -> Outcome[Tree]:
        text = self.file.read_text() if self.file.exists() else ""
        self.read.append(text)
        if self.during:
            self.during.pop(0)()
        if text == "broken":
            return Outcome(Tree({}), (error("file-exists", "broken"),))
        templates = sorted(path.name for path in self.path.glob("templates/*"))
        return Outcome(Tree({"index.html": " ".join([text, *templates]).encode()}), ())

    def tell(self, problems: tuple) -> str:
        self.told += [found.message for found in problems]
        return "\n".join(found.message for found in problems)

    def shows(self, text: str) -> bool:
        """Whether the page says so in the end; waits for each build."""
        state = self.preview.wait(0)
        until = time.monotonic() + 30
        while self.preview.find("index.html") != text.encode() and time.monotonic() < until:
            state = self.preview.wait(state.version)
        return self.preview.find("index.html") == text.encode()

    @contextmanager
    def served(self, ready: Callable[[], object] = lambda: None) -> Iterator[Server]:
        stop, server = threading.Event(), Server(self.preview, 0)
        folders = [self.path / "content", self.path / "templates"]
        thread = threading.Thread(target=serve, args=(server, folders, ready, stop))
        thread.start()
        try:
            yield server
        finally:
            stop.set()
            thread.join(10)
        assert not thread.is_alive()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.setattr("briefgen.preview.preview.HEARTBEAT", 0.5)
    return Folder(tmp_path)


def test_a_change_while_the_first_build_runs_is_not_missed(folder: Folder) -> None:
    folder.during.append(lambda: folder.file.write_text("second"))
    with folder.served():
        assert folder.shows("second")
    assert folder.read[0] == "first"


def test_a_change_between_the_first_build_and_the_first_look_is_not_missed(folder: Folder) -> None:
    with folder.served(ready=lambda: folder.file.write_text("second")):
        assert folder.shows("second")


def test_a_change_while_a_later_build_runs_is_not_missed(folder: Folder) -> None:
    folder.during += [lambda: folder.file.write_text("second"), lambda: folder.file.write_text("third")]
    with folder.served():
        assert folder.shows("third")
    assert folder.read[:3] == ["first", "second", "third"]


def test_a_file_that_is_replaced_and_one_that_is_new_are_followed(folder: Folder) -> None:
    with folder.served():
        assert folder.shows("first")
        (folder.path / "elsewhere").write_text("second")
        (folder.path / "elsewhere").replace(folder.file)  # as many editors save
        assert folder.shows("second")


def test_a_folder_that_comes_later_is_followed(folder: Folder) -> None:
    with folder.served():
        assert folder.shows("first")
        (folder.path / "templates").mkdir()
        (folder.path / "templates" / "page.html").write_text("")
        assert folder.shows("first page.html")


def test_a_folder_that_is_exchanged_for_another_is_followed(folder: Folder) -> None:
    with folder.served():
        assert folder.shows("first")
        folder.file.parent.rename(folder.path / "old")
        folder.file.parent.mkdir()
        folder.file.write_text("second")
        assert folder.shows("second")
        folder.file.write_text("third")
        assert folder.shows("third")


def test_many_quick_changes_are_one_build(folder: Folder) -> None:
    def edit() -> None:
        for turn in range(200):
            folder.file.write_text(f"turn {turn}")
        folder.file.write_text("last")

    folder.during.append(edit)
    with folder.served():
        assert folder.shows("last")
    assert len(folder.read) <= 3  # the first, one for all of them, and one if the system was slow to tell of some


def test_backups_and_hidden_files_make_no_build(folder: Folder) -> None:
    def edit() -> None:
        for name in (".a.md.swp", "a.md~", "#a.md#", ".hidden"):
            folder.file.with_name(name).write_text("")

    folder.during.append(edit)
    with folder.served():
        assert folder.shows("first")
        folder.file.with_name("a.md~").write_text("again")
        folder.file.write_text("second")
        assert folder.shows("second")
    assert set(folder.read) == {"first", "second"} and folder.read[:2] == ["first", "second"]


@pytest.mark.parametrize("place", [".venv/site", "node_modules/site", "backup~"])
def test_where_the_project_lies_does_not_matter(tmp_path: Path, place: str) -> None:
    (tmp_path / place).mkdir(parents=True)
    test_a_change_while_the_first_build_runs_is_not_missed(Folder(tmp_path / place))


def refusing(*_: object, **__: object) -> Iterator[set[object]]:
    raise OSError(28, "OS file watch limit reached")


def silent(*_: object, stop_event: threading.Event, **__: object) -> Iterator[set[object]]:
    while not stop_event.wait(0.01):
        yield set()


@pytest.mark.parametrize("system", [refusing, silent])
def test_a_system_that_tells_of_no_change_is_not_relied_on(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, system: Callable[..., object]
) -> None:
    monkeypatch.setattr(watchfiles, "watch", system)
    folder.during += [lambda: folder.file.write_text("second"), lambda: folder.file.write_text("the third")]
    with folder.served():
        assert folder.shows("the third")
        folder.file.unlink()
        assert folder.shows("")


def test_a_broken_text_leaves_the_page_with_its_problem_until_it_is_mended(folder: Folder) -> None:
    with folder.served() as server:
        assert folder.shows("first")
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
        connection.request("GET", "/.briefgen/events")
        answer = connection.getresponse()

        def report() -> str:
            while not (line := answer.readline()).startswith(b"data: "):
                pass
            return str(json.loads(line[6:])["report"])

        assert report() == ""
        folder.file.write_text("broken")
        assert report() == "broken" and folder.told == ["broken"]
        assert get(server, "/")[2].startswith(b"first")
        folder.file.write_text("mended")
        assert report() == ""
        assert get(server, "/")[2].startswith(b"mended")
        connection.close()
