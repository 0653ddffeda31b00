"""A branch has the old publication or the new one, whole; nothing of the author's or of anyone else's is touched."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from publish_in_turn import site
from repositories import Place, git

from briefgen import __version__
from briefgen.hosting.branch import PublishTarget, last_commit, next_commit, push
from briefgen.hosting.domain import domain_of, usual_address
from briefgen.hosting.folder import files_of, host_problems
from briefgen.hosting.git import Git, GitError
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Severity
from briefgen.model.output.site_manifest import MANIFEST

from repositories import NEW, NOBODY, OLD  # isort: skip


def codes(outcome: Outcome[object]) -> list[str]:
    return [found.code for found in outcome.diagnostics]


def only(outcome: Outcome[object]) -> Diagnostic:
    (found,) = outcome.diagnostics
    return found


def state(folder: Path) -> dict[str, bytes]:
    """Every file of a repository, those of git included."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_branch_has_the_site_and_its_commit_names_that_of_the_sources(place: Place) -> None:
    done = place.build(OLD).publish().value
    assert done is not None and done.is_first
    assert set(place.published()) == {*OLD, MANIFEST}
    commit = git(place.root, "rev-parse", "HEAD")
    assert git(place.pages, "log", "-1", "--format=%B", "gh-pages").split("\n\n") == [
        f"Publish the site of {commit[:12]}",
        f"Made by briefgen {__version__} from commit {commit}.",
    ]


def test_each_publication_follows_the_last_one_and_one_without_a_change_makes_none(place: Place) -> None:
    place.build(OLD).publish()
    done = place.build(NEW).publish().value
    assert done is not None and not done.is_first
    made = done.publication
    assert (made.added, made.changed, made.removed) == (("en/briefs/food.html",), (MANIFEST, "index.html"), ())
    assert len(place.commits()) == 2 and place.published()["index.html"] == "<p>new"
    again = place.publish()
    assert again.value is not None and not again.value.publication.is_needed
    assert len(place.commits()) == 2


def test_nothing_of_the_checkout_is_touched(place: Place) -> None:
    (place.root / "README.md").write_text("half written")
    git(place.root, "add", "README.md")
    before = state(place.root)
    assert place.build(OLD).publish().value is not None
    after = {path: content for path, content in state(place.root).items() if not path.startswith(("site/", ".site."))}
    new = set(after) - set(before)
    assert all(path.startswith((".git/objects/", ".git/refs/remotes/", ".git/logs/refs/remotes/")) for path in new)
    assert {path: after[path] for path in before} == before
    assert git(place.root, "branch", "--list", "gh-pages") == ""


def test_a_rehearsal_changes_nothing_and_says_what_would_change(place: Place) -> None:
    place.build(OLD).publish()
    place.build(NEW)
    before = state(place.root), state(place.pages)
    done = place.publish(dry_run=True).value
    assert done is not None and done.publication.added == ("en/briefs/food.html",)
    after = state(place.root), state(place.pages)
    assert after[1] == before[1]
    assert all(path.startswith(".git/objects/") for path in set(after[0]) - set(before[0])), "no ref leads to them"
    assert {path: after[0][path] for path in before[0]} == before[0]


def test_what_another_machine_has_published_is_fetched(place: Place, tmp_path: Path) -> None:
    place.build(OLD).publish()
    other = tmp_path / "other"
    git(tmp_path, "clone", "--quiet", str(place.root), str(other))
    there = Place(other, place.pages, place.environment).build(NEW)
    refs = git(other, "for-each-ref")
    assert there.publish(remote="../pages.git").value is not None
    assert len(place.commits()) == 2 and git(other, "for-each-ref") == refs


def test_what_is_checked_out_need_not_be_a_branch(place: Place) -> None:
    git(place.root, "checkout", "--quiet", "--detach")
    assert place.build(OLD).publish().value is not None


def test_sources_that_are_not_committed_are_told_and_the_commit_says_so(place: Place) -> None:
    (place.root / "content" / "more.yaml").write_text("x: y\n")
    assert place.build(OLD).publish(strict=True).value is None
    found = place.publish()
    assert found.value is not None and only(found).code == "source-is-committed"
    assert only(found).message.startswith("content/more.yaml: changed but not committed")
    assert "Some of its sources were not in that commit yet." in git(
        place.pages, "log", "-1", "--format=%B", "gh-pages"
    )


