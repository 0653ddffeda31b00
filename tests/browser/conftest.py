"""One browser for each process of a test run, and the built site on a server."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from served import serving
from support.project import CONTENT, Built, Exemplar
from visits import Site, Visit

from briefgen.writing.site.publish import publish

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as the system has it."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.fail("Chromium is not installed: make test installs it", pytrace=False)
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=program, headless=True, args=list(FLAGS))
        yield found
        found.close()


@pytest.fixture(scope="session")
def site(exemplar: Exemplar) -> Iterator[Site]:
    """The exemplar below ``/repo-name/``, and below the path that its own settings name."""
    settings = yaml.safe_load((CONTENT / "site.yaml").read_text(encoding="utf-8"))
    own = urlsplit(settings["base_url"]).path
    with serving(exemplar.folder, "/repo-name/", own) as origin:
        yield Site(exemplar.folder, origin, f"{origin}/repo-name/", f"{origin}{own}")


@pytest.fixture(scope="session")
def small(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The small project on a server."""
    folder = tmp_path_factory.mktemp("small") / "site"
    assert publish(built.tree, folder).value.done
    with serving(folder, "/sample/") as origin:
        yield Site(folder, origin, f"{origin}/sample/", f"{origin}/sample/")


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Opens a window; what went wrong in it is known to the visit."""
    contexts: list[BrowserContext] = []

    def opened(width: int = 1280, *, javascript: bool = True, colours: str = "light") -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            java_script_enabled=javascript,
            color_scheme=colours,
            reduced_motion="reduce",
        )
        contexts.append(context)
        return Visit(context)

    yield opened
    for context in contexts:
        context.close()
