"""Markup of other programs works, or is reported at its place; no word is dropped."""

from __future__ import annotations

import pytest

from briefgen.model.core.diagnostics import Outcome
from briefgen.model.core.document import Node
from briefgen.reading.markdown import parse
from briefgen.reading.markdown.directions import without_its_own_direction


def read(text: str) -> Outcome[Node]:
    return parse(text, "content/briefs/a/en.md")


def told(text: str) -> list[str]:
    return [f"{each.span.line} {each.code}" for each in read(text).diagnostics if each.span]


def boxes(text: str) -> list[tuple[str, str]]:
    found = [part for part in read(text).value.walk() if part.kind == "directive"]
    return [
        (part.get("argument") or part.get("kind"), " ".join(child.plain() for child in part.children)) for part in found
    ]


@pytest.mark.parametrize(
    ("text", "title", "inside"),
    [
        ("!!! note\n    Mind this.\n\n    And that.\n\nAfter.\n", "note", "Mind this. And that."),
        ('!!! warning "Mind **it**"\n    Hot.\n', "Mind it", "Hot."),
        ('??? tip ""\n    Shut.\n', "", "Shut."),
        ("/// note | Read `this`\n\nMind this.\n\n///\n", "Read this", "Mind this."),
        ("> [!IMPORTANT]\n> Mind this.\n", "important", "Mind this."),
        ("> [!note] Its own title\n> Mind this.\n", "Its own title", "Mind this."),
        (":::note\nMind this.\n:::\n", "note", "Mind this."),
        (":::tip[Its title]\nMind this.\n:::\n", "Its title", "Mind this."),
        ("::: warning Its title\nMind this.\n:::\n", "Its title", "Mind this."),
        (":::tip{label='Its title'}\nMind this.\n:::\n", "Its title", "Mind this."),
        (':::info{icon=x title="Its title"}\nMind this.\n:::\n', "Its title", "Mind this."),
        ('=== "Linux"\n\n    Mind this.\n', "Linux", "Mind this."),
    ],
)
def test_a_note_of_another_program_is_a_box(text: str, title: str, inside: str) -> None:
    assert boxes(text) == [(title, inside)] and told(text) == []


def test_an_unknown_directive_keeps_the_title_in_its_braces() -> None:
    text = ":::g-details{summary='More of it'}\nMind this.\n:::\n"
    assert read(text).value.plain().split() == ["More", "of", "itMind", "this."]
    assert told(text) == ["1 directive-is-known"]


@pytest.mark.parametrize(
    "text", ["!!! Stop\n", "Stop !!! note\n    it\n", "> [NOTE]\n> No.\n", "/// a | b\n\nNo end.\n"]
)
def test_what_only_looks_like_one_is_text(text: str) -> None:
    assert boxes(text) == []
    assert read(text).value.plain().split()[0] in text


def test_marks_of_template_languages_are_shown_and_reported_once_a_name() -> None:
    text = "Before {{< ref x >}} it.\n\n{{% lead %}}\nInside.\n{{% /lead %}}\n\n{% include one.html %}\n\n{{< ref >}}\n"
    outcome = read(text)
    assert outcome.value.plain().count("{{") == 4 and "{% include one.html %}" in outcome.value.plain()
    assert told(text) == ["1 mark-is-written-out", "3 mark-is-written-out", "7 mark-is-written-out"]
    assert "include one.html" in outcome.diagnostics[2].message
    assert read("{% raw %}{{ x }}{% endraw %}\n").value.plain() == "{{ x }}"


def test_what_another_program_fills_in_is_shown_as_it_stands() -> None:
    assert read("By {{ page.author | upcase }}.\n").value.plain() == "By {{ page.author | upcase }}."
    assert told("By {{ page.author | upcase }}.\n") == ["1 mark-is-written-out"]
    assert told("`{{ x }}` and `{{< y >}}`\n\n```\n{% z %}\n```\n") == []


@pytest.mark.parametrize(
    "text",
    [
        r"Where $\hat{Y}_i$ is the estimate, and $\hat{\epsilon}_i$ is its noise.",
        r"The set $\{x_1\}$ has one.",
        r"$$ a_{1} * b_{2} * c $$",
    ],
)
def test_a_formula_is_shown_as_it_is_written(text: str) -> None:
    assert read(f"_{text}_\n" if text.endswith(".") else f"{text}\n").value.plain() == text