def test_a_branch_that_another_tool_has_made_is_not_replaced_unasked(place: Place) -> None:
    git(place.root, "push", "--quiet", "origin", "HEAD:refs/heads/gh-pages")
    found = place.build(OLD).publish()
    assert found.value is None and only(found).code == "branch-is-ours"
    assert "content/site.yaml" in only(found).message and "--replace" in only(found).hint
    assert place.publish(replace=True).value is not None
    assert place.commits()[1:] == ["Start"], "its history stays"


def test_what_somebody_has_done_on_the_branch_is_not_undone_unasked(place: Place, tmp_path: Path) -> None:
    place.build(OLD).publish()
    copy = tmp_path / "copy"
    git(tmp_path, "clone", "--quiet", "--branch", "gh-pages", str(place.pages), str(copy))
    (copy / "hand.txt").write_text("mine")
    (copy / "index.html").write_text("<p>edited there")
    (copy / "CNAME").write_text("briefs.example.org")
    (copy / "en/briefs/trade.pdf").unlink()
    (copy / "en/briefs/trade.pdf").symlink_to("trade.html")
    git(copy, "add", "--all")
    git(copy, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", "By hand")
    git(copy, "push", "--quiet")
    found = place.build(NEW).publish()
    assert found.value is None and only(found).code == "branch-is-ours"
    assert only(found).message.endswith("did not put there: en/briefs/trade.pdf, hand.txt, index.html")
    assert place.published()["hand.txt"] == "mine"
    done = place.publish(replace=True).value
    assert done is not None and set(done.publication.changed) > {"en/briefs/trade.pdf", "index.html"}
    assert "hand.txt" not in place.published()
    assert codes(place.publish()) == []


def without_git(place: Place) -> Place:
    return place.having(PATH=str(place.root))


def without_repository(place: Place) -> Place:
    shutil.rmtree(place.root / ".git")
    return place


def without_commit(place: Place) -> Place:
    git(place.root, "update-ref", "-d", "HEAD")
    return place


def without_remote(place: Place) -> Place:
    git(place.root, "remote", "remove", "origin")
    return place


def without_name(place: Place) -> Place:
    git(place.root, "config", "user.useConfigOnly", "true")
    nobody = {name: value for name, value in place.environment.items() if not name.startswith("GIT_")}
    return Place(place.root, place.pages, {**nobody, **NOBODY})


@pytest.mark.parametrize(
    ("spoil", "options", "code", "words"),
    [
        (without_git, {}, "repository-is-ready", "git is not installed"),
        (without_repository, {}, "repository-is-ready", "not a git repository"),
        (without_commit, {}, "repository-is-ready", "there is no commit yet"),
        (without_remote, {}, "remote-takes-it", "'origin' does not appear to be a git repository"),
        (without_name, {}, "repository-is-ready", "no email was given"),
        (None, {"remote": "orign"}, "remote-takes-it", "'orign' does not appear to be a git repository"),
        (None, {"branch": "main"}, "repository-is-ready", "main is the branch of the sources"),
        (None, {"branch": "-x y"}, "remote-takes-it", "invalid refspec"),
    ],
)
def test_what_git_lacks_is_told_in_its_words_with_what_to_do(
    place: Place, spoil: object, options: dict[str, str], code: str, words: str
) -> None:
    place = spoil(place.build(OLD)) if callable(spoil) else place.build(OLD)
    found = place.publish(**options)
    assert found.value is None and only(found).code == code
    assert words in only(found).message and only(found).hint
    assert git(place.pages, "branch") == ""


def test_a_remote_that_does_not_answer_is_told(place: Place) -> None:
    found = place.build(OLD).publish(remote=f"file://{place.root}/nowhere.git")
    assert found.value is None and only(found).code == "remote-takes-it"
    assert "nowhere.git" in only(found).message and "git ls-remote" in only(found).hint


def test_a_remote_that_refuses_says_why_in_its_own_words(place: Place) -> None:
    hook = place.pages / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho closed on Sundays >&2\nexit 1\n")
    hook.chmod(0o755)
    found = only(place.build(OLD).publish())
    assert found.code == "remote-takes-it" and "closed on Sundays" in found.message and "is unchanged" in found.hint
    assert git(place.pages, "branch") == ""


def test_a_hook_of_the_author_stops_the_push(place: Place) -> None:
    hook = place.root / ".git" / "hooks" / "pre-push"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    assert only(place.build(OLD).publish()).code == "remote-takes-it"
    assert git(place.pages, "branch") == ""


def test_a_branch_that_has_moved_meanwhile_is_left_alone(place: Place) -> None:
    place.build(OLD).publish()
    own, target = Git(place.root, place.environment), PublishTarget("origin", "gh-pages")
    last = last_commit(own, target)
    place.build(NEW)
    made = next_commit(own, place.site, tuple(files_of(place.site)), "", last)
    place.build({**OLD, "index.html": b"<p>of somebody else"}).publish()
    with pytest.raises(GitError, match="stale info"):
        push(own, target, made.commit, last, dry_run=False)
    assert place.published()["index.html"] == "<p>of somebody else"


def test_a_folder_that_is_not_as_it_was_built_is_refused(place: Place) -> None:
    place.build(OLD)
    (place.site / "index.html").write_bytes(b"<p>by hand")
    (place.site / "notes.txt").write_bytes(b"mine")
    found = only(place.publish())
    assert found.code == "site-is-current" and "index.html, notes.txt" in found.message
    (place.site / MANIFEST).unlink()
    assert f"{MANIFEST} is missing" in only(place.publish()).message
    shutil.rmtree(place.site)
    assert "there is no site" in only(place.publish()).message


def test_an_address_that_was_published_does_not_vanish_in_silence(place: Place) -> None:
    place.build(OLD).publish()
    renamed = {path.replace("trade", "food"): content for path, content in OLD.items()}
    found = only(place.build(renamed).publish())
    assert found.code == "address-stays" and found.severity is Severity.ERROR
    assert found.message.startswith("en/briefs/trade.html, en/briefs/trade.pdf were published")
    assert found.span is not None and found.span.path == "content/briefs/food/brief.yaml"
    assert "was: trade" in found.hint and "redirects: {en/briefs/trade.html: en/briefs/index.html}" in found.hint
    let_go = place.publish(let_go=True)
    assert let_go.value is not None and only(let_go).severity is Severity.WARNING


def test_the_files_that_change_their_names_with_their_content_may_go(place: Place) -> None:
    place.build({**OLD, "assets/web.1.css": b"", "search/1/p.js": b"", "404.html": b""}).publish()
    assert codes(place.build(OLD).publish()) == []


@pytest.mark.parametrize(
    ("more", "has"),
    [
        ("base_url: https://briefs.example.org/\n", "briefs.example.org"),
        ("base_url: https://example.org/briefs/\n", None),
        ("base_url: https://someone.github.io/\n", None),
        ("publish: {domain: briefs.example.org}\nbase_url: https://briefs.example.org/a/\n", "briefs.example.org"),
    ],
)
def test_a_domain_of_its_own_is_written_where_pages_reads_it(place: Place, more: str, has: str | None) -> None:
    from repositories import SETTINGS

    own = SETTINGS.replace("base_url: https://someone.github.io/sample/\n", "")
    (place.root / "content" / "site.yaml").write_text(own + more)
    git(place.root, "commit", "--quiet", "--all", "--message", "Address")
    assert codes(place.build(OLD).publish()) == []
    assert place.published().get("CNAME") == has


def test_a_domain_that_the_settings_of_the_host_have_written_stays(place: Place) -> None:
    place.build({**OLD, "CNAME": b"briefs.example.org\n"}).publish()
    assert place.build(NEW).publish().value is not None
    assert place.published()["CNAME"] == "briefs.example.org"


def test_a_domain_that_is_not_that_of_the_address_is_an_error(place: Place) -> None:
    found = only(place.set("publish: {domain: briefs.example.org}\n").build(OLD).publish())
    assert found.code == "domain-fits-address" and found.span is not None and found.span.line == 6
    assert "base_url in site.yaml to https://briefs.example.org/" in found.hint


def test_where_it_goes_is_said_in_the_settings_and_the_command_line_says_otherwise(place: Place) -> None:
    place.set("publish: {remote: ../pages.git, branch: pages}\n").build(OLD)
    assert place.publish().value is not None and len(place.commits("pages")) == 1
    assert place.publish(branch="other").value is not None and len(place.commits("other")) == 1


def test_a_site_that_does_not_know_its_address_is_told(place: Place) -> None:
    text = (place.root / "content" / "site.yaml").read_text()
    (place.root / "content" / "site.yaml").write_text(text.replace("base_url: https://someone.github.io/sample/\n", ""))
    git(place.root, "commit", "--quiet", "--all", "--message", "No address")
    found = place.build(OLD).publish()
    assert found.value is not None and only(found).code == "address-is-known"


def test_words_of_a_starter_are_told_before_they_go_to_readers(place: Place) -> None:
    head = "---\ntitle: 교역\nsummary: 무엇이 문제이고 무엇을 해야 하는지 한두 문장으로 쓴다.\n---\n"
    ours = f"{head}\n## 배경 {{#background}}\n"
    for path, text in {
        "briefs/trade/ko.md": ours,
        "packs/spring.yaml": "title:\n  en: Title of the pack (spring)\nsummary:\n  en: For the spring visit.\n",
        "pages/about/en.md": "---\ntitle: About this site\n---\n\nWe publish briefs.\n",
    }.items():
        (place.root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (place.root / "content" / path).write_text(text, encoding="utf-8")
    git(place.root, "add", ".")
    git(place.root, "commit", "--quiet", "--message", "Texts")
    outcome = place.build(OLD).publish()
    assert outcome.value is not None
    assert [(found.code, str(found.span)) for found in outcome.diagnostics] == [
        ("starter-is-replaced", "content/briefs/trade/ko.md:3:1"),
        ("starter-is-replaced", "content/packs/spring.yaml:2:1"),
    ]


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("git@github.com:Someone/my-briefs.git", "https://someone.github.io/my-briefs/"),
        ("https://github.com/someone/my-briefs", "https://someone.github.io/my-briefs/"),
        ("ssh://git@github.com/someone/someone.github.io.git", "https://someone.github.io/"),
        ("https://git.example.org/someone/my-briefs.git", ""),
    ],
)
def test_github_serves_a_repository_where_its_name_says(remote: str, address: str) -> None:
    assert usual_address(remote) == address


