"""Nothing of a brief under embargo is in any byte of the site before the time, and all of it is from then on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.project import Project, words_of

from briefgen.model.core.diagnostics import Diagnostic, Outcome
from briefgen.model.output.site_manifest import MANIFEST
from briefgen.model.output.tree import Tree
from briefgen.reading.world import MemoryWorld
from briefgen.running.store import FileStore
from briefgen.verifying.verify import verify
from briefgen.writing.site.manifest import manifest_of

from embargoed import (  # isort: skip
    BEFORE,
    END,
    FOLDER,
    OLD,
    TIME,
    WORDS,
    built_at,
    embargoed,
    readable,
    secrets,
    without_it,
)

ELSEWHERE = {"definition", "event", "pack", "risk", "version", "kept PDF"}
"""Words that the page of the brief does not show."""
PAGES = ("ko/briefs/third-quasar", "en/briefs/third-quasar")


@pytest.fixture(scope="module")
def project(shared_folder: Path) -> Project:
    return embargoed(FileStore(shared_folder / "store"))


@pytest.fixture(scope="module")
def before(project: Project) -> Outcome[Tree]:
    return built_at(project, BEFORE, pdfs=True)


@pytest.fixture(scope="module")
def after(project: Project) -> Outcome[Tree]:
    return built_at(project, END, pdfs=True)


def whole(tree: Tree) -> dict[str, str]:
    return {path: readable(path, content) for path, content in tree.files.items()}


def with_brief(project: Project, old: str, new: str) -> Project:
    return project.with_change(f"{FOLDER}/brief.yaml", old, new)


def published(tree: Tree) -> dict[str, bytes]:
    return {**tree.files, MANIFEST: manifest_of(tree)}


# The leak


def test_before_the_time_the_site_is_as_if_nobody_had_written_it(before: Outcome[Tree], project: Project) -> None:
    """Byte for byte: no number skipped, no list longer, no picture more."""
    plain = built_at(without_it(project), BEFORE, pdfs=True)
    assert plain.diagnostics == before.diagnostics == ()
    assert any(path.endswith(".pdf") for path in before.value) and any(path.endswith(".woff2") for path in before.value)
    assert list(before.value) == list(plain.value)
    assert [path for path in plain.value if plain.value[path] != before.value[path]] == []


def test_from_the_moment_on_everything_is_there(after: Outcome[Tree]) -> None:
    assert {it.code for it in after.diagnostics} <= {"page-is-filled"}
    texts = whole(after.value)
    words = [word for word in secrets() if word not in WORDS["kept PDF"]]
    assert [word for word in words if not any(word in text for text in texts.values())] == []
    for stem, own in zip(PAGES, zip(*(it for it in WORDS.values() if isinstance(it, tuple)), strict=True), strict=True):
        named = dict(zip((name for name, it in WORDS.items() if isinstance(it, tuple)), own, strict=True))
        shown = {name: word for name, word in named.items() if name not in ELSEWHERE}
        assert [name for name, word in shown.items() if word not in texts[f"{stem}.html"]] == []


def test_what_was_handed_out_before_is_there_from_the_moment_on_and_not_earlier(
    before: Outcome[Tree], after: Outcome[Tree]
) -> None:
    """Old PDFs to the byte, what has changed, slips, entries of feeds: under embargo they say as much as the text."""
    texts = whole(after.value)
    for lang, ours in (("ko", 0), ("en", 1)):
        folder = f"{lang}/briefs/third-quasar"
        assert after.value[f"{folder}/1.0.pdf"] == OLD[f"{lang}.pdf"]
        shown = {name: WORDS[name][ours] for name in ("wording", "version", "change")}
        assert [name for name, word in shown.items() if word not in texts[f"{folder}/changes.html"]] == []
        assert shown["wording"] in texts[f"{folder}/erratum-1.0.pdf"]
        assert shown["wording"] in texts[f"{lang}/feed.xml"]
    assert [path for path in before.value if "quasar" in path] == []


def test_a_minute_is_the_same_minute_in_every_time_zone(project: Project) -> None:
    noon_in_utc = datetime(2026, 3, 5, 0, 0, tzinfo=UTC)
    assert f"{PAGES[0]}.html" in built_at(project, noon_in_utc).value


@pytest.mark.parametrize("status", ["draft", "review"])
def test_an_unfinished_brief_stays_out_whatever_the_time(project: Project, status: str) -> None:
    unfinished = with_brief(project, f"embargo_until: {TIME}", f"status: {status}").without("content/packs/mist.yaml")
    made = built_at(unfinished, END)
    assert made.diagnostics == ()
    assert [(word, path) for path, text in whole(made.value).items() for word in secrets() if word in text] == []


# What only it uses


def page(tree: Tree, path: str) -> str:
    return tree[path].decode()


def in_one_language(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The problems, but for those that tell languages apart: these texts are changed in one."""
    return [problem for problem in found if not problem.code.endswith("-agree")]


