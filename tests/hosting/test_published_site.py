"""What was published is served below a path of its own: every link leads somewhere, old addresses too."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.error import HTTPError
from urllib.parse import urldefrag, urljoin
from urllib.request import urlopen

import pytest
from repositories import Place, git
from support.project import Built, Project

from briefgen.model.output.tree import File
from briefgen.rendering.web.redirects import copies
from briefgen.resolving.site.redirects import Moved
from briefgen.running.store import FileStore

BASE = "/sample/"
BASE_URL = f"https://someone.github.io{BASE}"
LINK = re.compile(r"""<(?:a|link|script|img)\b[^>]*?\b(?:href|src)="([^"]+)\"""")
REFRESH = re.compile(r'<meta http-equiv="refresh" content="0; url=([^"]+)">')

REDIRECTS = """\
redirects:
  ko/gone: /ko/briefs/
  en/list.csv: https://someone.github.io/sample/en/facts.csv
  en/talk.html: https://example.org/talk
topics:
"""


class Pages(BaseHTTPRequestHandler):
    """Serves a folder below a path, as GitHub Pages does; what is not there gets the error page."""

    folder: Path

    def do_GET(self) -> None:
        path = self.path.partition("?")[0].removeprefix(BASE)
        file = self.folder / (f"{path}index.html" if path.endswith("/") or not path else path)
        found = self.path.startswith(BASE) and file.is_file()
        content = file.read_bytes() if found else (self.folder / "404.html").read_bytes()
        self.send_response(200 if found else 404)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    handler = type("Served", (Pages,), {"folder": folder})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}{BASE}"
        server.shutdown()


def get(address: str) -> tuple[int, str]:
    try:
        with urlopen(address) as answer:
            return answer.status, answer.read().decode("utf-8", "replace")
    except HTTPError as lost:
        return lost.code, lost.read().decode()


def crawl(start: str, *more: str) -> tuple[set[str], dict[str, str]]:
    """All addresses of the site that can be reached from ``start``; those that lead nowhere, with who names them."""
    seen: set[str] = set()
    dead: dict[str, str] = {}
    waiting = [(start, "the start"), *((urljoin(start, path), "the start") for path in more)]
    while waiting:
        address, by = waiting.pop()
        if address in seen or not address.startswith(start):
            continue
        seen.add(address)
        status, text = get(address)
        if status != 200:
            dead[address] = by
        if address.endswith((".html", "/")):
            waiting += [(urldefrag(urljoin(address, link)).url, address) for link in LINK.findall(text)]
    return seen, dead


def with_pdfs(files: dict[str, bytes]) -> dict[str, bytes]:
    """The PDFs that pages offer, stood in for: laying them out would take longer than all the rest."""
    offered = {
        posixpath.normpath(posixpath.join(posixpath.dirname(path), link))
        for path, content in files.items()
        if path.endswith(".html") and path != "404.html"
        for link in LINK.findall(content.decode())
        if link.endswith(".pdf")
    }
    return {**dict.fromkeys(offered, b"%PDF"), **files}


@pytest.fixture(scope="module")
def moved(shared_folder: Path) -> Built:
    """The small project after much has been renamed."""
    first, counts = "content/briefs/first/", "content/briefs/counts/"
    renamed = {path.replace(first, counts): content for path, content in Project().files.items()}
    project = Project(renamed, FileStore(shared_folder / "store"))
    for path, before, after in (
        (f"{counts}brief.yaml", "number: S-01\n", "number: S-01\nwas: [first, start]\n"),
        ("content/packs/all.yaml", "[first, second]", "[counts, second]"),
        ("content/packs/all.yaml", "published:", "was: both\npublished:"),
        ("content/briefs/second/ko.md", "{ref}`first`", "{ref}`counts`"),
        ("content/briefs/second/en.md", "{ref}`first`", "{ref}`counts`"),
        ("content/pages/about/en.md", "title: About\n", "title: About\nwas: us\n"),
        ("content/site.yaml", "  counting:\n", "  counting:\n    was: numbers\n"),
        ("content/site.yaml", "topics:\n", REDIRECTS),
    ):
        project = project.with_change(path, before, after)
    return project.build(base_url=BASE_URL)


OLD = (
    "ko/briefs/first.html", "ko/briefs/first.bib", "ko/briefs/first/fig-bars.csv", "en/briefs/start.html",
    "en/packs/both.html", "en/us.html", "ko/topics/numbers.html", "ko/topics/numbers.xml", "ko/gone.html",
    "en/list.csv", "en/talk.html",
)  # fmt: skip


def test_what_was_renamed_stands_at_its_old_addresses_too(moved: Built) -> None:
    assert moved.diagnostics == ()
    assert set(OLD) <= set(moved.tree)
    assert "ko/us.html" not in moved.tree, "one language had the name"
    assert moved.tree["ko/briefs/first.bib"] == moved.tree["ko/briefs/counts.bib"]
    assert moved.tree["en/list.csv"] == moved.tree["en/facts.csv"]


@pytest.mark.parametrize(
    ("old", "link", "canonical", "words"),
    [
        (
            "ko/briefs/first.html",
            "counts.html",
            f"{BASE_URL}ko/briefs/counts.html",
            "첫째 브리프",
        ),
        (
            "ko/briefs/first/with-en.html",
            "../counts/with-en.html",
            f"{BASE_URL}ko/briefs/counts/with-en.html",
            "첫째 브리프 – 한국어 · English",
        ),
        ("ko/gone.html", "briefs/", f"{BASE_URL}ko/briefs/", "브리프"),
        ("en/talk.html", "https://example.org/talk", "https://example.org/talk", "https://example.org/talk"),
    ],
)
def test_an_old_address_leads_on_without_a_script(
    moved: Built, old: str, link: str, canonical: str, words: str
) -> None:
    page = moved.page(old)
    assert REFRESH.findall(page) == [link]
    assert f'<link rel="canonical" href="{canonical}">' in page
    assert f'<a href="{link}">{words}</a>' in page.replace("<wbr>", "")
    assert f'<html lang="{old[:2]}"' in page and "default-src 'self'" in page and "<style" not in page


def test_old_addresses_are_in_no_list(moved: Built) -> None:
    lists = [path for path in moved.tree if path.startswith("search/") or path.endswith((".xml", "feed.json"))]
    assert any(path.startswith("search/") for path in lists)
    for path in lists:
        assert "briefs/first" not in moved.page(path) and "briefs/start" not in moved.page(path), path


def test_a_pdf_stands_again_since_it_cannot_lead_on() -> None:
    moves = (Moved("ko", "ko/briefs/old", "ko/briefs/new", "old"),)
    names = ("new.pdf", "new-large-print.pdf", "new-card.png", "new/1.0.pdf", "new.html", "new-money.pdf", "news.pdf")
    files = [File(f"ko/briefs/{name}", name.encode(), "") for name in names]
    assert {file.path: file.content for file in copies(moves, files)} == {
        f"ko/briefs/{name.replace('new', 'old')}": name.encode() for name in names[:4]
    }


def test_a_published_site_has_no_dead_link_and_its_old_addresses_lead_on(
    place: Place, moved: Built, tmp_path: Path
) -> None:
    before = ("index.html", "ko/briefs/first.html", "en/briefs/first.html", "en/packs/both.html")
    place.build(dict.fromkeys(before, b"<p>as it was")).publish()
    assert place.build(with_pdfs(dict(moved.tree.files))).publish().value is not None

    git(tmp_path, "clone", "--quiet", "--branch", "gh-pages", str(place.pages), str(tmp_path / "served"))
    with served(tmp_path / "served") as start:
        seen, dead = crawl(start, *before, *OLD)
        assert dead == {} and len(seen) > 60
        status, text = get(f"{start}no/such/page/at/all.html")
        assert status == 404
        links = [link for link in LINK.findall(text) if not link.startswith("#")]
        assert crawl(start, *(urljoin(f"{start}no/such/page/at/", link) for link in links))[1] == {}
        assert links and all(link.startswith((BASE, "https://")) for link in links)
