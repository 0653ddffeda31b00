"""A reader's visit to the site: one window, and all that went wrong in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

LANGUAGES = ("ko", "en")


@dataclass(frozen=True)
class Site:
    """The built site: its folder, and where it stands on the server."""

    folder: Path
    origin: str
    address: str
    own_address: str
    """Below the path that the site's ``base_url`` names."""

    def pages(self, lang: str) -> list[str]:
        """Every page of a language, by its path in the site."""
        found = sorted(path.relative_to(self.folder).as_posix() for path in self.folder.glob(f"{lang}/**/*.html"))
        assert found, f"the site has no page in {lang}"
        return found

    def kinds(self, lang: str) -> list[str]:
        """A page of every kind: where a folder holds several of a kind, the largest of them and its index."""
        pages = self.pages(lang)
        folders = {path.rpartition("/")[0] for path in pages} - {lang}
        single = [path for path in pages if path.rpartition("/")[0] == lang or path.endswith("/index.html")]
        return sorted(dict.fromkeys([*single, *(self.largest(folder) for folder in folders)]))

    def largest(self, folder: str) -> str:
        """The page with most in it, of those in a folder of the site."""
        every = [path for path in (self.folder / folder).glob("*.html") if path.name != "index.html"]
        return max(every, key=lambda path: path.stat().st_size).relative_to(self.folder).as_posix()

    def brief(self, lang: str) -> str:
        """A long brief."""
        return self.largest(f"{lang}/briefs")

    def with_notes(self, lang: str) -> str:
        """A brief that has notes."""
        every = sorted((self.folder / lang / "briefs").glob("*.html"))
        found = [path for path in every if "note-call" in path.read_text(encoding="utf-8")]
        assert found, f"no brief in {lang} has a note"
        return found[0].relative_to(self.folder).as_posix()


class Visit:
    """One window. ``faults`` are console errors, requests that failed, and requests to any other host."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        self.faults: list[str] = []
        self._host = self._address = ""
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self._fault(f"error in a script: {error}"))
        self.page.on("request", self._request)
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._response)
        self._missing_is_right = False

    def open(self, address: str, *, missing: bool = False) -> Page:
        """Go to an address and wait until all is loaded; ``missing``: the server should answer that it is not there."""
        self._address, self._host, self._missing_is_right = address, urlsplit(address).netloc, missing
        answer = self.page.goto(address, wait_until="load")
        if missing:
            assert answer is not None and answer.status == 404
        return self.page

    def _fault(self, words: str) -> None:
        self.faults.append(f"{self.page.url}: {words}")

    def _console(self, message: ConsoleMessage) -> None:
        expected = self._missing_is_right and "404" in message.text
        if message.type == "error" and not expected:
            self._fault(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != self._host:
            self._fault(f"a request to another host: {request.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the reader went on before all was there
            self._fault(f"no answer: {request.url} {request.failure}")

    def _response(self, response: Response) -> None:
        expected = self._missing_is_right and response.url == self._address
        if response.status >= 400 and not expected:
            self._fault(f"{response.status}: {response.url}")
