"""What ``new`` starts is whole, builds without a problem, and takes nobody's place."""

import errno
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from support.command import laid_out
from support.project import SMALL
from support.shared_cache import lend

from briefgen.cli.main import main
from briefgen.doctor.project import project as looked_at
from briefgen.hosting.git import Git
from briefgen.reading.files.theme import read_theme
from briefgen.reading.load import load
from briefgen.reading.world import DiskWorld
from briefgen.rendering.theme.templates import theme_problems, wording

PROJECT = Path(__file__).resolve().parents[2]


def briefgen(*arguments: object) -> int:
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    return int(stopped.value.code or 0)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "my-briefs"
    assert briefgen("new", "site", folder) == 0
    lend()
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_new_site_is_read_without_a_problem(site: Path) -> None:
    outcome = load(DiskWorld(site))
    assert outcome.diagnostics == ()
    assert outcome.value.languages == ("ko", "en")
    assert not [path for path, content in contents(site).items() if b"START-" in content]


@pytest.mark.parametrize("known", ["briefgen @ git+https://github.com/someone/briefgen@0a1b2c", None])
def test_a_new_site_says_where_the_workflow_gets_briefgen(
    tmp_path: Path, known: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefgen.cli.project_files.origin", lambda _: known)
    assert briefgen("new", "site", tmp_path / "my-briefs") == 0
    lines = (tmp_path / "my-briefs" / "requirements.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == ([known] if known else [])
    assert known or "is not known: write it here" in lines[-1]


def test_the_readme_of_a_new_site_says_what_keeps_a_translation_and_a_version_and_where_the_handbooks_are(
    site: Path,
) -> None:
    text = (site / "README.md").read_text("utf-8")
    for said in (
        "briefgen verify",
        "briefgen translate stamp",
        "briefgen version keep",
        "briefgen docs",
    ):
        assert said in text


def test_a_new_site_has_a_workflow_that_publishes_it(site: Path) -> None:
    workflow = yaml.safe_load((site / ".github/workflows/site.yml").read_text("utf-8"))
    build, deploy = workflow["jobs"]["build"], workflow["jobs"]["deploy"]
    assert list(workflow[True]) == ["push", "pull_request", "workflow_dispatch"], "YAML 1.1 reads on as true"
    assert [step["uses"].partition("@")[0] for step in build["steps"] if "uses" in step] == [
        "actions/checkout",
        "actions/setup-python",
        "actions/cache",
        "actions/configure-pages",
        "actions/upload-artifact",
        "actions/upload-pages-artifact",
    ]
    said = [step["run"].split()[:2] for step in build["steps"] if step.get("run", "").startswith("briefgen ")]
    assert said == [["briefgen", "check"], ["briefgen", "build"], ["briefgen", "verify"]], "nothing unread is published"
    assert build["steps"][0]["with"] == {"persist-credentials": False}
    assert deploy["needs"] == "build"
    assert [step["uses"].partition("@")[0] for step in deploy["steps"]] == ["actions/deploy-pages"]


def test_the_workflow_of_a_new_site_uses_what_this_project_uses(site: Path) -> None:
    own = (PROJECT / ".github/workflows/site.yml").read_text("utf-8")
    started = (site / ".github/workflows/site.yml").read_text("utf-8")
    assert set(re.findall(r"uses: (.+)", own)) == set(re.findall(r"uses: (.+)", started))
    libraries = re.findall(r"^LIBRARIES := (.+)$", (PROJECT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert f"--no-install-recommends {libraries[0]}\n" in started


HOSTS = {"github": ".github/workflows/site.yml", "gitlab": ".gitlab-ci.yml", "codeberg": ".woodpecker.yaml"}


@pytest.mark.parametrize(("host", "name"), HOSTS.items())
def test_a_workflow_is_created_for_a_project_that_has_none(tmp_path: Path, host: str, name: str) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yaml").touch()
    assert briefgen("new", "ci", host, "-C", tmp_path) == 0
    text = (tmp_path / name).read_text("utf-8")
    assert isinstance(yaml.safe_load(text), dict) and "START-" not in text
    commands = re.findall(r"^ +(?:- |run: )(?:\.venv/bin/)?briefgen (\w+)", text, re.MULTILINE)
    assert commands[:3] == ["check", "build", "verify"]
    libraries = re.findall(r"^LIBRARIES := (.+)$", (PROJECT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert libraries[0] in text
    installed = re.findall(r"pip install --quiet (.+)", text)
    assert [each.split()[0] for each in installed] == ["--require-hashes", "--no-deps", "--require-hashes"]
    assert (tmp_path / "requirements-build.txt").is_file()


@pytest.mark.parametrize(("host", "name"), HOSTS.items())
@pytest.mark.parametrize(
    ("line", "known"),
    [
        ("briefgen @ git+https://example.org/briefgen@0a1b2c", True),
        ("./wheels/briefgen-1.0.0-py3-none-any.whl", True),
        ("briefgen==1.0.0 --hash=sha256:0a1b2c", True),
        ("briefgen", False),
        ("briefgen>=1.0.0,<2", False),
        ("briefgen==1.0.0", False),
        ("briefgen-deadlines @ https://example.org/briefgen_deadlines-1.0-py3-none-any.whl", False),
        ("#   ./wheels/briefgen-1.0.0-py3-none-any.whl", False),
    ],
)
def test_no_host_asks_an_index_for_a_name_and_doctor_says_the_same(
    tmp_path: Path, host: str, name: str, line: str, known: bool
) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yaml").touch()
    assert briefgen("new", "ci", host, "-C", tmp_path) == 0
    asked = tmp_path / "requirements.txt"
    given = "".join(each for each in asked.read_text("utf-8").splitlines(keepends=True) if each.startswith("#"))
    asked.write_text(f"{given}{line}\n", "utf-8")
    looked = re.search(r"grep -Eq '([^']+)' requirements.txt", (tmp_path / name).read_text("utf-8"))
    assert looked and (subprocess.run(["grep", "-Eq", looked[1], asked]).returncode == 0) is known
    found = {it.what: it.said for it in looked_at(DiskWorld(tmp_path), tmp_path, Git(tmp_path, os.environ))}
    unknown = f"{name}, but requirements.txt does not say where briefgen comes from"
    assert found["workflow"] == (name if known else unknown)


def test_a_workflow_that_there_is_and_what_it_installs_are_kept(site: Path) -> None:
    before = contents(site)
    assert briefgen("new", "ci", "github", "-C", site) == 2
    assert contents(site) == before
    (site / "requirements.txt").write_text("briefgen==0.1.0\n", "utf-8")
    assert briefgen("new", "ci", "gitlab", "-C", site) == 0
    assert (site / "requirements.txt").read_text("utf-8") == "briefgen==0.1.0\n"


def test_git_leaves_out_what_is_made(site: Path) -> None:
    for name in ("site/index.html", ".briefgen/last.json", ".venv/bin/python"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).touch()
    subprocess.run(["git", "init", "--quiet"], cwd=site, check=True)
    listed = subprocess.run(["git", "status", "--porcelain", "-uall"], cwd=site, capture_output=True, text=True).stdout
    assert {line[3:].split("/")[0] for line in listed.splitlines()} == {
        ".github", ".gitignore", "README.md", "content", "requirements-build.txt", "requirements.txt"
    }  # fmt: skip


def test_a_new_site_without_a_folder_says_what_to_write(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["new", "site"])
    assert stopped.value.code == 2
    assert "briefgen new site my-briefs" in capsys.readouterr().err


def test_a_new_brief_and_pack_are_read_without_a_problem(site: Path) -> None:
    assert briefgen("new", "brief", "trade-in-services", "-C", site) == 0
    assert briefgen("new", "pack", "spring-visit", "-C", site) == 0
    outcome = load(DiskWorld(site))
    assert outcome.diagnostics == ()
    assert outcome.value.briefs["trade-in-services"].data.value.number == "PB-02"
    assert outcome.value.packs["spring-visit"].value.briefs == ("first-brief",), "a draft is in no pack"
    assert not [path for path, content in contents(site).items() if b"START-" in content]


def no_draft(path: Path) -> None:
    """Take the status out, as the command says."""
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("status:")), "utf-8")


def test_a_new_brief_is_no_part_of_the_site_until_it_is_no_draft(site: Path) -> None:
    briefgen("new", "brief", "trade", "-C", site)
    assert load(DiskWorld(site)).value.briefs["trade"].data.value.status == "draft"
    no_draft(site / "content/briefs/trade/brief.yaml")
    assert briefgen("new", "pack", "both", "-C", site) == 0
    assert load(DiskWorld(site)).value.packs["both"].value.briefs == ("first-brief", "trade")


def test_a_site_in_other_languages_gets_briefs_in_those(site: Path) -> None:
    settings = site / "content" / "site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("languages: [ko, en]", "languages: [en, fr]"), "utf-8")
    briefgen("new", "brief", "trade", "-C", site)
    briefgen("new", "pack", "both", "-C", site)
    assert sorted(path.name for path in (site / "content/briefs/trade").iterdir()) == ["brief.yaml", "en.md", "fr.md"]
    pack = (site / "content/packs/both.yaml").read_text("utf-8")
    assert "  fr: Titre du dossier (both)\n" in pack and "  ko:" not in pack


@pytest.mark.parametrize("given", ["ar,en", "ja", "en", "zh-Hans,ko", "fr,de,es", "de-AT,en"])
def test_a_new_site_in_other_languages_has_its_texts_in_them(tmp_path: Path, given: str) -> None:
    folder = tmp_path / "my-briefs"
    assert briefgen("new", "site", folder, "--languages", given) == 0
    outcome = load(DiskWorld(folder))
    assert outcome.diagnostics == ()
    assert ",".join(outcome.value.languages) == given
    texts = {path: content.decode() for path, content in contents(folder).items() if path.startswith("content/")}
    texts = {path: text for path, text in texts.items() if "/.schemas/" not in path}
    foreign = [path for path, text in texts.items() if "ko" not in given and re.search("[가-힣]", text)]
    assert foreign == []
    assert {Path(path).stem for path in texts if path.endswith(".md")} == set(given.split(","))
    built = briefgen("check", "-C", folder, "--format", "json")
    assert built == 0


def test_a_new_site_in_a_language_without_a_starter_says_which_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert briefgen("new", "site", tmp_path / "my-briefs", "--languages", "en,it") == 2
    said = " ".join(capsys.readouterr().err.split())
    assert "no text to start from in “it”" in said and "briefgen new language it" in said
    assert not (tmp_path / "my-briefs").exists()


@pytest.mark.parametrize("arguments", [("brief", "first-brief"), ("pack", "first-pack"), ("site", ".")])
def test_nothing_that_exists_is_written_over(
    site: Path, arguments: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site)
    before = contents(site)
    assert briefgen("new", *arguments) == 2
    assert contents(site) == before


@pytest.mark.parametrize("name", ["../up", "A", "a b", "한글", "a_b", "-a", ""])
def test_a_name_that_makes_no_good_address_is_refused(site: Path, name: str) -> None:
    before = contents(site)
    assert briefgen("new", "brief", "-C", site, "--", name) == 2
    assert briefgen("new", "pack", "-C", site, "--", name) == 2
    assert contents(site) == before


@pytest.mark.parametrize("name", ["web/brief.html", "templates/css/tokens.css", "fonts/noto-sans-kr-400.otf"])
def test_a_template_is_copied_as_it_is(site: Path, name: str) -> None:
    assert briefgen("new", "template", name, "-C", site) == 0
    below = name.removeprefix("templates/")
    assert (site / "templates" / below).read_bytes() == (PROJECT / "templates" / below).read_bytes()


def test_a_template_that_was_changed_is_not_written_over(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    briefgen("new", "template", "web/brief.html", "-C", site)
    mine = site / "templates/web/brief.html"
    mine.write_text("mine")
    assert briefgen("new", "template", "web/brief.html", "-C", site) == 2
    assert mine.read_text() == "mine" and "there is already a file" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("web/breif.html", "did you mean “web/brief.html”?\nFiles:\n  web/404.html\n"),
        ("brief.html", "did you mean “web/brief.html”?"),
        ("../pyproject.toml", "Files:\n  charts/theme.yaml\n"),
    ],
)
def test_a_template_that_is_not_there_is_refused_with_those_that_are(
    site: Path, capsys: pytest.CaptureFixture[str], asked: str, said: str
) -> None:
    before = contents(site)
    assert briefgen("new", "template", asked, "-C", site) == 2
    assert said in capsys.readouterr().err and contents(site) == before


def test_a_language_is_begun_with_what_is_known_of_it(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert briefgen("new", "language", "pl", "-C", site) == 0
    made = {path.relative_to(site).as_posix() for path in (site / "templates").rglob("*") if path.is_file()}
    assert made == {"templates/locale/pl.yaml", "templates/locale/pl.po", "templates/csl/pl.csl"}
    settings = site / "content/site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("languages: [ko, en]", "languages: [ko, en, pl]"), "utf-8")
    profile = load(DiskWorld(site)).value.profiles["pl"]
    assert (profile.tag, profile.numbers.decimal) == ("pl", ",")
    theme = read_theme(DiskWorld(site))
    words = wording(theme, "pl")
    assert words.ngettext("%(num)s brief", "%(num)s briefs", 5) == "%(num)s briefs"
    assert theme_problems(theme, ("ko", "en", "pl")) == ()
    assert briefgen("new", "language", "pl", "-C", site) == 2
    assert "there is already a file" in capsys.readouterr().err


@pytest.mark.parametrize(("tag", "said"), [("fr", "comes with “fr”"), ("xx", "not the tag"), ("../fr", "not the tag")])
def test_a_language_that_is_there_or_unknown_is_not_begun(
    site: Path, capsys: pytest.CaptureFixture[str], tag: str, said: str
) -> None:
    before = contents(site)
    assert briefgen("new", "language", tag, "-C", site) == 2
    assert said in capsys.readouterr().err
    assert contents(site) == before


def test_a_language_of_a_region_begins_with_all_words_of_its_language(site: Path) -> None:
    assert briefgen("new", "language", "de-AT", "-C", site) == 0
    settings = site / "content/site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("[ko, en]", "[ko, en, de-AT]"), "utf-8")
    profile = load(DiskWorld(site)).value.profiles["de-AT"]
    assert (profile.tag, profile.name, profile.numbers.decimal) == ("de-AT", "Deutsch (Österreich)", ",")
    assert wording(read_theme(DiskWorld(site)), "de-AT").gettext("Skip to the text") == "Zum Text springen"


def test_all_templates_are_listed(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert briefgen("new", "template", "-C", site) == 0
    theme = PROJECT / "templates"
    assert sorted(capsys.readouterr().out.split()) == sorted(
        path.relative_to(theme).as_posix() for path in theme.rglob("*.*") if path.is_file()
    )


@pytest.mark.parametrize(("text", "code"), [(None, 1), ("./wheels/briefgen-1.0.0-py3-none-any.whl\n", 0)])
def test_a_workflow_that_does_not_know_briefgen_says_so(
    site: Path, tmp_path: Path, text: str | None, code: int
) -> None:
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\nexit 0\n")
    python.chmod(0o755)
    if text:
        (site / "requirements.txt").write_text(text, "utf-8")
    workflow = yaml.safe_load((site / ".github/workflows/site.yml").read_text("utf-8"))
    (step,) = [each for each in workflow["jobs"]["build"]["steps"] if each.get("name") == "install briefgen"]
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    ran = subprocess.run(["bash", "-e", "-c", step["run"]], cwd=site, env=environment, capture_output=True, text=True)
    assert ran.returncode == code and ("::error file=requirements.txt" in ran.stdout) is bool(code)


def test_everything_new_builds_without_a_warning(site: Path) -> None:
    briefgen("new", "brief", "trade-in-services", "-C", site)
    no_draft(site / "content/briefs/trade-in-services/brief.yaml")
    briefgen("new", "pack", "spring-visit", "-C", site)
    ran = subprocess.run(
        [sys.executable, "-m", "briefgen", "build", "-C", site, "--strict"], cwd=PROJECT, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    for path in ("ko/briefs/first-brief.pdf", "en/briefs/trade-in-services.html", "ko/packs/spring-visit.pdf"):
        assert (site / "site" / path).is_file(), path


@pytest.mark.parametrize(
    ("what", "name", "why"),
    [
        ("brief", "a" * 300, "it has more than 200 bytes"),
        ("pack", "a" * 300, "it has more than 200 bytes"),
        ("pack", "con", "Windows keeps this name"),
        ("site", "a" * 300, "File name too long"),
    ],
)
def test_a_name_that_no_disk_can_hold_is_refused(
    what: str, name: str, why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = laid_out(tmp_path / "project", SMALL)
    assert briefgen("new", what, *((root / name,) if what == "site" else (name, "-C", root))) in (1, 2)
    said = capsys.readouterr().err
    assert why in said and "internal-error" not in said
    assert set(contents(root)) == set(SMALL)


def test_a_file_that_may_not_be_read_is_named_as_such(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(path: Path, *_: object) -> str:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))  # as root too

    root = laid_out(tmp_path / "project", SMALL)
    monkeypatch.setattr(Path, "read_text", closed)
    assert briefgen("new", "brief", "third", "-C", root) == 1
    assert re.fullmatch(r"error: .*/brief.yaml: Permission denied\n", capsys.readouterr().err)
