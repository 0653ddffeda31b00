"""The small project with a third brief under embargo, and a word of its own in everything that belongs to it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pikepdf
from support.fake_fonts import fonts_uncut
from support.paper import tool
from support.project import SMALL, Project, picture

from briefgen.building.build import BuildOptions, build
from briefgen.model.core.diagnostics import Outcome
from briefgen.model.output.tree import Tree
from briefgen.reading.world import MemoryWorld
from briefgen.running.pool.inline import Inline
from briefgen.running.store import Store

TIME = "2026-03-05T09:00+09:00"
END = datetime.fromisoformat(TIME)
BEFORE = END - timedelta(minutes=1)
FOLDER = "content/briefs/third-quasar"
RARE = "뷁"
"""A syllable that nothing else on the site shows, so that its web fonts do not have it either."""

WORDS = {
    "slug": "third-quasar",
    "title": ("붉은두루미", "Redcrane"),
    "body": ("푸른거북", "Bluetortoise"),
    "fact": ("은빛고래", "Silverwhale"),
    "chart": ("황금잉어", "Goldencarp"),
    "alt text": ("얼룩말떼", "Zebraherd"),
    "picture's title": ("구름표범", "Cloudleopard"),
    "term": ("달맞이꽃", "Moonflower"),
    "definition": ("돌고래떼", "Dolphinpod"),
    "source": ("갈매기책", "Seagullbook"),
    "event": ("번개축제", "Lightningfair"),
    "topic": ("겨울항구", "Winterport"),
    "recommendation": ("솔개비행", "Kiteflight"),
    "risk": ("모래폭풍", "Sandstorm"),
    "note": ("버들강아지", "Willowcatkin"),
    "author": ("한여름", "Midsummer"),
    "change": ("첫서리", "Firstfrost"),
    "wording": ("봄비소식", "Springrain"),
    "version": ("묵은기와", "Oldtile"),
    "kept PDF": ("빈둥지", "Emptynest"),
    "pack": ("안개숲길", "Mistyforest"),
}
"""What has a word in Korean and one in Latin letters, which must not be read before the time."""

BRIEF = f"""\
number: S-03-QZX
published: 2026-03-05
embargo_until: {TIME}
topics: [winter]
key_figures: [whale]
authors: [{{name: {{ko: 한여름, en: Midsummer}}}}]
recommendations:
  r1: {{ask: {{ko: 솔개비행, en: Kiteflight}}, owner: press, source: gull}}
risks:
  storm: {{text: {{ko: 모래폭풍, en: Sandstorm}}, recommendations: r1}}
version: "1.1"
changes:
  - date: 2026-03-05
    kind: correction
    level: significant
    version: "1.1"
    text: {{ko: 첫서리, en: Firstfrost}}
    affects: [whale, r1]
    was: {{ko: 봄비소식, en: Springrain}}
    now: {{ko: 푸른거북, en: Bluetortoise}}
"""
TEXTS = {
    "ko": f"""\
---
title: 붉은두루미
summary: 붉은두루미 {RARE}의 요약이다.
---

## 배경 {{#background}}

푸른거북과 {{term}}`moon`을(를) 보았다. {{fact}}`whale`이다 [@gull]. {{ref}}`fig-carp`을(를) 보라.[^n]

:::{{chart}} carp
:::

![얼룩말떼](herd.png "구름표범")

## 제안 {{#proposals}}

:::{{recommendation}} r1
솔개비행을 하자.
:::

[^n]: 버들강아지이다.
""",
    "en": """\
---
title: Redcrane
summary: The summary of Redcrane.
---

## Background {#background}

Bluetortoise and {term}`moon` were seen. There are {fact}`whale` [@gull]. See {ref}`fig-carp`.[^n]

:::{chart} carp
:::

![Zebraherd](herd.png "Cloudleopard")

## Proposals {#proposals}

:::{recommendation} r1
Kiteflight.
:::

[^n]: Willowcatkin.
""",
}
CHART = """\
title: {ko: 황금잉어, en: Goldencarp}
alt: {ko: 황금잉어 한 마리., en: One Goldencarp.}
columns:
  what: {label: {ko: 이름, en: Name}}
  amount: {label: {ko: 수, en: Number}}
data:
  - {event: fair, what: {ko: 황금잉어, en: Goldencarp}, amount: {fact: whale}}
spec:
  mark: bar
  height: 60
  encoding:
    y: {field: what, type: nominal}
    x: {field: amount, type: quantitative}