def test_what_a_published_text_uses_too_stays(project: Project) -> None:
    both = project.with_body("content/pages/about/ko.md", "{fact}`whale`이다.\n")
    made = built_at(both, BEFORE)
    assert in_one_language(made.diagnostics) == []
    assert "은빛고래" in page(made.value, "ko/facts.html")
    assert "갈매기책" in page(made.value, "ko/sources.html"), "its source goes with it"
    assert "달맞이꽃" not in page(made.value, "ko/glossary.html")


def test_an_entry_that_nothing_uses_stays_unless_it_tells_of_what_is_held_back(project: Project) -> None:
    path = "content/facts/counts.yaml"
    idle = project.with_file(
        path,
        project.text(path)
        + "calf:\n  label: {ko: 새끼 수, en: Calves}\n  value: 3 samples\n  source: report-a\n  status: single-source\n"
        + "  compare: {to: whale}\n",
    )
    assert "새끼 수" not in page(built_at(idle, BEFORE).value, "ko/facts.html")
    assert "새끼 수" in page(built_at(idle, END).value, "ko/facts.html")
    assert "한 말" in page(built_at(idle, BEFORE).value, "ko/facts.html"), "the other that nothing uses"


@pytest.mark.parametrize(
    ("path", "entry", "shown"),
    [
        ("content/facts/counts.yaml", "  source: report-b\n  status: unverified\n", "ko/facts.html"),
        ("content/timeline.yaml", "  when: 2001-04-11\n", "ko/index.html"),
    ],
)
def test_an_entry_may_have_an_embargo_of_its_own(project: Project, path: str, entry: str, shown: str) -> None:
    own = project.with_change(path, entry, f"{entry}  embargo_until: {TIME}\n")
    word = "표본은 모두 같다" if "facts" in path else "시작"
    early, late = built_at(own, BEFORE), built_at(own, END)
    assert (early.diagnostics, late.diagnostics) == ((), ())
    assert word not in page(early.value, shown)
    assert word in page(late.value, shown)


def test_a_published_text_that_uses_an_entry_under_embargo_is_an_error_at_its_line(project: Project) -> None:
    path = "content/facts/counts.yaml"
    own = project.with_change(path, "  value: 12 samples\n", f"  value: 12 samples\n  embargo_until: {TIME}\n")
    made = built_at(own, BEFORE)
    places = [str(found.span) for found in made.diagnostics if found.code == "use-is-published"]
    assert "content/briefs/first/ko.md:7:7" in places
    assert {found.code for found in made.diagnostics} == {"use-is-published"}


# What leads to it, and what binds it


@pytest.mark.parametrize("link", ["{ref}`third-quasar`", "{ref}`S-03-QZX`", "[셋째](brief:third-quasar)"])
def test_a_link_to_it_is_an_error_at_its_line_until_the_time(project: Project, link: str) -> None:
    linked = project.with_body("content/pages/about/ko.md", f"{link} 있다.\n")
    (found,) = in_one_language(built_at(linked, BEFORE).diagnostics)
    assert found.code == "brief-is-published"
    assert found.span is not None and (found.span.path, found.span.line) == ("content/pages/about/ko.md", 5)
    assert f"under embargo until {TIME}" in found.message
    assert in_one_language(built_at(linked, END).diagnostics) == []


