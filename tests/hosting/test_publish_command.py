"""What the command publishes is what a build would give now, for readers, and signed where the site asks for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from support.command import runner

from briefgen.cli.main import main
from briefgen.cli.project import Project
from briefgen.cli.runs.last_build import LastBuild
from briefgen.model.core.diagnostics import Diagnostic, Span, warning
from briefgen.running.up_to_date import Embargoes

from repositories import OLD, SOMEONE, Place, git  # isort: skip

Run = Callable[..., tuple[int, str]]
BEHIND = warning("translation-is-current", "“A” is older than the original", Span("content/briefs/a/en.md", 3))
LACKING = warning("paragraphs-agree", "this paragraph has no counterpart in en", Span("content/briefs/a/ko.md", 7))


@pytest.fixture
def briefgen(place: Place, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    for name, value in SOMEONE.items():
        monkeypatch.setenv(name, value)

    def run(*arguments: object) -> tuple[int, str]:
        with pytest.raises(SystemExit) as stopped:
            main([*(str(argument) for argument in arguments), "-C", str(place.root)])
        return int(stopped.value.code or 0), capsys.readouterr().out

    return run


BRIEF = {
    "brief.yaml": "number: A-1\npublished: 2001-04-11\n",
    "en.md": "---\ntitle: A\nsummary: A.\n---\n\nSee [that page](page:nowhere).\n",
}


def with_brief(place: Place) -> None:
    folder = place.root / "content" / "briefs" / "a"
    folder.mkdir(parents=True)
    for name, text in BRIEF.items():
        (folder / name).write_text(text, encoding="utf-8")
    git(place.root, "add", ".")


def built(place: Place, told: tuple[Diagnostic, ...] = (), **setting: bool) -> None:
    """As ``briefgen build`` leaves it."""
    place.build(OLD)
    last = LastBuild.of(Project(place.root), place.site, None, **setting)
    last.remember(told, Embargoes())


def test_the_site_is_published_and_a_program_is_told_how(place: Place, briefgen: Run) -> None:
    built(place)
    assert briefgen("publish", "--dry-run")[0] == 0 and git(place.pages, "branch") == ""
    code, out = briefgen("publish")
    assert code == 0 and out.startswith("published on the branch gh-pages of origin, commit ")
    assert "5 added, 0 changed, 0 removed; 5 files" in out and "Settings → Pages" in out
    code, out = briefgen("publish", "--format", "json")
    result = json.loads(out)["result"]
    assert (code, result["published"], result["branch"], result["added"]) == (0, False, "gh-pages", [])
    assert briefgen("publish")[1] == "nothing to publish: the branch gh-pages of origin is up to date\n"


def test_a_rehearsal_names_every_file(place: Place, briefgen: Run) -> None:
    built(place)
    out = briefgen("publish", "--dry-run")[1].splitlines()
    assert [line for line in out if line.startswith("+ ")] == [f"+ {path}" for path in sorted([*OLD, _manifest()])]
    assert out[-1].startswith("would be published on the branch gh-pages of origin: 5 added")


def test_a_rehearsal_tells_problems_after_many_files_and_these_by_folder(place: Place, briefgen: Run) -> None:
    place.build({**OLD, **{f"assets/{number}.css": b"" for number in range(60)}})
    last = LastBuild.of(Project(place.root), place.site, None)
    last.remember((), Embargoes())
    out = briefgen("publish", "--dry-run")[1].splitlines()
    assert "+ assets/ (60 files)" in out and not any(line.startswith("+ assets/1") for line in out)


def _manifest() -> str:
    from briefgen.model.output.site_manifest import MANIFEST

    return MANIFEST


def changed(place: Place) -> None:
    built(place)
    place.set("tagline: changed\n")


def never_built(place: Place) -> None:
    place.build(OLD)


def a_draft(place: Place) -> None:
    built(place, preview=True)


def without_pdfs(place: Place) -> None:
    built(place, web_only=True)


def built_elsewhere(place: Place) -> None:
    built(place)
    place.site.rename(place.root / "public")
    place.build(OLD)
    LastBuild.of(Project(place.root), place.root / "public", None).remember((), Embargoes())


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (changed, "is older than its sources: content/site.yaml has changed"),
        (never_built, "it is not recorded when"),
        (a_draft, "shows drafts and briefs under embargo"),
        (without_pdfs, "was built without PDFs (--no-pdfs)"),
        (built_elsewhere, "the last build did not write to"),
    ],
)
def test_a_folder_that_is_not_the_current_site_is_refused(
    place: Place, briefgen: Run, prepare: Callable[[Place], None], words: str
) -> None:
    prepare(place)
    code, out = briefgen("publish")
    assert code == 1 and "error[site-is-current]" in out and words in out and "briefgen build" in out
    assert prepare is changed or "older than" not in out
    assert out.endswith("nothing was published; the branch is unchanged\n")
    assert git(place.pages, "branch") == ""


def test_what_a_release_refuses_is_not_published(place: Place, briefgen: Run) -> None:
    built(place, (replace(BEHIND, stops_publication=True), replace(LACKING, stops_publication=True)))
    code, out = briefgen("publish")
    assert code == 1 and "error[translation-is-current]" in out and "error[paragraphs-agree]" in out
    with_brief(place)
    place.set("signoff: {required: [facts]}\n")
    built(place)
    code, out = briefgen("publish")
    assert code == 1 and "error[text-is-signed] nobody has signed the brief “a” as facts" in out
    built(place, release=True)
    assert briefgen("publish")[0] == 0, "such a build has asked for the signatures itself"


@pytest.mark.usefixtures("briefgen")
def test_what_readers_would_see_broken_is_built_but_published_only_if_the_site_says_so(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    run, where = runner(capsys), "content/briefs/a/en.md:6:6: "
    with_brief(place)
    place.set("pdfs: never\n")
    for command in ("check", "build", "build"):
        ran = run(command, "-C", place.root)
        assert ran.code == 0 and f"{where}warning[link-resolves]" in ran.out, "nobody is kept from writing"
        assert ran.err.splitlines()[-1] == "1 problem would stop publication: link-resolves"
    for command in ("verify", "publish"):
        ran = run(command, "-C", place.root)
        assert ran.code == 1 and f"{where}error[link-resolves] there is no page “nowhere”" in ran.out
    git(place.root, "add", "--force", ".briefgen")
    assert "error[state-is-own]" in run("verify", "-C", place.root).out, "nothing says what the build reported"
    git(place.root, "rm", "-r", "--cached", "--quiet", ".briefgen")
    ran = run("build", "--release", "-C", place.root)
    assert ran.code == 1 and f"{where}error[link-resolves]" in ran.out
    place.set("pdfs: never\nrules: {link-resolves: warning}\n")
    assert run("publish", "-C", place.root).code == 1, "it was built before the site said so"
    assert git(place.pages, "branch") == ""
    ran = run("build", "-C", place.root)
    assert ran.code == 0 and f"{where}warning[link-resolves]" in ran.out and "would stop" not in ran.err
    ran = run("verify", "-C", place.root)
    assert ran.code == 0 and "only the web is compared" in ran.out, "a site may do without PDFs"
    assert run("publish", "-C", place.root).code == 0
    assert "en/briefs/a.html" in place.paths()
