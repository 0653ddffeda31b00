"""``build`` and ``check`` reach no network, start no program, read the project, briefgen and the system alone."""

from __future__ import annotations

import site
import sys
import sysconfig
from pathlib import Path

import pytest
from support.project import picture
from watched import Seen, python, watch

PROJECT = Path(__file__).resolve().parents[2]

SYSTEM = (
    # the C libraries of the system, and what their loader reads
    *("/lib", "/lib32", "/lib64", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache"),
    # fonts of the machine and how they are configured: the library that draws charts lists them, and uses none
    *(
        "/etc/fonts",
        "/usr/share/fontconfig",
        "/usr/share/fonts",
        "/usr/share/libthai",
        "/usr/share/poppler",
        "/usr/local/share/fonts",
        "/var/cache/fontconfig",
    ),
    # certificates: the same library loads them when it starts, and reaches nobody
    *("/etc/ssl", "/usr/share/ca-certificates", "/etc/pki"),
    # what a system says of itself: cores, time zone, names of languages, endings of files
    *("/proc", "/sys", "/etc/localtime", "/usr/share/zoneinfo", "/usr/share/locale", "/etc/locale.alias"),
    "/etc/mime.types",
    *("/dev/null", "/dev/urandom", "/dev/random", "/dev/shm"),
)
"""What any process of Python may read; docs/security.md says the same in words."""

FILES = {
    "content/site.yaml": """\
title: Sample
description: A sample site.
languages: [en]
publisher: {name: Sample Press}
""",
    "content/briefs/first/brief.yaml": "number: S-01\npublished: 2001-04-11\n",
    "content/briefs/first/en.md": """\
---
title: First
summary: What it says.
---

## One {#one}

See {ref}`fig-bars`.

:::{chart} bars
:::

![A grey square](photo.png "A grey square, drawn")
""",
    "content/briefs/first/bars.chart.yaml": """\
title: Two budgets
alt: Two bars side by side.
columns:
  year: {label: Year}
  amount: {label: Budget}
data:
  - {year: "2000", amount: 1}
  - {year: "2001", amount: 2}
spec:
  mark: bar
  encoding:
    y: {field: year, type: nominal}
    x: {field: amount, type: quantitative}
""",
}
REACHING_SVG = """\
<?xml version="1.0"?>
<?xml-stylesheet href="file://OUTSIDE/secret.css"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="600" height="600">
<style>@import url("file://OUTSIDE/secret.css"); rect { fill: url(http://192.0.2.1/a.svg#a) }</style>
<rect width="600" height="600"/>
<image width="9" height="9" href="file://OUTSIDE/secret.png"/>
<image width="9" height="9" xlink:href="../../../../outside/secret.png"/>
<image width="9" height="9" href="http://192.0.2.1/a.png"/>
<use href="file://OUTSIDE/secret.svg#a"/>
</svg>
"""
ENTITY_SVG = """\
<?xml version="1.0"?>
<!DOCTYPE svg SYSTEM "http://192.0.2.1/a.dtd" [<!ENTITY secret SYSTEM "file://OUTSIDE/secret.txt">]>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xi="http://www.w3.org/2001/XInclude" width="600" height="600">
<xi:include href="file://OUTSIDE/secret.txt" parse="text"/><text>&secret;</text>
</svg>
"""
REACHING_TEXT = """
![One](../../../../outside/secret.png)

![Two](OUTSIDE/secret.png)

![Three](file://OUTSIDE/secret.png)

![Four](http://192.0.2.1/secret.png)

![Five](entity.svg "Five")

![Six](linked.png "Six")

<img src="file://OUTSIDE/secret.png" alt="Seven">

<link rel="stylesheet" href="http://192.0.2.1/a.css">

{include}`OUTSIDE/secret.txt`

[a](file://OUTSIDE/secret.txt)
"""


class Place:
    """A project, a home and a folder outside it with files that nobody may open, and the command, watched."""

    def __init__(self, folder: Path) -> None:
        self.root, self.outside, self.home = folder / "project", folder / "outside", folder / "home"
        self.temporary = folder / "temporary"
        for each in (self.root, self.outside, self.home, self.temporary):
            each.mkdir()
        for name in ("secret.png", "secret.css", "secret.svg", "secret.txt", ".env"):
            (self.outside / name).write_bytes(picture(1100) if name.endswith("png") else b"secret")
        (self.home / ".netrc").write_text("secret")
        for name, text in FILES.items():
            self.write(name, text)
        (self.root / "content/briefs/first/photo.png").write_bytes(picture(1100))

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("OUTSIDE", str(self.outside)), "utf-8")

    def add(self, text: str) -> None:
        name = "content/briefs/first/en.md"
        self.write(name, (self.root / name).read_text("utf-8") + text)

    def watch(self, *command: str) -> Seen:
        places = {"HOME": str(self.home), "TMPDIR": str(self.temporary), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        return watch(list(command), self.outside, **places)

    def briefgen(self, command: str, *options: str) -> Seen:
        run = "import sys; sys.path.insert(0, sys.argv.pop(1)); from briefgen.cli.main import main; main(sys.argv[1:])"
        return self.watch(*python("-P", "-c", run, str(PROJECT), command, "-C", str(self.root), *options))

    def strangers(self, seen: Seen) -> set[str]:
        """What was opened that nobody should open."""
        own = (self.root, self.temporary, *self._fonts(), *_python(), PROJECT / "briefgen", PROJECT / "templates")
        logs = self.outside.parent / f"{self.outside.name}.logs"
        allowed = [Path(each).resolve() for each in (*own, *SYSTEM, logs)]
        opened = seen.opened - {PROJECT}  # Python lists it to find the package
        return {str(path) for path in opened if not any(path.is_relative_to(each) for each in allowed)}

    def _fonts(self) -> list[Path]:
        return [self.home / name for name in (".fonts", ".local/share/fonts", ".cache/fontconfig")]


def _python() -> set[str]:
    """Where Python and its libraries are."""
    paths = sysconfig.get_paths()
    named = (paths["stdlib"], paths["platstdlib"], paths["purelib"], paths["platlib"], sys.prefix, sys.base_prefix)
    # a prefix of the whole system, as Debian's Python has it, allows nothing by itself
    return {each for each in (*named, *site.getsitepackages(), sys.executable) if Path(each) not in _WHOLE}


_WHOLE = {Path("/"), Path("/usr"), Path("/usr/local")}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place(tmp_path_factory.mktemp("place").resolve())


@pytest.fixture(scope="module")
def honest(place: Place) -> Seen:
    """What a build does that draws a chart, an image and a PDF."""
    seen = place.briefgen("build")
    assert seen.code == 0, seen.said
    assert (place.root / "site/en/briefs/first.pdf").is_file() and list(place.root.glob("site/**/photo*.png"))
    assert seen.processes > 1, "the workers are watched too"
    return seen


@pytest.fixture(scope="module")
def reaching(place: Place, honest: Seen) -> Seen:
    """The same with an SVG image that points out of the project in every way."""
    place.write("content/briefs/first/reaching.svg", REACHING_SVG)
    place.add('\n![Reaching](reaching.svg "Reaching")\n')
    seen = place.briefgen("build")
    assert seen.code in (0, 1) and "Traceback" not in seen.said, seen.said
    return seen


@pytest.fixture(scope="module")
def hostile(place: Place, reaching: Seen) -> Seen:
    """``check`` of a text that asks for files outside in every way."""
    place.write("content/briefs/first/entity.svg", ENTITY_SVG)
    (place.root / "content/briefs/first/linked.png").symlink_to(place.outside / "secret.png")
    (place.root / "content/pages").mkdir()
    (place.root / "content/pages/about").symlink_to(place.outside, target_is_directory=True)
    place.add(REACHING_TEXT)
    seen = place.briefgen("check")
    assert seen.code == 1 and "Traceback" not in seen.said, seen.said
    return seen


RUNS = pytest.mark.parametrize("run", ["honest", "reaching", "hostile"])


@RUNS
def test_no_socket_is_opened(run: str, request: pytest.FixtureRequest) -> None:
    assert request.getfixturevalue(run).sockets == ()


@RUNS
def test_no_program_is_started(run: str, request: pytest.FixtureRequest) -> None:
    assert request.getfixturevalue(run).started == ()


@RUNS
def test_nothing_outside_is_read(run: str, place: Place, request: pytest.FixtureRequest) -> None:
    assert place.strangers(request.getfixturevalue(run)) == set()


def test_without_a_network_all_is_made(honest: Seen) -> None:
    if not honest.cut_off:
        pytest.skip("this system does not let us take the network away (unshare --net)")
    assert honest.code == 0


def test_the_c_libraries_are_watched_too(honest: Seen) -> None:
    if not honest.strace:
        pytest.skip("there is no strace, or it may not be used here; audit hooks of Python have watched alone")
    assert any("libpango" in path.name for path in honest.opened)


def test_what_is_watched_for_is_seen(place: Place) -> None:
    does = (
        "import os, socket, subprocess, concurrent.futures as f\n"
        "def work(_): open('secret.txt').read(); socket.socket().close()\n"
        "with f.ProcessPoolExecutor(1) as pool: list(pool.map(work, [1]))\n"
        "subprocess.run(['true'])\n"
    )
    seen = place.watch(*python("-c", does))
    assert seen.code == 0, seen.said
    assert place.strangers(seen) >= {str(place.outside / "secret.txt")}
    assert any("socket.__new__" in each for each in seen.sockets) and any("true" in each for each in seen.started)
    if seen.strace:
        assert [each for each in seen.sockets if "AF_INET" in each]
        assert [each for each in seen.started if each.endswith("/true")]
