"""What packages add: their functions are given values, and nothing that they do stops the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest
from support.project import SMALL, Project

from briefgen.model.core.diagnostics import Diagnostic, Severity, Span
from briefgen.model.core.document import Node
from briefgen.model.core.limits import BLOCKS, TEXT, Limits, OwnLimit
from briefgen.model.extension import (
    BriefText,
    DirectiveCall,
    DirectiveText,
    Extension,
    FormatFiles,
    Installed,
    Problem,
)
from briefgen.reading.bounded import allowing
from briefgen.reading.markdown import parse
from briefgen.reading.markdown.extensions.package_directives import PackageDirectives

_EACH = count()
FIRST = "content/briefs/first/en.md"
FOLDER = "en/briefs/first"


def used(**given: Any) -> Installed:
    """An extension ``x`` with these functions; no two have the same digest."""
    return Installed("x", "briefgen-x 1.0", Extension(**given), str(next(_EACH)))


def gives(markdown: str, *problems: Problem) -> Callable[[DirectiveCall], DirectiveText]:
    return lambda call: DirectiveText(markdown.format(**{"body": call.body, "argument": call.argument}), problems)


def read(text: str, **directives: Callable[[DirectiveCall], Any]) -> tuple[Node, tuple[Diagnostic, ...]]:
    outcome = parse(text, "en.md", 5, PackageDirectives((used(directives=directives, codes={"c": "A claim."}),), "en"))
    return outcome.value, outcome.diagnostics


def told(found: tuple[Diagnostic, ...]) -> list[str]:
    return [f"{it.span} {it.code}" for it in found]


def project(body: str = ":::{x/d} said\nbody\n:::\n", settings: str = "", **given: Any) -> Project:
    small = Project().with_file("content/site.yaml", f"{SMALL['content/site.yaml']}extensions: [x]\n{settings}")
    for lang in ("en", "ko"):
        path = FIRST.replace("en.md", f"{lang}.md")
        small = small.with_file(path, f"{small.text(path)}\n{body}")
    return Project(small.files, small.store, (used(**given),))


def with_rules(project: Project, rules: str) -> Project:
    """A project with these rules in place of those of the small one."""
    return project.with_change("content/site.yaml", 'rules: {recommendation-can-be-decided: "off"}', rules)


def test_a_directive_is_given_what_its_author_wrote() -> None:
    seen: list[DirectiveCall] = []

    def directive(call: DirectiveCall) -> DirectiveText:
        seen.append(call)
        return DirectiveText("")

    read("- a\n\n  :::{x/d} one {two}\n  :key: word\n  :flag:\n\n  *body*\n\n    code\n  :::\n", d=directive)
    assert seen == [DirectiveCall("one {two}", {"key": "word", "flag": ""}, "\n*body*\n\n  code", "en")]


def test_what_it_gives_is_read_as_if_the_author_had_written_it_and_stands_at_its_place() -> None:
    text = "Before.[^n]\n\n:::{x/d}\n[a][b] and {fact}`f`[^n]\n:::\n\nAfter.\n\n[^n]: A note.\n\n[b]: https://example.org/\n"
    body, found = read(text, d=gives("## Head\n\n{body}\n\n- one\n- two\n"))
    assert [it.kind for it in body.children] == ["paragraph", "heading", "paragraph", "list", "paragraph"]
    made = [part for block in body.children[1:4] for part in block.walk() if part.kind != "note"]
    assert {str(part.span) for part in made if part.kind in ("fact", "link", "heading", "item")} == {"en.md:7:1"}
    assert found == ()


def test_raw_html_in_it_passes_the_same_allow_list() -> None:
    given = "<script>alert(1)</script>\n\n<b onclick=x>words</b> [a](javascript:b)\n"
    body, found = read(":::{x/d}\n:::\n", d=gives(given))
    assert "alert" not in body.plain()
    assert "onclick" not in str(body)
    assert set(told(found)) == {"en.md:5:1 html-is-allowed", "en.md:5:1 address-is-safe"}


def test_a_directive_that_gives_itself_is_unknown_there() -> None:
    _, found = read(":::{x/d}\n:::\n", d=gives(":::{{x/e}}\n:::\n"), e=gives(":::{{x/d}}\n:::\n"))
    assert told(found) == ["en.md:5:1 directive-is-known"]


def test_a_directive_in_the_lines_of_another_is_read_too() -> None:
    body, found = read("::::{x/d}\n:::{x/e}\n:::\n::::\n", d=gives("{body}"), e=gives("inner"))
    assert body.plain() == "inner"
    assert found == ()


def test_its_problems_have_their_codes_and_stand_at_the_directive() -> None:
    problem = Problem("c", "it is wrong", "write it right", Severity.ERROR)
    _, (found,) = read("a\n\n:::{x/d}\n:::\n", d=gives("b", problem))
    assert found == Diagnostic("x/c", "it is wrong", found.span, Severity.ERROR, "write it right")
    assert str(found.span) == "en.md:7:1"


def fails(_: DirectiveCall) -> DirectiveText:
    raise ZeroDivisionError("division by zero")


def leaves(_: DirectiveCall) -> DirectiveText:
    raise SystemExit(3)


def runs_away(_: DirectiveCall) -> DirectiveText:
    while True:
        pass


WRONG: dict[str, tuple[Callable[[DirectiveCall], Any], str]] = {
    "raises": (fails, "ZeroDivisionError at line"),
    "ends the program": (leaves, "SystemExit"),
    "gives nothing": (lambda _: None, "it gave NoneType instead of DirectiveText"),
    "gives bytes": (lambda _: DirectiveText(b"a"), "it gave bytes instead of str"),  # type: ignore[arg-type]
    "gives a word as a problem": (lambda _: DirectiveText("a", ("b",)), "it gave str instead of Problem"),  # type: ignore[arg-type]
    "has no such code": (gives("a", Problem("d", "e")), "the code “d”, which its extension does not declare"),
    "gives too much": (gives("a" * (TEXT + 1)), "it gave 400,001 characters; the maximum is 400,000"),
    "takes too long": (runs_away, "it took more than 0.5 seconds"),
}


@pytest.mark.parametrize("how", WRONG)
def test_one_that_fails_is_named_at_its_place_and_its_lines_are_kept(how: str) -> None:
    directive, said = WRONG[how]
    with allowing(Limits(text=OwnLimit(seconds=1))):
        body, (found,) = read("Before.\n\n:::{x/d}\nThe *lines*.\n:::\n\nAfter.\n", d=directive)
    assert [it.plain() for it in body.children] == ["Before.", "The lines.", "After."]
    assert found.code in ("extension-works", "work-fits-limits")
    assert (str(found.span), found.severity) == ("en.md:7:1", Severity.ERROR)
    assert "the directive “x/d” of briefgen-x 1.0" in found.message
    assert said in found.message


def test_limits_of_a_text_hold_for_what_it_gives_at_the_line_of_the_directive() -> None:
    _, found = read("Before.\n\n:::{x/d}\n:::\n\nAfter.\n", d=gives("- a\n" * (BLOCKS + 1)))
    assert told(found) == ["en.md:7:1 text-fits-limit"]


def test_the_labels_of_links_that_it_gives_stand_at_its_line() -> None:
    given = "[a]: https://example.org/a\n[b]: https://example.org/b\n[b]: https://example.org/c\n\n[b]"
    _, found = read("Before.\n\n:::{x/d}\n:::\n", d=gives(given))
    assert told(found) == ["en.md:7:1 link-label-is-unique", "en.md:7:1 link-label-is-used"]


def test_one_that_is_never_closed_is_told() -> None:
    _, found = read("Before.\n\n:::{x/d}\nAfter.\n", d=gives("{body}"))
    assert told(found) == ["en.md:7:1 directive-closes"]


def test_web_and_twin_have_what_a_directive_gives() -> None:
    built = project(directives={"d": gives("Given: {argument}, **{body}**.")}).build()
    for path in (f"{FOLDER}.html", f"{FOLDER}.txt"):
        assert "Given: said, body." in " ".join(built.words(path).split())
    assert "Given: said, **body**." in built.page(f"{FOLDER}.md")
    assert built.errors == ()


def test_that_it_runs_is_told_where_the_site_names_it() -> None:
    found = project("").build().found("extension-is-named")
    assert (found.severity, found.span and found.span.path) == (Severity.NOTE, "content/site.yaml")
    assert "“x” is code of briefgen-x 1.0" in found.message


def test_one_that_the_site_does_not_name_is_not_used() -> None:
    small = project()
    quiet = Project({**small.files, "content/site.yaml": SMALL["content/site.yaml"]}, small.store, small.extensions)
    built = quiet.build()
    assert "extension-is-named" not in {it.code for it in built.diagnostics}
    assert [it.code for it in built.errors] == ["directive-is-known"] * 2


def test_one_that_is_not_installed_is_an_error_where_it_is_named() -> None:
    small = project("")
    found = Project(small.files, small.store).build().found("extension-is-installed")
    assert found.severity is Severity.ERROR
    assert found.span and small.text("content/site.yaml").splitlines()[found.span.line - 1] == "extensions: [x]"


def test_a_check_sees_what_readers_have_and_reports_at_a_part() -> None:
    seen: list[BriefText] = []

    def check(brief: BriefText) -> Iterator[Problem]:
        seen.append(brief)
        for part in brief.body.walk():
            if part.kind == "heading" and part.plain() == "Proposals":
                yield Problem("c", "it is wrong", at=part)

    built = project("", checks={"k": check}, codes={"c": "A claim."}).build()
    found = built.found("x/c")
    assert (found.severity, str(found.span)) == (Severity.WARNING, f"{FIRST}:27:1")
    assert {f"{it.slug} {it.lang}" for it in seen} == {"first ko", "first en", "second ko", "second en"}
    (first,) = (it for it in seen if (it.slug, it.lang) == ("first", "en"))
    assert "The budget is 398.5 billion yuan" in first.body.plain()
    assert first.address == "https://example.org/sample/en/briefs/first.html"
    assert [it.plain() for it in first.notes] == ["Counted by hand."]


@pytest.mark.parametrize(
    ("setting", "severity"), [("off", None), ("error", Severity.ERROR), ("warning", Severity.WARNING)]
)
def test_rules_of_the_site_hold_for_its_codes(setting: str, severity: Severity | None) -> None:
    def check(brief: BriefText) -> Iterator[Problem]:
        if brief.slug == "first" and brief.lang == "en":
            yield Problem("c", "it is wrong")

    rules = f'rules: {{x/c: "{setting}"}}'
    built = with_rules(project("", checks={"k": check}, codes={"c": "A claim."}), rules).build()
    assert [it.severity for it in built.diagnostics if it.code == "x/c"] == ([severity] if severity else [])


def test_a_code_that_no_extension_has_is_told_in_the_rules() -> None:
    rules = "rules: {x/d: warning, y/c: warning}"
    built = with_rules(project("", codes={"c": "A claim."}), rules).build()
    assert [it.message for it in built.errors] == [
        "“x/d” is not a code of an extension that the site uses",
        "“y/c” is not a code of an extension that the site uses",
    ]


def test_a_check_that_fails_is_named_and_the_others_go_on() -> None:
    def fails(_: BriefText) -> Iterator[Problem]:
        yield Problem("c", "one")
        raise KeyError("two")

    good = lambda brief: [Problem("c", "it is wrong")] if brief.slug == "first" else []  # noqa: E731
    built = project("", checks={"a": fails, "b": good}, codes={"c": "A claim."}).build()
    broken = [it for it in built.diagnostics if it.code == "extension-works"]
    assert len(broken) == 4
    assert "the check “x/a” of briefgen-x 1.0 failed: KeyError at line" in broken[0].message
    assert [it.message for it in built.diagnostics if it.code == "x/c"] == ["it is wrong"] * 2


def test_a_format_gives_files_in_the_folder_of_the_brief() -> None:
    def form(brief: BriefText, markdown: str) -> FormatFiles:
        return FormatFiles({"a.txt": brief.title.encode(), "more/b.md": markdown.encode()})

    built = project("", formats={"f": form}).build()
    assert built.errors == ()
    assert built.tree[f"{FOLDER}/a.txt"].decode() == "The first brief"
    assert built.tree[f"{FOLDER}/more/b.md"] == built.tree[f"{FOLDER}.md"]


def test_a_format_gets_nothing_that_readers_may_not_see() -> None:
    seen: set[str] = set()

    def form(brief: BriefText, _: str) -> FormatFiles:
        seen.add(brief.slug)
        return FormatFiles({"a.txt": b"a"})

    data = "content/briefs/second/brief.yaml"
    small = project("", formats={"f": form})
    for more in (
        "status: draft\n",
        "embargo_until: 2999-01-01T00:00:00+09:00\n",
        "status: withdrawn\nreason: Wrong.\n",
    ):
        files = {**small.files, data: f"{small.text(data)}{more}"}
        built = Project(files, small.store, (used(formats={"f": form}),)).build()
        assert f"{FOLDER}/a.txt" in built.tree
        assert not any("second/a.txt" in path for path in built.tree)
    assert seen == {"first"}


@pytest.mark.parametrize(
    "name", ["", "/etc/a", "../a", "a/../b", "a\\b", ".a", "a/.b", "con", "a:b", "a//b", "\0", "한" * 90]
)
def test_a_file_that_would_stand_elsewhere_is_refused(name: str) -> None:
    built = project("", formats={"f": lambda *_: FormatFiles({name: b"a"})}).build()
    assert {it.code for it in built.errors} == {"extension-works"}
    assert "the format “x/f” of briefgen-x 1.0 failed: ValueError" in built.errors[0].message
    assert not any(content == b"a" for content in built.tree.files.values())


def test_two_files_of_one_name_are_told_with_both_makers() -> None:
    form = lambda *_: FormatFiles({"a": b"a"})  # noqa: E731
    built = project("", formats={"f": form, "g": form}).build()
    assert "the format “x/g” and the format “x/f” both want the address" in built.errors[0].message


def test_work_is_remembered_until_its_code_changes() -> None:
    made: list[str] = []

    def form(brief: BriefText, _: str) -> FormatFiles:
        made.append(brief.slug)
        return FormatFiles({"a": b"a"})

    first = project("", formats={"f": form})
    first.build()
    first.build()
    assert len(made) == 4
    Project(first.files, first.store, (used(formats={"f": form}),)).build()
    assert len(made) == 8


def test_what_has_failed_is_tried_again() -> None:
    state = ["fails"]

    def form(*_: object) -> FormatFiles:
        if state:
            raise OSError(state[0])
        return FormatFiles({"a": b"a"})

    small = project("", formats={"f": form})
    assert small.build().failed
    state.clear()
    assert not small.build().failed


def test_an_installed_extension_that_the_site_does_not_use_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from briefgen.reading.markdown.extensions import directives

    opening = directives.DirectiveStart("deadlines/list", "", True, 3)
    [unknown] = directives.check(opening, Span("en.md", 1))
    assert "extensions:" not in unknown.hint
    monkeypatch.setattr(directives, "installed_names", lambda: frozenset({"deadlines"}))
    [found] = directives.check(opening, Span("en.md", 1))
    assert found.hint == "to use the installed extension, add to site.yaml: extensions: [deadlines]"
