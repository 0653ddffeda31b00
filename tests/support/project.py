"""A small bilingual project in memory, and what building it gives.

The figures and names in it stand for nothing: a test changes what it is about and asks for the rest as it is.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Collection, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import cache
from html import unescape
from pathlib import Path

from briefgen.building.build import BuildOptions, build
from briefgen.building.project import ProjectSources
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Severity, has_errors
from briefgen.model.extension import Installed
from briefgen.model.output.spill import Spill
from briefgen.model.output.tree import Tree
from briefgen.model.written.shown import Shown
from briefgen.model.written.site import Site
from briefgen.reading.files.theme import read_theme
from briefgen.reading.load import load
from briefgen.reading.world import MemoryWorld
from briefgen.rendering.fonts.faces import Fonts
from briefgen.resolving.documents.resolve import resolve
from briefgen.resolving.edition.edition import Edition
from briefgen.resolving.embargo.embargo import shown_at
from briefgen.running.pool.inline import Inline
from briefgen.running.store import Store
from support.cost import shared_by_all
from support.fake_fonts import fonts_uncut
from support.shared_cache import Remembered

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "content"


def picture(side: int = 1100, height: int | None = None) -> bytes:
    """A grey PNG, square unless it has a height of its own."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    height = height or side
    head = struct.pack(">IIBBBBB", side, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * side) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


FIRST_KO = """\
---
title: 첫째 브리프
summary: 첫째 브리프의 요약이다.
---

:::{at-a-glance}
- 표본은 {fact}`count-a`이다.
:::

## 배경 {#background}

{term}`sample`을(를) 모았다. 예산은 {fact}`money-a`이다 [@report-a, p. 3]. {ref}`fig-bars`을(를) 보라.[^how]

:::{chart} bars
:::

![회색 네모](photo.png "회색 네모 그림")

:::{table} 표본의 수
:id: tab-counts

| 이름 | 수 |
|---|---:|
| 표본 | {fact}`count-a` |
:::

## 제안 {#proposals}

:::{recommendation} r1
표본을 더 모은다.
:::

[^how]: 손으로 세었다.
"""

FIRST_EN = """\
---
title: The first brief
summary: What the first brief says.
---

:::{at-a-glance}
- There are {fact}`count-a`.
:::

## Background {#background}

We took every {term}`sample`. The budget is {fact}`money-a` [@report-a, p. 3]. See {ref}`fig-bars`.[^how]

:::{chart} bars
:::

![A grey square](photo.png "A grey square, drawn")

:::{table} Number of samples
:id: tab-counts

| Name | Number |
|---|---:|
| Samples | {fact}`count-a` |
:::

## Proposals {#proposals}

:::{recommendation} r1
Take more samples.
:::

[^how]: Counted by hand.
"""

