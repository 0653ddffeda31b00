"""What an author writes is in all that is made of a brief: every kind of block, every directive, no word lost."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape

import pytest
from support.project import Project, picture

from briefgen.building.charts import context_of
from briefgen.building.paper import presses
from briefgen.building.project import read_all
from briefgen.handouts.handoff import WRITERS, EditedProject
from briefgen.handouts.slides import slides_job
from briefgen.model.core.diagnostics import Diagnostic, Report, Severity
from briefgen.model.core.directives import DIRECTIVES, DirectiveKind
from briefgen.model.core.document import ASIDES, BLOCK_KINDS, Node
from briefgen.rendering.epub.book import BookMaker, BookPictures, brief_book
from briefgen.rendering.html.body import _KINDS
from briefgen.rendering.mail.message import brief_message
from briefgen.rendering.office.brief import HandoffPictures
from briefgen.rendering.office.handoff import HandoffPicture
from briefgen.rendering.office.plain.twin import twins
from briefgen.rendering.paper.jobs.documents import brief_job
from briefgen.rendering.theme.templates import wording
from briefgen.rendering.web.page import render_page
from briefgen.rendering.web.pages import pages
from briefgen.resolving.documents.resolve import resolve
from briefgen.resolving.edition.edition import Article

TEXT = "content/briefs/first/en.md"
NOVEL = "novel"
"""A directive that is new: no writer has heard of it."""
PHOTO = "content/briefs/first/photo.png"
R1 = "Title of what is proposed"
NOTED = ("page", "paper", "md", "txt", "epub", *WRITERS)
"""Writers that have notes; points at a glance do without."""
SAID = frozenset({"argument", "caption", ":subtitle:", ":note:"})
"""Attributes with words."""
NAMES = {"chart": "bars", "recommendation": "r1"}
BLOCKS = """\
### Words of the heading

Emph *one*, **two**, ~~three~~ and `four`, [five](https://example.org/), {fact}`count-a`, {term}`sample`,\\
[six]{claim=claim-a} and <kbd>seven</kbd>. See {ref}`id-table` [@report-a, p. 3].[^n]
After a line.[^n]

> Words of the quotation

---

1. Words of the item

   Words of its second paragraph

   - Words within

```
words of code
```

| Head of a cell | b |
|---|---|
| words of a cell | d |

![Words of the picture](photo.png "Words below the picture")

<details><summary>Words of a summary</summary>

Words of the details

</details>

<section>Words alone in an element <b>and</b> words behind<p>Words beside them</p>Words after them</section>

<table><tr><td>

:::{box} Title in a cell
Words in a cell
:::

</td></tr></table>

:::note Title of a callout
Words of a callout
:::

:::warning
Words of a warning
:::
"""
"""Every kind of block and of what stands in a line, without directives."""


def directive(name: str, kind: DirectiveKind) -> str:
    """One with a title, all its options, and words if it may have any."""
    options = (f":{it}: {it}-{name}" for it in sorted(kind.options - {"place"}))
    words = "" if name == "chart" else f"Words of {name}"
    return "\n".join((f":::{{{name}}} {NAMES.get(name, f'Title of {name}')}", *options, "", words, ":::"))


@dataclass(frozen=True)
class Written:
    """A brief and what is made of it, by the name of the writer."""

    article: Article
    files: Mapping[str, str]
    problems: tuple[Diagnostic, ...]


@pytest.fixture(scope="module")
def written() -> Iterator[Written]:
    """All blocks stand among the points at a glance, which every writer has."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(DIRECTIVES, NOVEL, DirectiveKind(NOVEL))
        given = "\n\n".join(directive(*it) for it in DIRECTIVES.items())
        glance = f"::::{{at-a-glance}} Title of the points\n\n{BLOCKS}\n\n{given}\n::::\n\n[^n]: Words of a note.\n"
        project = Project().with_body(TEXT, glance)
        brief = project.with_change("content/briefs/first/brief.yaml", "r1: {", f"r1: {{title: {R1}, ")
        yield made(brief)


def made(project: Project) -> Written:
    report = Report()
    sources = report.take(read_all(project.world(), None))
    editions = report.take(resolve(sources.site, sources.styles))
    edition, article = editions["en"], editions["en"].articles["first"]
    context, press = context_of("en", sources, {}), presses(editions, sources, {})["en"]
    say = wording(sources.theme, "en")
    page = next(it for it in pages(edition) if it.info.path == article.path)
    markdown, text = twins(article, edition, sources.site, say, {PHOTO: "photo.png"})
    book = report.take(brief_book(article, BookMaker(edition, context, sources.theme, BookPictures({}, {}, {}))))
    message = report.take(brief_message(article, edition, context, sources.theme))
    pictures = HandoffPictures({PHOTO: HandoffPicture("photo.png", "", 10, 10)}, {"photo.png": picture(10)})
    handoff = EditedProject(sources, editions).handoff("first", "en", pictures)
    files = {
        "page": report.take(render_page(page, edition, context)).html,
        "paper": report.take(brief_job(edition, article, press)).html,
        "slides": report.take(slides_job(article, edition, press)).html,
        "md": markdown.held.decode(),
        "txt": text.held.decode(),
        "epub": "".join(it.content.decode() for it in book.pages),
        "mail": message.html,
        "mail text": message.text,
        **{form: opened(report.take(write(handoff, sources))) for form, write in WRITERS.items()},
    }
    return Written(article, files, report.sorted())


def opened(content: bytes) -> str:
    """The parts of an office document in which words stand; another file as it is."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(archive.read(it).decode() for it in archive.namelist() if it.endswith(".xml"))


def words_of(content: str) -> str:
    """Letters and digits of a file, and of the attributes that describe a picture."""
    described = re.findall(r' (?:alt|descr)="([^"]*)"|<hp:shapeComment>([^<]*)', content)
    shown = re.sub(r"<(script|style|head)\b.*?</\1>|<[^>]+>", "", content, flags=re.DOTALL)
    return "".join(filter(str.isalnum, unescape(shown + "".join(map("".join, described)))))


def parts_of(body: Node) -> Iterator[Node]:
    """All that an author has written; numbers of sources and notes differ between writers."""
    yield body
    for child in body.children if body.kind not in ASIDES else ():
        yield from parts_of(child)


def said_in(body: Node, *, pictures: bool) -> Iterator[str]:
    for part in parts_of(body):
        yield part.text
        if part.get("name") not in NAMES:
            yield from (value for key, value in part.attrs.items() if key in SAID or (pictures and key == "alt"))


def test_every_kind_and_every_directive_is_tried(written: Written) -> None:
    met = list(written.article.body.walk())
    assert {it.kind for it in met} == {"document", *_KINDS}
    assert set(_KINDS) >= BLOCK_KINDS
    assert {it.get("name") for it in met if it.kind == "directive"} == set(DIRECTIVES) | {NOVEL}


@pytest.mark.parametrize("writer", ["page", "paper", "slides", "md", "txt", "epub", "mail", "mail text", *WRITERS])
def test_what_stands_in_a_brief_is_in_everything_made_of_it(written: Written, writer: str) -> None:
    found = words_of(written.files[writer])
    said = said_in(written.article.body, pictures="mail" not in writer)  # a message carries none
    expected = [*said, R1, "Two budgets", "Option", *["Words of a note"] * (writer in NOTED)]
    assert [it for it in expected if words_of(it) not in found] == []


def test_nothing_is_wrong_with_it(written: Written) -> None:
    assert [it for it in written.problems if it.severity is Severity.ERROR] == []
