"""Shared by all tests: nothing of the developer's own machine, a small project, and the exemplar, built once."""

from __future__ import annotations

import gc
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from support.cost import (  # noqa: F401 - hooks of pytest
    pytest_addoption,
    pytest_collection_modifyitems,
    pytest_fixture_setup,
    pytest_runtest_protocol,
    pytest_runtest_teardown,
)

if TYPE_CHECKING:
    from support.command import Run
    from support.project import Built, Exemplar, Project

PROJECT = Path(__file__).resolve().parent.parent

# How long an example takes is the machine's affair; a slow one is not a fault of the code. The same commit has the same
# result: what looks for examples that nobody has tried is make fuzz.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")

# A shell that starts the tests in the background has interrupts ignored, by the processes that they start as well.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_finish() -> None:
    """What is there when the first test starts stays to the end: the collector need not walk it again and again."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(autouse=True)
def _no_environment_of_the_developers_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a developer has set for their own terminal changes no test."""
    for name in ("NO_COLOR", "FORCE_COLOR", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def shared_folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for the whole run, whichever process a test runs in."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if hasattr(request.config, "workerinput") else base) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session", autouse=True)
def _remembered(shared_folder: Path) -> None:
    from support.shared_cache import remember_in

    remember_in(shared_folder / "store")


@pytest.fixture(scope="session")
def built() -> Built:
    """The small project as it is, without PDFs."""
    from support.project import Project

    return Project().build(fonts=True)


@pytest.fixture
def project() -> Project:
    """A small bilingual project; fonts, charts and PDFs that were made once in the run are not made again."""
    from support.project import Project

    return Project()


@pytest.fixture
def briefgen(capsys: pytest.CaptureFixture[str]) -> Run:
    """The command, run in this process."""
    from support.command import runner

    return runner(capsys)


@pytest.fixture(scope="session")
def exemplar(shared_folder: Path) -> Exemplar:
    """The project's own ``content/`` as a site on the disk, PDFs included."""
    from support.exemplar import build_exemplar

    return build_exemplar(shared_folder)


@pytest.fixture(scope="session")
def release(shared_folder: Path) -> Path:
    """The folder of a release: the source, the wheel of the program, and that of its fonts."""
    from support.wheels import build_release

    return build_release(shared_folder)


@pytest.fixture(scope="session")
def installed_release(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a fresh environment with the wheels in it, and the libraries of this one on its path."""
    from support.wheels import install_release

    folder = tmp_path_factory.mktemp("installed")
    return install_release(release, folder / "environment", folder / "libraries")
