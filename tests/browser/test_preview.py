"""The preview in a browser: an open page follows every build, shows what is wrong, and comes back by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect
from support.project import Built
from visits import Visit

from briefgen.model.core.diagnostics import Diagnostic, Outcome, error
from briefgen.model.output.tree import Tree
from briefgen.preview.marks import Mark
from briefgen.preview.preview import Preview
from briefgen.preview.serve import Server

pytestmark = pytest.mark.browser

BROKEN = Outcome(Tree({}), (error("file-exists", "site.yaml is <gone>"),))


class Author:
    """Decides what the next build gives."""

    def __init__(self, built: Built) -> None:
        self._tree = dict(built.tree.files)
        self.gives = Outcome(built.tree, ())
        self.preview = Preview(lambda _: self.gives, lambda found: "\n".join(problem.message for problem in found))

    def writes(self, words: str) -> None:
        page = self._tree["ko/index.html"].replace(b"</main>", f"<p>{words}</p></main>".encode())
        self.gives = Outcome(Tree({**self._tree, "ko/index.html": page}), ())

    def breaks(self) -> None:
        self.gives = BROKEN


@contextmanager
def served(author: Author, port: int = 0) -> Iterator[Server]:
    author.preview.rebuild()
    with author.preview, Server(author.preview, port) as server, server.answering():
        yield server


class Marking:
    """The pages of a change as the site has them, with a problem at a block of one."""

    def __init__(self, built: Built, block: str) -> None:
        self.problems = (error("fact-is-known", "“예산” is not <known>"),)
        self._built = built
        self._block = block

    def page(self, path: str) -> bytes | None:
        return self._built.tree.files.get(path)

    def marks(self, path: str, problems: Iterable[Diagnostic]) -> tuple[Mark, ...]:
        shown = path == "ko/briefs/first.html"
        return tuple(Mark(self._block, "error", found.message, "") for found in problems if shown)


def panel(page: Page):
    return page.locator("#briefgen-problems")


def test_an_open_page_follows_every_build(built: Built, visit: Callable[..., Visit]) -> None:
    author, window = Author(built), visit()
    with served(author) as server:
        page = window.open(f"{server.address}ko/")
        author.writes("새 문장이다.")
        author.preview.rebuild()
        expect(page.get_by_text("새 문장이다.")).to_be_visible()
        author.breaks()
        author.preview.rebuild()
        expect(panel(page).locator("summary")).to_have_text("1 error")
        panel(page).locator("summary").click()
        expect(panel(page).get_by_text("site.yaml is <gone>")).to_be_visible()
        expect(page.get_by_text("새 문장이다.")).to_be_visible()
        author.writes("고친 문장이다.")
        author.preview.rebuild()
        expect(page.get_by_text("고친 문장이다.")).to_be_visible()
        expect(panel(page)).to_have_count(0)
        assert window.faults == []


def test_a_page_whose_site_was_never_made_comes_by_itself(built: Built, visit: Callable[..., Visit]) -> None:
    author, window = Author(built), visit()
    author.breaks()
    with served(author) as server:
        page = window.open(f"{server.address}ko/", missing=True)
        expect(panel(page).locator("summary")).to_have_text("1 error")
        author.writes("첫 문장이다.")
        author.preview.rebuild()
        expect(page.get_by_text("첫 문장이다.")).to_be_visible()


def test_a_page_follows_the_next_preview_at_its_address(built: Built, visit: Callable[..., Visit]) -> None:
    author = Author(built)
    with served(author) as server:
        page = visit().open(f"{server.address}ko/")
        expect(page.locator("main")).to_be_visible()
    author = Author(built)
    author.writes("다시 켠 뒤의 문장이다.")
    with served(author, server.port):
        expect(page.get_by_text("다시 켠 뒤의 문장이다.")).to_be_visible(timeout=20_000)


def test_a_problem_stands_at_its_block_until_it_is_mended(built: Built, visit: Callable[..., Visit]) -> None:
    author, window = Author(built), visit()
    author.preview = Preview(
        lambda _: author.gives,
        lambda found: "\n".join(problem.message for problem in found),
        lambda *_: Marking(built, "top-title"),
    )
    with served(author) as server:
        page = window.open(f"{server.address}ko/briefs/first.html")
        author.gives = Outcome(built.tree, (error("fact-is-known", "“예산” is not <known>"),))
        author.preview.rebuild()
        mark = page.get_by_role("note").filter(has_text="is not <known>")
        expect(mark).to_have_text("error: “예산” is not <known>")
        mark.focus()
        expect(mark).to_be_focused()
        expect(page.locator("h1")).to_have_attribute("data-briefgen-marked", "error")
        author.gives = Outcome(built.tree, ())
        author.preview.rebuild()
        expect(mark).to_have_count(0)
        expect(page.locator("[data-briefgen-marked]")).to_have_count(0)
        assert window.faults == []