def test_a_brief_to_read_on_waits_without_a_word(project: Project) -> None:
    related = project.with_change("content/briefs/first/brief.yaml", "related: [second]", "related: [third-quasar]")
    early = built_at(related, BEFORE)
    assert early.diagnostics == ()
    assert "third-quasar" not in page(early.value, "ko/briefs/first.html")
    assert "third-quasar.html" in page(built_at(related, END).value, "ko/briefs/first.html")


def test_a_pack_is_made_without_it_and_says_so(project: Project) -> None:
    """Its key figures and its questions that belong to the brief wait with it."""
    path = "content/packs/all.yaml"
    bound = project.with_change(path, "[first, second]", "[first, third-quasar]").with_change(
        path, "[money-a]", "[whale]"
    )
    asked = "questions:\n  - {text: {ko: 물음표범인가?, en: Is it Questionleopard?}, brief: S-03-QZX}\n"
    bound = bound.with_file(path, bound.text(path) + asked)
    early = built_at(bound, BEFORE)
    assert [(found.code, str(found.span)) for found in early.diagnostics] == [("brief-is-published", f"{path}:4:17")]
    found = [word for text in whole(early.value).values() for word in (*secrets(), "물음표범") if word in text]
    assert found == []
    late = built_at(bound, END)
    assert late.diagnostics == ()
    assert "은빛고래" in page(late.value, "ko/packs/all.html")
    assert "물음표범" in page(late.value, "ko/packs/all.html")


def test_a_pack_of_nothing_else_is_left_out(project: Project) -> None:
    alone = project.with_change("content/packs/all.yaml", "[first, second]", "[third-quasar]")
    made = built_at(alone, BEFORE)
    assert [found.code for found in made.diagnostics] == ["brief-is-published"]
    assert f"embargo_until: {TIME}" in made.diagnostics[0].hint
    assert "ko/packs/all.html" not in made.value


@pytest.mark.parametrize("typed", ["2026-03-05", "2026-03-05T09:00"])
def test_a_time_without_an_offset_is_no_time(project: Project, typed: str) -> None:
    found = [it for it in with_brief(project, TIME, typed).site().diagnostics if it.code == "value-has-type"]
    assert len(found) == 1
    assert "no offset" in found[0].message or "no time" in found[0].message
    assert TIME in f"{found[0].message} {found[0].hint}"


# The preview


def test_a_preview_shows_it_marked(project: Project) -> None:
    made = built_at(project, BEFORE, preview=True, pdfs=True)
    assert {it.code for it in made.diagnostics} <= {"page-is-filled"}
    own = page(made.value, f"{PAGES[1]}.html")
    assert "Embargoed until 5 March 2026 09:00 (UTC+09:00)." in words_of(own).replace("\u2060", "")
    assert 'data-mark="Under embargo"' in own
    assert all(b'content="noindex"' in made.value[path] for path in made.value if path.endswith(".html"))
    paper = readable("a.pdf", made.value[f"{PAGES[0]}.pdf"])
    assert "보도제한:2026.3.5.09:00(UTC+09:00)까지" in "".join(paper.replace("\u2060", "").split())
    assert "보도 제한: 2026" not in readable("a.pdf", made.value["ko/briefs/first.pdf"])


def test_a_preview_with_nothing_to_hide_is_the_site(project: Project) -> None:
    plain = without_it(project)
    assert built_at(plain, BEFORE, preview=True).value == built_at(plain, BEFORE).value


# Superseded and withdrawn


def changed(project: Project, more: str, slug: str = "first") -> Project:
    """A brief that is published with these lines in its data."""
    path = f"content/briefs/{slug}/brief.yaml"
    return without_it(project).with_file(path, project.text(path) + more)


def lists(tree: Tree) -> Mapping[str, str]:
    paths = ("index.html", "briefs/index.html", "topics/counting.html", "packs/all.html", "feed.xml")
    return {path: page(tree, f"{lang}/{path}") for path in paths for lang in ("ko", "en")}


