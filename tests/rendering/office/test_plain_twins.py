"""Beside each brief's page stands what it says as Markdown and as plain text, and a list of all for language models."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from support.project import Built, Project

from briefgen.model.values.pdf_forms import Tier
from briefgen.reading.markdown.html.rules import ALLOWED_TAGS
from briefgen.reading.world import MemoryWorld
from briefgen.rendering.office.handoff import HandoffParagraph, HandoffRun, HandoffStyle, RunLook
from briefgen.rendering.office.plain.block_lines import PlainBlocks
from briefgen.rendering.office.plain.inline import PlainLine
from briefgen.verifying.web.page import read_page
from briefgen.verifying.web.twins import twin_problems

BODY = """
## One *leaning* heading

Exports grew {fact}`count-a` [@report-a]. A note follows.[^n] Then a [link](https://example.org/a_(b)) and `co``de`.

3. third
4. fourth

   - inner

> quoted

| a | b \\| c |
|---|---|
| *1* | two |

```
<script>alert(1)</script>
```

1\\. no list, \\# no heading, <b>bold</b> &lt;script&gt;

[^n]: What the *note* says.
"""


@pytest.fixture(scope="module")
def built() -> Built:
    return Project().with_body("content/briefs/first/en.md", BODY).build(base_url="https://example.org/")


@pytest.fixture(scope="module")
def markdown(built: Built) -> str:
    return built.page("en/briefs/first.md")


def test_it_has_front_matter_that_says_what_it_is(markdown: str) -> None:
    front = yaml.safe_load(markdown.split("---\n")[1])
    assert front["language"] == "en" and front["address"] == "https://example.org/en/briefs/first.html"
    assert front["translations"] == {"ko": "https://example.org/ko/briefs/first.md"}


def test_markdown_has_the_blocks_of_the_text(markdown: str) -> None:
    body = markdown.split("---\n", 2)[2]
    shown = MarkdownIt().enable(["table", "strikethrough"]).render(body)
    for part in (
        "<h2>One <em>leaning</em> heading</h2>",
        '<a href="https://example.org/a_(b)">link</a>',
        "<code>co``de</code>",
        '<ol start="3">',
        "<blockquote>\n<p>quoted</p>",
        "<th>b | c</th>",
        "<strong>bold</strong> &lt;script&gt;",
        "<p>1. no list, # no heading",
    ):
        assert part in shown, part
    assert "[^1]: What the *note* says." in body
    assert re.search(r"grew \S.*\[1\]", body)


def test_no_raw_html_comes_of_a_text(markdown: str) -> None:
    tokens = MarkdownIt("commonmark", {"html": True}).parse(markdown.split("---\n", 2)[2])
    assert [it for it in tokens if it.type == "html_block"] == []


def test_what_follows_a_number_is_no_address_of_a_link() -> None:
    body = "Said [@report-a] \\(a), noted[^n]\\(b), and [@report-b]\\(c).\n\n[^n]: So.\n"
    files = Project().with_body("content/briefs/first/en.md", body).build(base_url="https://example.org/")
    assert "Said[1] (a), noted[^1]\\(b), and[2]\\(c)." in files.page("en/briefs/first.md")
    assert "\\" not in files.page("en/briefs/first.txt")


@pytest.mark.parametrize(
    ("start", "first"), [("9" * 5_000, 1), ("0" * 5_000, 1), ("2147483648", 1), ("2147483647", 2147483647), ("4x", 4)]
)
def test_a_list_begins_where_a_browser_has_it_begin(start: str, first: int) -> None:
    body = f'Before.\n\n<ol start="{start}">\n<li>one</li>\n</ol>\n'
    files = Project().with_body("content/briefs/first/en.md", body).build(base_url="https://example.org/")
    assert f"\n{first}. one\n" in files.page("en/briefs/first.txt")


@pytest.mark.parametrize("before", ["https://example.org/", "www.example.org/", "a ", ""])
def test_no_bare_address_swallows_what_keeps_a_tag_from_being_one(before: str) -> None:
    """GitHub and others make links of addresses in a text, and take a backslash that follows for a part of them."""
    line = PlainLine(marked=True).words((HandoffRun(f"{before}<img src=x onerror=alert(1)> &lt;b_c&copy; d"),))
    assert line == f"{before}&lt;img src=x onerror=alert(1)\\> \\&lt;b_c\\&copy; d"
    shown = MarkdownIt("commonmark", {"html": True}).render(line)
    assert shown == f"<p>{before}&lt;img src=x onerror=alert(1)&gt; &amp;lt;b_c&amp;copy; d</p>\n"


def test_code_that_follows_a_bare_address_stays_code() -> None:
    code = HandoffRun("<img src=x onerror=alert(1)>", looks=frozenset({RunLook.CODE}))
    line = PlainLine(marked=True).words((HandoffRun("https://example.org/"), code))
    assert line == "https://example.org/ `<img src=x onerror=alert(1)>`"


@pytest.mark.parametrize("words", ["https://example.org/'><b>x(1)</b>", "words"])
@pytest.mark.parametrize("address", ["https://example.org/'><b>x(1)</b>", "https://example.org/'><b>x</b>"])
def test_no_address_ends_its_link_before_its_end(words: str, address: str) -> None:
    line = PlainLine(marked=True).words((HandoffRun(words, href=address),))
    shown = MarkdownIt("commonmark", {"html": True}).render(line)
    assert "<b>" not in shown and "href=\"https://example.org/'%3E%3Cb%3Ex" in shown


def test_plain_text_has_words_and_no_marks(built: Built) -> None:
    text = built.page("en/briefs/first.txt")
    assert "One leaning heading\n-------------------" in text
    assert "link <https://example.org/a_(b)>" in text and "a\tb | c\n1\ttwo" in text
    assert "(1) What the note says." in text and "**" not in text


@pytest.mark.parametrize(
    "table",
    [
        "<table></table>",
        "<table><caption>Of nothing</caption></table>",
        "<table><tr></tr></table>",
        "<ul></ul>",
        "<pre></pre>",
    ],
)
def test_what_has_nothing_in_it_is_left_out(table: str) -> None:
    body = f"Before.\n\n{table}\n\nAfter.\n"
    files = Project().with_body("content/briefs/first/en.md", body).build(base_url="https://example.org/")
    assert "internal-error" not in {it.code for it in files.diagnostics}
    for ending in ("md", "txt"):
        text = files.page(f"en/briefs/first.{ending}")
        assert text.index("Before.") < text.index("After.")


def test_a_brief_that_no_longer_holds_says_so_above_its_opening() -> None:
    path = "content/briefs/first/brief.yaml"
    more = "status: superseded\nsuperseded_by: second\n"
    files = Project().with_file(path, Project().text(path) + more).build(base_url="https://example.org/")
    for ending in ("md", "txt"):
        text = files.page(f"en/briefs/first.{ending}")
        notice = text.index("This brief no longer holds. In its place:")
        assert text.index("The first brief") < notice < text.index("What the first brief says")


def test_the_data_of_a_withdrawn_brief_name_no_file_of_its_text() -> None:
    path = "content/briefs/first/brief.yaml"
    more = "status: withdrawn\nwithdrawn_because: {ko: 잘못이 있다., en: It is wrong.}\n"
    files = Project().with_file(path, Project().text(path) + more).build(base_url="https://example.org/")
    named = json.loads(files.page("en/briefs/first.json"))["files"]
    assert set(named) == {"json", "bib", "ris", "csl"}


def test_the_list_for_language_models_names_every_brief(built: Built) -> None:
    said = built.page("llms.txt")
    assert said.startswith("# ") and "\n> " in said
    assert "(https://example.org/en/briefs/first.md): " in said and "(https://example.org/ko/briefs/first.md): " in said


def test_a_page_leads_to_both(built: Built) -> None:
    page = built.page("en/briefs/first.html")
    assert '<link rel="alternate" type="text/markdown" href="first.md">' in page
    assert '<link rel="alternate" type="text/plain" href="first.txt">' in page


@example("1. a", None)
@example("12) a", None)
@example("# a", None)
@example("- a", None)
@given(st.text(alphabet="a *_`[]<>()#+-.1\\|~!&가", min_size=1, max_size=24), st.sampled_from([None, *RunLook]))
def test_words_stay_what_they_are_in_markdown(words: str, look: RunLook | None) -> None:
    run = HandoffRun(" ".join(words.split()), looks=frozenset({look} if look else ()))
    made = PlainBlocks(PlainLine(True), "").write((HandoffParagraph("", HandoffStyle.TEXT, (run,)),))
    tokens = MarkdownIt("commonmark", {"html": True}).parse(made)
    said = "".join(it.content for token in tokens for it in token.children or () if it.type in ("text", "code_inline"))
    assert said.split() == run.words.split() or look in (RunLook.BOLD, RunLook.ITALIC, RunLook.STRIKE)
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}


ELEMENTS = {
    "a": '<a href="https://example.org/">aword</a>',
    "caption col colgroup table tbody td tfoot th thead tr": "<table><caption>capword of <b>boats</b></caption>"
    "<colgroup><col></colgroup><thead><tr><th>theadword</th></tr></thead><tbody><tr><td>tdword</td></tr></tbody>"
    "<tfoot><tr><td>tfootword</td></tr></tfoot></table>",
    "details summary": "<details><summary>sumword</summary>restword<p>moreword</p></details>",
    "figcaption figure img": '<figure><img src="photo.png" alt="altword"><figcaption>figword</figcaption></figure>',
    "dd div dl dt": "<dl><div><dt>dtword</dt><dd>ddword <b>ddboldword</b></dd></div><dt>dttwoword</dt></dl>",
    "li ol ul": "<ol><li>liword<ul><li>innerword</li></ul>tailword</li></ol>",
    "rp rt ruby": "<p><ruby>rubyword<rp>(</rp><rt>rtword</rt><rp>)</rp></ruby></p>",
    "q": "<p><q>qword</q></p>",
    "abbr": '<p><abbr title="titleword">abbrword</abbr></p>',
    "hr": "<hr>hrword",
    "br": "<p>brword<br>aftword</p>",
    "wbr": "<p>wbr<wbr>word</p>",
    "pre": "<pre>preword\nlineword</pre>",
    "h1": "<h1>howord</h1>",
    "blockquote": "<blockquote>quoword<p>quopword</p>quotailword</blockquote>",
    "table": "<table><tr><td><table><caption>incapword</caption><tr><td>intdword</td></tr></table></td></tr></table>",
    "td": "<table><tr><td>cellword<ul><li>celliword</li></ul><blockquote>celquoword</blockquote><pre>celpreword</pre>"
    "<dl><dt>celdtword</dt><dd>celddword</dd></dl><h3>celhword</h3></td></tr></table>",
    "tr": "<table>strayword <tr>stroyword <td>rowword</td></tr></table>",
    "ul": "<ul>uldirectword<li>ulitemword<table><tr><td>ultdword</td></tr></table></li><p>ulpword</p></ul>",
    "caption": "<table>\n<caption>\n\n**Markword** of <p>capparword</p>\n\n</caption>"
    "\n<tr><td>\n\nmdcellword\n\n| a |\n|---|\n| mdtabword |\n\n</td></tr></table>",
    "figure": "<figure><figcaption>firstword<p>figpword</p></figcaption>"
    "<table><tr><td>figtdword</td></tr></table></figure>",
    "dl": "<dl>dldirectword<dd>onlyddword<p>ddpword</p></dd></dl>",
    "details": "<details open><summary><h3>sumhword</h3></summary></details>",
    "refused": "<fieldset><legend>legendword</legend> "
    "<select><option>x</option></select> <font>fontword</font></fieldset>",
    "section aside": "<section>secword<aside>asideword<h3>ashword</h3>asiword</aside>sectwoword</section>",
}


def test_the_twins_have_the_words_of_every_element_of_raw_html() -> None:
    named = {tag for tags in ELEMENTS for tag in tags.split()}
    others = {tag: f"<{tag}>{tag}word</{tag}>" for tag in sorted(ALLOWED_TAGS - named)}
    in_cell = (
        f"<table><tr><td>{'</td><td>'.join(ELEMENTS[it] for it in ('details summary', 'rp rt ruby'))}</td></tr></table>"
    )
    body = "\n\n".join((*ELEMENTS.values(), *others.values(), in_cell))
    built = Project().with_body("content/briefs/first/en.md", body).build()
    main = built.page("en/briefs/first.html").split("<main", 1)[1].split("</main", 1)[0]
    expected = words_of(body)
    assert set(words_of(main)) == set(expected)
    for ending in ("md", "txt"):
        assert words_of(built.page(f"en/briefs/first.{ending}")) == expected, ending


def words_of(said: str) -> Counter[str]:
    return Counter(re.findall(r"\b[a-z0-9]+word\b", re.sub(r' title="\w+"|<wbr>', "", said)))


def test_a_caption_of_raw_html_is_a_line_before_its_table() -> None:
    caption = "<caption>CAP*WORDS* of boats &amp; <b>ships</b></caption>"
    table = f"<table>{caption}<tr><th>a</th></tr><tr><td>b</td></tr></table>\n"
    built = Project().with_body("content/briefs/first/en.md", table).build()
    markdown, text = (built.page(f"en/briefs/first.{ending}") for ending in ("md", "txt"))
    assert re.search(r"\n\S*CAP\\\*WORDS\\\* of boats & \S*ships\S*\n\n\| a \|\n\| --- \|\n\| b \|\n", markdown)
    assert "\nCAP*WORDS* of boats & ships\n" in text
    files = {path: built.tree[path] for path in built.tree if path.startswith("en/briefs/first.")}
    page = read_page(files["en/briefs/first.html"], "en/briefs/first.html", Tier.CHECKING)
    assert page is not None and list(twin_problems(MemoryWorld(files), page, "site/")) == []