SMALL: dict[str, str | bytes] = {
    "content/site.yaml": """\
title: {ko: 표본, en: Sample}
description: {ko: 표본 사이트이다., en: A sample site.}
languages: [ko, en]
base_url: https://example.org/sample/
publisher: {name: {ko: 표본 출판, en: Sample Press}}
rates:
  CNY/KRW:
    rate: ~0.20 thousand KRW
    date: 2001-04-11
    source: report-a
units:
  samples:
    words: {ko: "{}개", en: {one: "{} sample", other: "{} samples"}}
level: publication
rules: {recommendation-can-be-decided: "off"}
owners: {press: {ko: 출판부, en: the press}}
topics:
  counting:
    name: {ko: 세기, en: Counting}
""",
    "content/sources.yaml": """\
- id: report-a
  type: report
  title: A report
  language: en
  publisher: Sample Press
  issued: {date-parts: [[2001, 4]]}
- id: report-b
  type: report
  title: Another report
  language: en
  publisher: Sample Press
  issued: {date-parts: [[2002]]}
""",
    "content/facts/counts.yaml": """\
count-a:
  label: {ko: 표본 수, en: Number of samples}
  value: 12 samples
  source: report-a, p. 3
  status: single-source
money-a:
  label: {ko: 예산, en: Budget}
  value: 398.5 billion CNY
  period: 2001
  compare: {to: money-b}
  forms: {round: ~400 billion CNY}
  source: report-a
  also: report-b
  status: corroborated
money-b:
  label: {ko: 앞선 예산, en: Earlier budget}
  value: 362 billion CNY
  period: 2000
  source: report-b
  status: single-source
claim-a:
  label: {ko: 한 말, en: What was said}
  statement: {ko: 표본은 모두 같다., en: All samples are alike.}
  source: report-b
  status: unverified
""",
    "content/glossary.yaml": """\
sample:
  names:
    ko: {short: 표본, full: 표본(標本)}
    en: {short: sample, full: "sample (표본)"}
  scripts: {ko-Hani: 標本}
  definition: {ko: 전체를 대신하는 일부., en: A part that stands for the whole.}
interface:
  names:
    ko: {short: API, reading: 에이피아이}
    en: {short: API}
  definition: {ko: 프로그램끼리 말하는 방법., en: How programs speak to one another.}
""",
    "content/timeline.yaml": """\
start:
  when: 2001-04-11
  label: {ko: 시작, en: Start}
""",
    "content/packs/all.yaml": """\
title: {ko: 표본 묶음, en: Sample pack}
summary: {ko: 두 브리프를 묶었다., en: Both briefs in one.}
published: 2001-04-11
briefs: [first, second]
key_figures: [money-a]
""",
    "content/briefs/first/brief.yaml": """\
number: S-01
published: 2001-04-11
topics: [counting]
key_figures: [count-a]
recommendations:
  r1: {owner: press, source: report-b}
related: [second]
""",
    "content/briefs/first/ko.md": FIRST_KO,
    "content/briefs/first/en.md": FIRST_EN,
    "content/briefs/first/bars.chart.yaml": """\
title: {ko: 두 예산, en: Two budgets}
alt: {ko: 막대 둘을 견준다., en: Two bars side by side.}
columns:
  year: {label: {ko: 해, en: Year}}
  amount: {label: {ko: 예산, en: Budget}, scale: 9}
data:
  - {year: "2000", amount: {fact: money-b}}
  - {year: "2001", amount: {fact: money-a}}
spec:
  mark: bar
  height: 370
  encoding:
    y: {field: year, type: nominal}
    x: {field: amount, type: quantitative}
""",
    "content/briefs/first/photo.png": picture(),
    "content/briefs/second/brief.yaml": "number: S-02\npublished: 2002-01-02\nupdated: 2002-01-05\n",
    "content/briefs/second/ko.md": """\
---
title: 둘째 브리프
summary: 둘째 브리프의 요약이다.
---

## 배경 {#background}

{term}`sample`을(를) 다시 모았다 [@report-b]. {ref}`first`을(를) 보라.

:::{table} 다시 센 수
:id: tab-again

| 이름 | 수 |
|---|---:|
| 표본 | {fact}`count-a` |
:::
""",
    "content/briefs/second/en.md": """\
---
title: The second brief
summary: What the second brief says.
---

## Background {#background}

We took every {term}`sample` again [@report-b]. See {ref}`first`.

:::{table} Counted again
:id: tab-again

| Name | Number |
|---|---:|
| Samples | {fact}`count-a` |
:::
""",
    "content/pages/about/ko.md": "---\ntitle: 소개\nsummary: 이 사이트를 소개한다.\n---\n\n본문이다.\n",
    "content/pages/about/en.md": "---\ntitle: About\nsummary: About this site.\n---\n\nBody.\n",
}


def exemplar_files() -> dict[str, bytes]:
    """The project's own ``content/``."""
    paths = (path for path in sorted(CONTENT.rglob("*")) if path.is_file())
    return {f"content/{path.relative_to(CONTENT).as_posix()}": path.read_bytes() for path in paths}