def test_a_superseded_brief_stays_at_its_address_and_leads_to_the_next(project: Project) -> None:
    made = built_at(changed(project, "status: superseded\nsuperseded_by: S-02\n"), END, pdfs=True)
    assert [found.code for found in made.diagnostics] == ["brief-is-published"], "the pack that binds it"
    assert "“second”" in made.diagnostics[0].hint or "“S-02”" in made.diagnostics[0].hint
    for lang, words in (("ko", "더 이상 유효하지 않다"), ("en", "no longer holds")):
        own = page(made.value, f"{lang}/briefs/first.html")
        assert words in own
        assert '<a href="second.html">' in own.partition("standing-superseded")[2].partition("</p>")[0]
        paper = readable("a.pdf", made.value[f"{lang}/briefs/first.pdf"])
        assert words.replace(" ", "") in "".join(paper.split())
    assert [
        path for path, text in lists(made.value).items() if "briefs/first.html" in text or 'first.html"' in text
    ] == []
    assert "briefs/first.html" in page(made.value, "ko/facts.html"), "where its facts are used is still true"


def test_a_withdrawn_brief_says_why_and_shows_nothing_more(project: Project) -> None:
    reason = "withdrawn_because: {ko: 표본을 잘못 세었다., en: The samples were miscounted.}\n"
    made = built_at(changed(project, f"status: withdrawn\n{reason}"), END, pdfs=True)
    own = page(made.value, "en/briefs/first.html")
    assert "The samples were miscounted." in own and "The first brief" in own
    texts = whole(made.value)
    assert "en/briefs/first.pdf" not in texts
    gone = ("Take more samples", "Counted by hand", "Two budgets", "What the first brief says", "표본을 더 모은다")
    assert [(word, path) for word in gone for path, text in texts.items() if word in text] == []
    assert [path for path, text in lists(made.value).items() if 'first.html"' in text] == []


def test_what_no_longer_holds_is_the_same_on_paper(project: Project) -> None:
    """The banner is part of what is compared; a page without a PDF has nothing to be compared with."""
    given = changed(project, "status: superseded\nsuperseded_by: second\n").without("content/packs/all.yaml")
    made = built_at(given, END, pdfs=True)
    assert made.diagnostics == ()
    assert verify(MemoryWorld(published(made.value), theme={}), "site") == ()
    reason = "status: withdrawn\nwithdrawn_because: {ko: 잘못 세었다., en: Miscounted.}\n"
    gone = built_at(changed(project, reason).without("content/packs/all.yaml"), END, pdfs=True)
    assert gone.diagnostics == ()
    assert verify(MemoryWorld(published(gone.value), theme={}), "site") == ()


def test_a_link_into_a_withdrawn_text_leads_to_its_page(project: Project) -> None:
    reason = "status: withdrawn\nwithdrawn_because: {ko: 잘못 세었다., en: Miscounted.}\n"
    given = changed(project, reason).without("content/packs/all.yaml")
    linked = given.with_body("content/pages/about/ko.md", "[배경](brief:first#background)을 보라.\n")
    made = built_at(linked, END)
    assert in_one_language(made.diagnostics) == []
    assert 'href="briefs/first.html"' in page(made.value, "ko/about.html")


def test_who_takes_the_place_of_a_brief_is_not_told_before_the_time(project: Project) -> None:
    """The old brief holds as long as the new one waits, and gives way by itself."""
    path = "content/briefs/first/brief.yaml"
    both = project.with_file(path, project.text(path) + "status: superseded\nsuperseded_by: third-quasar\n")
    early = built_at(both, BEFORE)
    assert early.diagnostics == ()
    assert early.value == built_at(project, BEFORE).value
    assert "standing-superseded" in page(built_at(both, END).value, "ko/briefs/first.html")


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ("status: superseded\n", "status"),
        ("status: withdrawn\n", "status"),
        ("superseded_by: second\n", "superseded_by"),
        ("status: superseded\nsuperseded_by: first\n", "superseded_by"),
    ],
)
def test_a_standing_is_explained(project: Project, lines: str, place: str) -> None:
    made = built_at(changed(project, lines), END)
    (found,) = [it for it in made.diagnostics if it.code == "status-is-explained"]
    path = "content/briefs/first/brief.yaml"
    number = next(
        at for at, line in enumerate(changed(project, lines).text(path).split("\n"), 1) if line.startswith(place)
    )
    assert found.span is not None and (found.span.path, found.span.line) == (path, number)
