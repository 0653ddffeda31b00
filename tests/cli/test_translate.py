"""``briefgen translate`` on files of a disk: what is to be done, what has been done, what the texts said before."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from support.command import Run, change

KO, EN = "content/briefs/first/ko.md", "content/briefs/first/en.md"
STAMPS = "content/briefs/first/translation.yaml"


@pytest.fixture
def translate(briefgen: Run, folder: Path) -> Run:
    return lambda *arguments: briefgen("translate", *arguments, "-C", folder)


def test_a_project_that_was_never_stamped_has_nothing_to_do(translate: Run) -> None:
    ran = translate("status")
    assert ran.code == 0
    assert ran.out == "first: ko → en: never stamped, 16 blocks\nsecond: ko → en: never stamped, 7 blocks\n"
    assert translate("next").code == 0


def test_one_change_is_one_block_to_do_until_its_line_is_stamped(translate: Run, folder: Path) -> None:
    ran = translate("stamp", "--all")
    assert ran.code == 0
    assert ran.out.splitlines()[0] == f"{STAMPS}: en: 16 blocks stamped, 16 new or changed"
    assert translate("status").code == 0
    change(folder, KO, "을(를) 모았다.", "을(를) 모두 모았다.")
    ran = translate("status", "first")
    assert ran.code == 1
    assert ran.out.splitlines()[0] == "first: ko → en: 15 current, 1 stale, 0 missing, 0 unstamped"
    assert ran.out.splitlines()[1].startswith(f"  stale     {EN}:12 < {KO}:12  We took every")
    before = (folder / STAMPS).read_text("utf-8").splitlines()
    assert translate("stamp", f"{EN}:12").code == 0
    after = (folder / STAMPS).read_text("utf-8").splitlines()
    assert len([1 for a, b in zip(before, after, strict=True) if a != b]) == 1, "one line of a diff"
    assert translate("status").code == 0


def test_stamping_again_changes_nothing(translate: Run, folder: Path) -> None:
    translate("stamp", "--all")
    file = folder / STAMPS
    content, node = file.read_bytes(), file.stat().st_ino
    assert "16 blocks stamped, 0 new or changed" in translate("stamp", "first").out
    assert (file.read_bytes(), file.stat().st_ino) == (content, node)


def test_next_shows_both_texts_and_what_has_changed(translate: Run, folder: Path) -> None:
    translate("stamp", "--all")
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "x")
    change(folder, KO, "을(를) 모았다.", "을(를) 모두 모았다.")
    git(folder, "commit", "-qam", "y")
    ran = translate("next")
    assert ran.code == 1
    assert f"ko  {KO}:12:1" in ran.out
    assert f"en  {EN}:12:1" in ran.out
    assert "We took every {sample}." in ran.out
    assert "    was: {sample}을(를) 모았다." in ran.out
    assert "changed: {sample}을(를) {+모두+} 모았다." in ran.out
    assert f"when done: briefgen translate stamp {EN}:12" in ran.out


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


def test_next_without_a_repository_shows_both_texts(translate: Run, folder: Path) -> None:
    translate("stamp", "--all")
    change(folder, KO, "을(를) 모았다.", "을(를) 모두 모았다.")
    ran = translate("next")
    assert ran.code == 1
    assert "을(를) 모두 모았다." in ran.out and "was:" not in ran.out


def test_what_is_missing_is_stamped_only_by_its_own_line(translate: Run, folder: Path) -> None:
    translate("stamp", "--all")
    change(folder, KO, "보라.[^how]\n", "보라.[^how]\n\n새 단락이다.\n")
    ran = translate("stamp", "first")
    assert "1 block of the original in ko not stamped, because not translated" in ran.out
    assert translate("status").code == 1
    assert translate("stamp", f"{KO}:14").code == 0
    assert translate("status").code == 0
    assert " - text/background\n" in (folder / STAMPS).read_text("utf-8")
    change(folder, EN, "{ref}`fig-bars`.[^how]\n", "{ref}`fig-bars`.[^how]\n\nA new paragraph.\n")
    assert "1 unstamped" in translate("status", "first").out


@pytest.mark.parametrize("given", ["first", "S-01", "content/briefs/first", "content/briefs/first/en.md", EN + ":8"])
def test_a_brief_a_file_or_a_line_can_be_named(translate: Run, folder: Path, given: str) -> None:
    assert translate("stamp", given).code == 0
    assert (folder / STAMPS).is_file()
    assert not (folder / "content/briefs/second/translation.yaml").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "give a brief or one of its files, or use --all"),
        (("first", "--all"), "give a brief or one of its files, or use --all"),
        (("frist",), "did you mean “first”?"),
        (("content/site.yaml",), "is not a brief"),
        ((f"{EN}:1",), "there is no translated block of the brief “first” at that place"),
    ],
)
def test_what_cannot_be_stamped_is_said(translate: Run, folder: Path, arguments: tuple[str, ...], said: str) -> None:
    ran = translate("stamp", *arguments)
    assert ran.code == 2
    assert said in ran.err
    assert not (folder / STAMPS).exists()


def test_a_brief_with_an_error_is_not_stamped(translate: Run, folder: Path) -> None:
    change(folder, EN, "The budget is {fact}`money-a`", "The budget is {fact}`money-x`")
    ran = translate("stamp", "first")
    assert ran.code == 1
    assert f"{EN}:12" in ran.out and "fact-is-known" in ran.out
    assert not (folder / STAMPS).exists()
    assert translate("stamp", "second").code == 0, "an error elsewhere stands in nobody's way"


def test_a_program_can_read_the_list(translate: Run, folder: Path) -> None:
    translate("stamp", "--all")
    change(folder, KO, "을(를) 모았다.", "을(를) 모두 모았다.")
    first, second = json.loads(translate("status", "--format", "json").out)
    assert first["counts"] == {"current": 15, "stale": 1, "missing": 0, "unstamped": 0}
    (block,) = first["blocks"]
    assert (block["state"], block["original"], block["translation"]) == ("stale", f"{KO}:12:1", f"{EN}:12:1")
    assert second["blocks"] == []


def sent(translate: Run, folder: Path, *more: str) -> Path:
    ran = translate("export", "first", "--from", "ko", "--to", "en", *more)
    assert ran.code == 0, ran.err
    return folder / "handoff" / "first.ko-en.xlf"


def test_a_file_goes_to_a_translator_and_its_changes_come_back_stamped(translate: Run, folder: Path) -> None:
    translate("stamp", "--all")
    change(folder, KO, "손으로 세었다.", "손으로 두 번 세었다.")
    ran = translate("export", "first", "--from", "ko", "--to", "en", "--glossary", str(folder / "terms.tbx"))
    file = folder / "handoff" / "first.ko-en.xlf"
    assert ran.code == 0
    assert ran.out.startswith("18 units (17 current, 1 stale)") and str(file) in ran.out, ran.out
    assert "<martif" in (folder / "terms.tbx").read_text("utf-8")
    assert translate("take", str(file)).out == "nothing to take: every unit is as it was\n"
    file.write_text(file.read_text("utf-8").replace(">Counted by hand.<", ">Counted by hand, twice.<"), "utf-8")
    before = (folder / EN).read_text("utf-8")
    ran = translate("take", str(file))
    assert ran.code == 0
    assert "+[^how]: Counted by hand, twice.\n" in ran.out
    assert ran.out.endswith("first: 1 unit changed\nnothing is written: use --write\n")
    assert (folder / EN).read_text("utf-8") == before and translate("status").code == 1
    ran = translate("take", str(file), "--write")
    assert ran.out == f"first: 1 unit changed\n  written: {EN}\n  written: {STAMPS}\n"
    assert "Counted by hand, twice." in (folder / EN).read_text("utf-8")
    assert translate("status").code == 0


def test_a_mark_that_is_lost_is_an_error_and_nothing_is_written(translate: Run, folder: Path) -> None:
    file = sent(translate, folder)
    text = file.read_text("utf-8")
    head, _, tail = text.partition("We took every ")
    file.write_text(head + "We took every one" + tail[tail.index("/>") + 2 :], "utf-8")
    before = (folder / EN).read_bytes()
    ran = translate("take", str(file), "--write")
    assert ran.code == 1
    assert "error[mark-is-as-exported]" in ran.out and "{term:sample} was lost" in ran.out
    assert (folder / EN).read_bytes() == before and not (folder / STAMPS).exists()


def test_a_folder_takes_a_file_by_its_usual_name(translate: Run, folder: Path) -> None:
    (folder / "there").mkdir()
    for place in ("there", "new/"):
        ran = translate("export", "first", "--from", "ko", "--to", "en", "-o", f"{folder}/{place}")
        assert ran.code == 0, ran.err
        assert (folder / place / "first.ko-en.xlf").is_file()


def test_all_briefs_in_a_file_of_gettext(translate: Run, folder: Path) -> None:
    target = folder / "all.po"
    ran = translate("export", "--all", "--from", "en", "--to", "ko", "--format", "po", "-o", str(target))
    assert ran.code == 0, ran.out
    assert 'msgctxt "first#front/title"' in target.read_text("utf-8")
    ran = translate("take", str(target), "--format", "json")
    assert json.loads(ran.out)["result"] == {"briefs": [], "files": [], "written": False}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "--from", "ko", "--to", "en"), "give a brief, or use --all"),
        (("export", "first", "--all", "--from", "ko", "--to", "en"), "give a brief, or use --all"),
        (("export", "first", "--from", "ko", "--to", "en", "-o", "site/a.xlf"), "must not be in site/"),
        (("take", "content/site.yaml"), "only .xlf, .xliff, .po, .pot are taken"),
    ],
)
def test_what_cannot_be_exchanged_is_said(
    translate: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(folder)
    ran = translate(*arguments)
    assert ran.code == 2
    assert said in ran.err
