"""A release lets nothing out that is unsigned, or signed for another text; other builds ask for no signature."""

from __future__ import annotations

import errno
import os
from collections import Counter
from collections.abc import Mapping, Sequence

import pytest
from support.fake_fonts import fonts_uncut
from support.project import SMALL, Built, Project, words_of

from briefgen.building.build import BuildOptions, build
from briefgen.building.project import ProjectSources, read_all
from briefgen.building.signing import release_problems, signing_of
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Report, Severity
from briefgen.model.core.levels import Level, judge_of
from briefgen.model.records.marks import Signature
from briefgen.model.values.quantities import Day
from briefgen.model.written.site import Site
from briefgen.reading.files.theme import read_theme
from briefgen.reading.load import load
from briefgen.reading.starter.starter import STARTERS, words_of_the_start
from briefgen.reading.world import MemoryWorld
from briefgen.rendering.fonts.faces import Fonts
from briefgen.resolving.documents.resolve import resolve
from briefgen.resolving.edition.edition import Edition
from briefgen.resolving.embargo.embargo import shown_at
from briefgen.running.pool.inline import Inline
from briefgen.writing.content.records import signoffs_file, with_signature

STARTER = "starter-is-replaced"
SITE, DATA = "content/site.yaml", "content/briefs/first/brief.yaml"
EN, FACTS = "content/briefs/first/en.md", "content/facts/counts.yaml"
FIRST, PACK = "content/briefs/first/signoffs.yaml", "content/packs/all.signoffs.yaml"


class CountedWorld(MemoryWorld):
    """A world that counts how often each file is read."""

    def __init__(self, files: Mapping[str, str | bytes]) -> None:
        super().__init__(files)
        self.reads = Counter[str]()

    def read(self, path: str) -> bytes:
        self.reads[path] += 1
        return super().read(path)


def asking(rules: str = "{required: [facts]}") -> Project:
    project = Project()
    return project.with_file(SITE, project.text(SITE) + f"signoff: {rules}\n")


def signed(project: Project, name: str, role: str, langs: Sequence[str] = ("ko", "en")) -> Project:
    """The same project, everything in it signed as ``briefgen signoff sign`` does it."""
    world = project.world()
    site = shown_at(load(world).value, world.now(), preview=True).value
    sources = ProjectSources(site, read_theme(world), Fonts((), {}), images_of(world))
    for document in signing_of(sources).value.documents:
        texts = {lang: document.texts[lang] for lang in langs}
        new = Signature(
            name=name, role=role, date=Day(2001, 4, 11), signed={lang: it.digest for lang, it in texts.items()}
        )
        before = document.written.value if document.written else None
        after = with_signature(before, new, {it.digest: it.parts for it in texts.values()})
        old = project.text(document.path) if document.path in project.files else ""
        project = project.with_file(document.path, signoffs_file(old, new, after))
    return project


def released(project: Project) -> tuple[Diagnostic, ...]:
    """What a release finds in the sources; nothing is drawn or laid out."""
    sources = read_all(project.world(), None)
    editions = resolve(sources.value.site, sources.value.styles)
    problems = release_problems(sources.value, editions.value)
    report = Report(judge_of(Level.PUBLICATION, {}, release=True))
    report.add((*sources.diagnostics, *editions.diagnostics, *problems))
    return report.sorted()


def everything(project: Project) -> Built:
    with fonts_uncut():
        outcome = build(project.world(), BuildOptions(pdfs=False, release=True), executor=Inline(), store=project.store)
    return Built(outcome.value, outcome.diagnostics)


def images_of(world: MemoryWorld) -> dict[str, bytes]:
    return {path: world.read(path) for path in world.files("content") if path.endswith(".png")}


def errors(found: tuple[Diagnostic, ...]) -> list[Diagnostic]:
    return [it for it in found if it.severity is Severity.ERROR]


def test_a_site_that_names_no_signers_is_not_released() -> None:
    (found,) = released(Project())
    assert found.code == "signers-are-named"
    assert found.span is not None and found.span.path == SITE


def test_what_nobody_has_signed_is_refused() -> None:
    found = errors(released(asking()))
    assert {it.code for it in found} == {"text-is-signed"}
    second, pack = "content/briefs/second/brief.yaml", "content/packs/all.yaml"
    assert {it.span.path for it in found if it.span} == {DATA, second, pack}
    assert "first --as NAME --role facts" in found[0].hint


def test_what_everybody_has_signed_is_released_and_names_nobody() -> None:
    built = everything(signed(asking(), "Sentinel Kim", "facts"))
    assert built.problems == []
    assert len(built.tree) > 10
    assert not any(b"Sentinel" in built.tree[path] for path in built.tree)


def test_a_build_that_is_no_release_asks_for_no_signature() -> None:
    assert asking().build().problems == []


def test_one_language_is_not_all() -> None:
    found = released(signed(asking(), "Kim", "facts", ["ko"]))
    assert len(found) == 3
    assert all(it.message.endswith("as facts in en") for it in found)


def test_what_was_signed_for_an_older_text_is_refused() -> None:
    project = signed(asking(), "Kim", "facts").with_change(EN, "We took every", "We took nearly every")
    (found,) = released(project)
    assert found.code == "signature-is-current"
    assert found.span is not None
    assert found.span.path == FIRST
    assert "en:" in project.text(FIRST).splitlines()[found.span.line - 1]
    assert "Kim" in found.message and "in en: text/background changed since" in found.message
    assert [span.path for span, _ in found.related] == [EN]
    assert "--lang en" in found.hint