@pytest.mark.parametrize("address", ["http://127.0.0.1/", "https://localhost/", "https://example.org:8000/", ""])
def test_no_domain_is_made_of_an_address_that_has_none(address: str) -> None:
    assert domain_of(address) == ""


def test_what_github_does_not_take_is_refused() -> None:
    (found,) = host_problems({"ko/briefs/a.pdf": 101 * 2**20, "index.html": 1})
    assert found.code == "size-is-allowed" and found.severity is Severity.ERROR and "ko/briefs/a.pdf" in found.message
    (told,) = host_problems({f"{number}.pdf": 90 * 2**20 for number in range(12)})
    assert told.code == "size-is-allowed" and told.severity is Severity.WARNING and "1.1 GB" in told.message


def test_what_pages_does_not_serve_is_refused() -> None:
    (found,) = host_problems({".nojekyll": 0, ".well-known/security.txt": 1, "ko/.hidden.html": 1, "_x/a.css": 1})
    assert found.code == "path-is-served" and "ko/.hidden.html" in found.message


# Killed at any moment


HERE = Path(__file__).parent
MOMENTS = 3


def test_killed_at_any_moment_it_leaves_the_old_site_or_the_new_one(place: Place) -> None:
    chance = random.Random(5)
    path = os.pathsep.join([str(HERE), str(HERE.parents[1])])
    for _ in range(MOMENTS):
        command = [sys.executable, str(HERE / "publish_in_turn.py"), str(place.root)]
        environment = {**os.environ, "PYTHONPATH": path}
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as running:
            assert running.stdout is not None and running.stdout.readline()
            time.sleep(chance.random() * 0.8)
            running.kill()
        time.sleep(0.2)  # a push that had begun goes on by itself
        there = place.published()
        expected = {path: content.decode() for path, content in site(there["name"]).items()}
        assert {path: text for path, text in there.items() if path not in (MANIFEST, ".nojekyll")} == expected
        git(place.pages, "fsck", "--strict", "--connectivity-only")
        git(place.root, "fsck", "--strict", "--connectivity-only")
    assert git(place.root, "status", "--porcelain") == ""