@dataclass(frozen=True)
class Built:
    """What one build gave."""

    tree: Tree
    diagnostics: tuple[Diagnostic, ...]

    @property
    def problems(self) -> list[str]:
        """``path:line:column code``, in the order of the report."""
        return [f"{found.span} {found.code}" for found in self.diagnostics]

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        return tuple(found for found in self.diagnostics if found.severity is Severity.ERROR)

    @property
    def failed(self) -> bool:
        return has_errors(self.diagnostics)

    def found(self, code: str) -> Diagnostic:
        """The one problem of a kind."""
        (found,) = [found for found in self.diagnostics if found.code == code]
        return found

    def page(self, path: str) -> str:
        return self.tree[path].decode()

    def words(self, path: str) -> str:
        """The words of a page as a reader sees them, in one line."""
        return words_of(self.page(path))

    def pdf(self, path: str) -> bytes:
        return self.tree[path]


@cache
def _first_use(pdfs: bool) -> None:
    """Load what builds share, so that the first case of a process does not seem dearer than the others."""
    options = BuildOptions(pdfs=pdfs, only_pdfs=frozenset({"en/briefs/second.pdf"}))
    with shared_by_all(f"first use{' of PDFs' * pdfs}"), fonts_uncut():
        build(Project().world(), options, executor=Inline(), store=Remembered())


def words_of(html: str) -> str:
    """The words of a page without its marks, in one line."""
    shown = re.sub(r"<(script|style|template|head)\b.*?</\1>", " ", html, flags=re.DOTALL)
    shown = re.sub(r"</?(p|li|h\d|td|th|tr|div|dt|dd|figcaption|br|table|section)\b[^>]*>", " ", shown)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", shown)).split())


@dataclass(frozen=True)
class Project:
    """The files of a project; every change gives another project."""

    files: Mapping[str, str | bytes] = field(default_factory=lambda: dict(SMALL))
    store: Store = field(default_factory=Remembered)
    extensions: tuple[Installed, ...] = ()

    def with_file(self, path: str, content: str | bytes) -> Project:
        return replace(self, files={**self.files, path: content})

    def without(self, path: str) -> Project:
        return replace(self, files={name: content for name, content in self.files.items() if name != path})

    def text(self, path: str) -> str:
        content = self.files[path]
        return content if isinstance(content, str) else content.decode()

    def with_change(self, path: str, old: str, new: str) -> Project:
        """``old``, which must stand in the file once, replaced."""
        text = self.text(path)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        return self.with_file(path, text.replace(old, new))

    def with_body(self, path: str, body: str) -> Project:
        """The text at ``path`` with its front matter kept and its body replaced."""
        head = "---".join(self.text(path).split("---")[:2])
        return self.with_file(path, f"{head}---\n{body}")

    def world(self) -> MemoryWorld:
        return MemoryWorld(self.files, extensions=self.extensions)

    def site(self) -> Outcome[Site]:
        return load(self.world())

    def shown(self) -> Shown:
        """The site as readers may see it."""
        return shown_at(self.site().value, self.world().now()).value

    def editions(self) -> Outcome[dict[str, Edition]]:
        """Every edition, settled; nothing is rendered."""
        site = self.shown()
        sources = ProjectSources(site, read_theme(self.world()), Fonts((), {}))
        return resolve(site, sources.styles)

    def build(
        self,
        *,
        pdfs: bool | Collection[str] = False,
        fonts: bool = False,
        base_url: str | None = None,
        spill: Spill | None = None,
    ) -> Built:
        """The site; ``pdfs`` may name those to lay out. Web fonts are cut with all PDFs, or for ``fonts``."""
        _first_use(bool(pdfs))
        only = None if isinstance(pdfs, bool) else frozenset(pdfs)
        options = BuildOptions(base_url=base_url, pdfs=bool(pdfs), only_pdfs=only)
        with nullcontext() if pdfs is True or fonts else fonts_uncut():
            outcome = build(self.world(), options, executor=Inline(), store=self.store, spill=spill)
        return Built(outcome.value, outcome.diagnostics)


@dataclass(frozen=True)
class Exemplar:
    """The exemplar on the disk, and what building it told."""

    folder: Path
    diagnostics: tuple[Diagnostic, ...]

    def page(self, path: str) -> str:
        return (self.folder / path).read_text(encoding="utf-8")

    def words(self, path: str) -> str:
        return words_of(self.page(path))

    def paths(self, pattern: str) -> list[str]:
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.glob(pattern))