def test_sums_of_dollars_are_no_formula() -> None:
    assert read(r"It costs \$5, *US$200* or $6_000 and $7.").value.plain() == "It costs $5, US$200 or $6_000 and $7."


def test_a_figure_is_an_image_and_what_is_highlighted_is_code() -> None:
    (image,) = [it for it in read('{{< figure src="a.png" alt="A hall" >}}\n').value.walk() if it.kind == "image"]
    assert (image.get("src"), image.get("alt")) == ("a.png", "A hall")
    for text in (
        "{{< highlight go >}}\na := *b*\n{{< /highlight >}}\n",
        "{% highlight go %}\na := *b*\n{% endhighlight %}\n",
    ):
        (code,) = [it for it in read(text).value.walk() if it.kind == "code"]
        assert (code.get("info"), code.text) == ("go", "a := *b*\n")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("See https://example.org/a_b-c.", "https://example.org/a_b-c"),
        ("(https://example.org/a(b))", "https://example.org/a(b)"),
        ("자료는 https://example.org/a?b=1#c에서 받는다", "https://example.org/a?b=1#c"),
        ("https://example.org에서 받는다", "https://example.org"),
        ("**https://example.org/x**", "https://example.org/x"),
    ],
)
def test_an_address_by_itself_is_a_link(text: str, address: str) -> None:
    (link,) = [part for part in read(text).value.walk() if part.kind == "link"]
    assert link.get("href") == link.plain() == address
    assert read(text).value.plain() == text.replace("**", "")


@pytest.mark.parametrize("text", ["`https://example.org`", "[https://example.org](brief:a)", "no http:// alone"])
def test_an_address_in_code_or_in_a_link_is_not_linked_again(text: str) -> None:
    assert [part.get("href") for part in read(text).value.walk() if part.kind == "link"] in ([], ["brief:a"])


def test_a_pair_of_marks_round_a_note_is_a_box() -> None:
    text = '{{% alert title="Mind it" %}}\nMind *this*.\n{{% /alert %}}\n\n{{< note >}}\nAnd that.\n{{< /note >}}\n'
    assert boxes(text) == [("Mind it", "Mind this."), ("note", "And that.")] and told(text) == []


@pytest.mark.parametrize("given", ['summary="What is it?"', '"What is it?"', 'open=true title="What is it?"'])
def test_the_words_on_a_folded_note_are_its_heading(given: str) -> None:
    assert boxes(f"{{{{% details {given} %}}}}\nThis.\n{{{{% /details %}}}}\n") == [("What is it?", "This.")]


def test_a_label_that_begins_with_a_sign_is_a_link_and_not_a_citation() -> None:
    (link,) = [it for it in read("[@us]\n\n[@us]: https://example.org/\n").value.walk() if it.kind == "link"]
    assert link.get("href") == "https://example.org/"


@pytest.mark.parametrize(
    "text",
    [
        "[@smith]: anxiety about it.",
        "Distrust in them [@smith; see @lee, p. 3]: anxiety about it.",
        "[@smith]: anxiety",
        "> [@smith]:\n> anxiety.",
    ],
)
def test_a_colon_after_a_citation_leaves_it_one(text: str) -> None:
    assert [part.kind for part in read(text).value.walk() if part.kind in ("cites", "link")] == ["cites"]
    assert "anxiety" in "".join(part.text for part in read(text).value.walk()) and told(text) == []


@pytest.mark.parametrize(("info", "count"), [("{ .yaml .copy }", 0), ("{r}", 0), ("{box}", 1)])
def test_only_the_name_of_a_directive_after_backticks_is_a_mistake(info: str, count: int) -> None:
    assert len(told(f"``` {info}\nx\n```\n")) == count


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("# A\n\n## B\n\n# C\n\n###### D\n", "2326"),
        ("Words.\n\n# A\n\n> ## B\n", "23"),
        ("## A\n\n# B\n\n### C\n", "223"),
        ("## A\n\n### B\n", "23"),
        ("<h1>A</h1>\n\n<h2>B</h2>\n", "23"),
    ],
)
def test_no_heading_of_a_text_is_a_title(text: str, levels: str) -> None:
    assert "".join(it.get("level") for it in read(text).value.walk() if it.kind == "heading") == levels