def test_a_change_in_the_ledger_makes_every_signature_old_that_leans_on_it() -> None:
    project = signed(asking(), "Kim", "facts").with_change(FACTS, "398.5 billion", "398.6 billion")
    found = released(project)
    assert {it.span.path for it in found if it.span} == {FIRST, PACK}
    assert {it.code for it in found} == {"signature-is-current"}
    assert released(signed(project, "Kim", "facts")) == ()


def test_every_role_has_to_sign_and_so_many_people() -> None:
    rules = asking("{required: [facts, editor], people: 2}")
    one = signed(rules, "Kim", "facts")
    assert {it.message.split(" as ")[1] for it in released(one)} == {"editor in ko and en"}
    alone = released(signed(one, "Kim", "editor"))
    assert all("only 1 person has signed" in it.message for it in alone)
    assert len(alone) == 3
    assert released(signed(one, "Lee", "editor")) == ()


def test_a_draft_in_a_pack_stops_a_release() -> None:
    project = signed(asking(), "Kim", "facts").with_change(
        "content/briefs/second/brief.yaml", "number: S-02", "number: S-02\nstatus: draft"
    )
    assert ("brief-is-published", "content/packs/all.yaml") in {
        (it.code, it.span.path) for it in errors(released(project)) if it.span
    }


def test_what_is_not_shown_yet_may_wait_for_its_signatures() -> None:
    held = asking().with_change(DATA, "number: S-01", "number: S-01\nembargo_until: 2050-01-01T00:00+09:00")
    unsigned = [it.message for it in released(held) if it.code == "text-is-signed"]
    assert len(unsigned) == 2
    assert not any("“first”" in it for it in unsigned)


def test_a_text_is_signed_with_all_that_it_leans_on_also_where_that_waits() -> None:
    shown = signed(asking(), "Kim", "facts")
    held = shown.with_change(DATA, "number: S-01", "number: S-01\nembargo_until: 2050-01-01T00:00+09:00")
    assert "S-01" not in words_of(held.build().page("en/briefs/second.html"))
    assert "signature-is-current" not in {it.code for it in released(held)}
    other = held.with_change(DATA, "number: S-01", "number: S-09")
    old = [it.span.path for it in released(other) if it.code == "signature-is-current" and it.span]
    assert old == ["content/briefs/second/signoffs.yaml"]


@pytest.mark.parametrize("status", ["published", "draft"])
def test_a_release_reads_the_project_once_and_settles_again_only_for_what_is_held(status: str) -> None:
    project = asking().with_change(DATA, "number: S-01", f"number: S-01\nstatus: {status}")
    world, settled = CountedWorld(project.files), []

    def counted(site: Site, styles: Mapping[str, str], *_: object) -> Outcome[dict[str, Edition]]:
        settled.append(sorted(site.briefs))
        return resolve(site, styles)

    with pytest.MonkeyPatch.context() as patch, fonts_uncut():
        patch.setattr("briefgen.building.build.resolve", counted)
        patch.setattr("briefgen.building.signing.resolve", counted)
        patch.setattr("briefgen.building.build.words_of_the_start", lambda _: ())
        build(world, BuildOptions(pdfs=False, release=True), executor=Inline(), store=project.store)
    assert (world.reads[FACTS], world.reads["content/sources.yaml"]) == (1, 1)
    assert settled == ([["first", "second"]] if status == "published" else [["second"], ["first", "second"]])


def test_what_a_starter_says_is_told_before_it_is_released_but_not_of_a_draft() -> None:
    starter = (STARTERS / "brief" / "en.md").read_text("utf-8")
    title = next(line for line in starter.splitlines() if line.startswith("title:")).replace("START-ID", "first")
    untouched = Project().with_change(EN, "title: The first brief", title)
    assert [str(it.span) for it in everything(untouched).diagnostics if it.code == STARTER] == [f"{EN}:2:1"]
    assert [it for it in untouched.build().diagnostics if it.code == STARTER] == []
    draft = untouched.with_change(DATA, "number: S-01", "number: S-01\nstatus: draft")
    assert [it for it in everything(draft).diagnostics if it.code == STARTER] == []


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_what_a_starter_says_of_accessibility_is_told_unless_its_author_has_said_more(lang: str) -> None:
    path = f"content/pages/accessibility/{lang}.md"
    starter = (STARTERS / "site" / path).read_text("utf-8").rstrip()
    (found,) = words_of_the_start(Project().with_file(path, starter).world())
    assert found.span is not None and found.span.line == len(starter.splitlines())
    ours = starter.rpartition("\n")[0] + "\nTested by ear and by keyboard.\n"
    assert list(words_of_the_start(Project().with_file(path, ours).world())) == []


@pytest.mark.parametrize("name", ["brief.yaml", "en.md"])
def test_of_a_file_that_cannot_be_read_no_words_of_the_starter_are_told(name: str) -> None:
    class Closed(MemoryWorld):
        def read(self, path: str) -> bytes:
            if path.endswith(name):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
            return super().read(path)

    assert list(words_of_the_start(Closed(SMALL))) == []