"""
ADDED = {
    "content/facts/counts.yaml": """\
whale:
  label: {ko: 은빛고래 수, en: Number of Silverwhale}
  value: 777 samples
  source: gull
  status: single-source
""",
    "content/sources.yaml": """\
- id: gull
  type: book
  title: 갈매기책 Seagullbook
  publisher: Sample Press
  issued: {date-parts: [[2026]]}
""",
    "content/glossary.yaml": """\
moon:
  names:
    ko: {short: 달맞이꽃}
    en: {short: Moonflower}
  definition: {ko: 돌고래떼이다., en: Dolphinpod.}
""",
    "content/timeline.yaml": """\
fair:
  when: 2026-03-04
  label: {ko: 번개축제, en: Lightningfair}
""",
}
PACK = f"""\
title: {{ko: 안개숲길, en: Mistyforest}}
summary: {{ko: 안개숲길 묶음., en: Mistyforest pack.}}
published: 2026-03-05
embargo_until: {TIME}
briefs: [third-quasar, first]
key_figures: [whale]
"""


def old_pdf(word: str) -> bytes:
    """A PDF as it was handed out."""
    pdf, file = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    pdf.docinfo["/Title"] = pikepdf.String(word)
    pdf.attachments["word.txt"] = word.encode()
    pdf.save(file, deterministic_id=True)
    return file.getvalue()


OLD = {"ko.pdf": old_pdf("빈둥지"), "en.pdf": old_pdf("Emptynest")}
VERSION = (
    "published: 2026-03-05\npdfs:\n"
    + "".join(
        f"  {name}: {{profile: screen, languages: [{name[:2]}], sha256: {sha256(content).hexdigest()}}}\n"
        for name, content in OLD.items()
    )
    + """\
texts:
  ko:
  - {kind: title, id: title, words: 묵은기와}
  - {kind: paragraph, number: "1", words: 봄비소식이다.}
  en:
  - {kind: title, id: title, words: Oldtile}
  - {kind: paragraph, number: "1", words: Springrain fell.}
"""
)


def without_it(project: Project) -> Project:
    """The same project before anybody wrote the brief, its pack and what they need."""
    files = {path: text for path, text in project.files.items() if FOLDER not in path and "mist" not in path}
    site = project.text("content/site.yaml").partition("  winter:")[0]
    return replace(project, files={**files, **{path: SMALL[path] for path in ADDED}, "content/site.yaml": site})


def embargoed(store: Store | None = None) -> Project:
    """A project of three briefs, the third under embargo until ``TIME``."""
    files = dict(SMALL)
    for path, more in ADDED.items():
        files[path] = f"{files[path]}{more}"  # type: ignore[str-bytes-safe]
    site = str(files["content/site.yaml"])
    files["content/site.yaml"] = f"{site}  winter:\n    name: {{ko: 겨울항구, en: Winterport}}\n"
    files |= {f"{FOLDER}/{lang}.md": text for lang, text in TEXTS.items()}
    files |= {
        f"{FOLDER}/brief.yaml": BRIEF,
        f"{FOLDER}/carp.chart.yaml": CHART,
        f"{FOLDER}/herd.png": picture(1100, 150),
    }
    files |= {f"{FOLDER}/versions/1.0/version.yaml": VERSION}
    files |= {f"{FOLDER}/versions/1.0/{name}": content for name, content in OLD.items()}
    files["content/packs/mist.yaml"] = PACK
    project = Project(files)
    return replace(project, store=store) if store is not None else project


def built_at(project: Project, now: datetime, *, pdfs: bool = False, preview: bool = False) -> Outcome[Tree]:
    """The site as it is made at a time."""
    world = MemoryWorld(project.files, now=now.astimezone(UTC))
    with nullcontext() if pdfs else fonts_uncut():
        return build(world, BuildOptions(pdfs=pdfs, preview=preview), executor=Inline(), store=project.store)


def secrets() -> Iterator[str]:
    """Every word that belongs to the brief under embargo."""
    for words in WORDS.values():
        yield from (words,) if isinstance(words, str) else words
    yield from ("S-03-QZX", RARE)


def readable(path: str, content: bytes) -> str:
    """All that can be read in a file: its name, its bytes, and the words on the pages of a PDF."""
    words = tool("pdftotext", "-", "-", given=content) if path.endswith(".pdf") else content.decode("utf-8", "replace")
    return f"{path}\n{words}"