@pytest.mark.parametrize(
    ("lang", "kinds"), [("ar", ["heading", "paragraph"]), ("fa", ["heading", "paragraph"]), ("en", ["block"])]
)
def test_the_element_round_a_whole_text_that_gives_its_own_direction_is_left_out(lang: str, kinds: list[str]) -> None:
    text = '<div dir="rtl" markdown="1">\n\n## سياسة {#a}\n\nكلمة.[^n]\n\n</div>\n\n[^n]: حاشية.\n'
    found = without_its_own_direction(read(text).value, lang)
    assert [part.kind for part in found.children] == kinds


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("- :material-server-network: Service providers\n", "Service providers"),
        ("Learn more :material-arrow-right-drop-circle:\n", "Learn more"),
        ("| a | b |\n|---|---|\n| Yes | :material-check:{ .green } |\n", "ab Yescheck"),
        ("[:octicons-home-16: Home](https://example.org){ .button }\n", "Home"),
        ('[:octicons-info-16:](https://example.org){ .button title="Notes" }\n', "info"),
        (":robot:{ .lg .middle } **Jo**\n", "Jo"),
        ("At 10:30:15, ratio 1:2:3, `:material-check:`\n", "At 10:30:15, ratio 1:2:3, :material-check:"),
    ],
)
def test_an_icon_is_left_out_beside_words_and_named_alone(text: str, shown: str) -> None:
    assert "".join(read(text).value.plain().split()) == "".join(shown.split())
    assert told(text) == []


def test_of_a_formula_in_mathml_it_is_told_once() -> None:
    text = "So <math> <mrow> <msub> <mtext>log</mtext> <mn>2</mn> </msub> </mrow> </math> it is.\n"
    assert told(text) == ["1 html-is-allowed"]


def test_a_style_or_a_class_that_is_left_out_is_only_a_look() -> None:
    (found,) = read("A\n\n<style>p { color: red }</style>\n").diagnostics
    assert found.subject[0] == "look"


@pytest.mark.parametrize("tag", ["<div markdown>", '<div class="x" markdown="1">', "<details markdown='block'>"])
def test_what_follows_a_tag_that_asks_for_markdown_is_markdown_at_once(tag: str) -> None:
    name = tag[1:].split()[0]
    text = f"{tag}\n[One](https://example.org/1){{ .button }}\n[Two](https://example.org/2)\n</{name}>\n\nAfter.\n"
    links = [part.get("href") for part in read(text).value.walk() if part.kind == "link"]
    assert links == ["https://example.org/1", "https://example.org/2"]
    assert read(text).value.plain().replace(" ", "") == "OneTwoAfter."
    assert {each.subject[0] for each in read(text).diagnostics} <= {"look"}


def test_a_tag_that_does_not_ask_holds_html() -> None:
    text = "<div>\n[One](https://example.org/1)\n</div>\n"
    assert not [part for part in read(text).value.walk() if part.kind == "link"]


def test_a_link_round_whole_blocks_is_told_once_and_its_text_stays() -> None:
    text = (
        '<a href="https://example.org/">\n<div class="card" markdown>\n\n### One\n\nText.\n\n</div>\n</a>\n\nAfter.\n'
    )
    assert [each.message for each in read(text).diagnostics if each.subject[:1] != ("look",)] == [
        "a link round whole blocks is left out; the text in it stays"
    ]
    assert read(text).value.plain() == "OneText.After."


def test_a_note_on_one_line_is_a_box() -> None:
    assert boxes("{{< alert >}}Mind **this**.{{< /alert >}}\n\nAfter.\n") == [("", "Mind this.")]
    assert boxes('{{% alert title="Its title" %}}Mind this.{{% /alert %}}\n') == [("Its title", "Mind this.")]


def test_an_image_of_docsy_has_its_words_as_caption() -> None:
    text = '{{< imgproc hall.png Fit "900x600" >}}\nThe hall,\n"full".\n{{< /imgproc >}}\n\nAfter.\n'
    (image,) = [part for part in read(text).value.walk() if part.kind in ("image", "figure") and part.get("src")]
    assert (image.get("src"), image.get("alt")) == ("hall.png", 'The hall, "full".')
    assert told(text) == [] and "imgproc" not in read(text).value.plain()
    assert told('{{< imgproc hall Fit "900x600" >}}\nThe hall.\n{{< /imgproc >}}\n') == ["1 mark-is-written-out"]


@pytest.mark.parametrize("written", ["{width=50%}", "{width=50% .wide}", '{.wide width="50%"}', "{width=3.5cm}"])
def test_a_size_of_pandoc_needs_no_quotation_marks(written: str) -> None:
    outcome = parse(f"![](a.png){written} and words\n", "ko.md")
    (image,) = (part for part in outcome.value.walk() if part.kind == "image")
    assert image.get("width") in ("50%", "3.5cm")
    assert outcome.value.plain().strip() == "and words"


def test_braces_with_other_words_stay_text() -> None:
    outcome = parse("![](a.png){see=this page%}\n", "ko.md")
    assert "{see=this page%}" in outcome.value.plain()


@pytest.mark.parametrize(
    ("text", "kind", "attribute", "value"),
    [
        ("### Using Git\n{: #git}\n\nText.\n", "heading", "id", "git"),
        ("### Using Git {: #git }\n", "heading", "id", "git"),
        ("Words.\n{: .summary #top}\n", "paragraph", "id", "top"),
        ("```\ncode\n```\n{: #listing}\n", "code", "id", "listing"),
        ("> said\n\n| a |\n|---|\n| b |\n{: #table}\n", "table", "id", "table"),
        ("Text.\n\n{: .wide}\nNext.\n", "paragraph", "class", "wide"),
        ("[here](https://example.org){: .button}\n", "link", "class", "button"),
        ("1. one\n   {: #first}\n2. two\n", "item", "id", "first"),
    ],
)
def test_braces_with_a_colon_belong_to_what_stands_before_them(
    text: str, kind: str, attribute: str, value: str
) -> None:
    assert [it.get(attribute) for it in read(text).value.walk() if it.kind == kind and it.get(attribute)] == [value]
    assert "{" not in read(text).value.plain() and told(text) == []


@pytest.mark.parametrize("text", ["Text {: no} end.\n", "{:toc is not closed\n", "{{: x}}\n"])
def test_other_braces_with_a_colon_stay_text(text: str) -> None:
    assert read(text).value.plain() == text.strip()


def test_a_term_with_its_definitions_is_a_list_of_terms() -> None:
    text = "[Ruby-Talk](https://example.org)\n: General *topics*.\n\nTerm\n:   One.\n\n:   Two.\n\n    More.\n\nEnd.\n"
    outcome = read(text)
    (listed, after) = outcome.value.children
    shown = [(it.get("tag"), " ".join(part.plain() for part in it.children)) for it in listed.children]
    assert (listed.get("tag"), after.plain(), told(text)) == ("dl", "End.", [])
    assert shown == [
        ("dt", "Ruby-Talk"),
        ("dd", "General topics."),
        ("dt", "Term"),
        ("dd", "One."),
        ("dd", "Two. More."),
    ]
    assert listed.children[1].span is not None and listed.children[1].span.line == 2


def test_an_address_that_another_program_fills_in_is_an_address() -> None:
    text = "See [a][a], [b][b] and [c][c].\n\n[a]: {{ site.license.url }}\n[b]: {% link b.md %}#c\n[c]: https://c.org\n"
    links = [(it.plain(), it.get("href")) for it in read(text).value.walk() if it.kind == "link"]
    assert links == [("a", "{{ site.license.url }}"), ("b", "{% link b.md %}#c"), ("c", "https://c.org")]
    assert read(text).value.plain() == "See a, b and c."
    assert "{{ x }} y" in read("[a]: {{ x }} y\n").value.plain()


def test_an_element_of_another_program_is_reported_once_in_a_text() -> None:
    text = '<Preview text="a"></Preview>\n\n<Preview text="b"></Preview>\n\nSee <Badge/> and <Badge/>.\n'
    assert told(text) == ["1 html-is-allowed", "5 html-is-allowed"]
    assert read(text).value.plain().count("Preview") == 4
