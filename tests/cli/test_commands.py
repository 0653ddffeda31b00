"""What the commands do around the pipeline: exit codes, reports, publishing, and saying that nothing has changed."""

import errno
import json
import os
import subprocess
import sys
import types
from pathlib import Path

import pytest

from briefgen.cli.main import main
from briefgen.model.core.diagnostics import Outcome, Span, error, warning
from briefgen.model.core.rules import RULES
from briefgen.model.output.tree import Tree
from briefgen.running.serialise import ForeignEntryError

PROJECT = Path(__file__).resolve().parents[2]
ERROR = error("fact-is-known", "“rd-budjet” is not in the ledger", Span("content/site.yaml", 2, 1, 2, 6), "look again")
WARNING = warning("text-is-translated", "there is no English", Span("content/site.yaml", 1))


class Pipeline:
    """Stands in for the pipeline: says what it is told to."""

    def __init__(self) -> None:
        self.pages = {"index.html": b"<p>home"}
        self.problems: tuple = ()
        self.fault: BaseException | None = None
        self.asked: list[dict] = []

    def build(self, world, options, *, executor, store, progress=None, tell=None, explain=None, spill=None):
        self.asked.append(options)
        if self.fault:
            raise self.fault
        if progress:
            with progress.stage("pages", 2) as step:
                step()
        return Outcome(Tree(dict(self.pages)), self.problems)


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> Pipeline:
    standin = Pipeline()
    module = types.ModuleType("briefgen.building.build")
    module.build = standin.build  # type: ignore[attr-defined]
    module.BuildOptions = dict  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "briefgen.building.build", module)
    return standin


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.yaml").write_text("title: 양회\nfacts: x\n", encoding="utf-8")
    return tmp_path


def test_a_clean_build_is_published_and_says_where(briefgen, pipeline: Pipeline, project: Path) -> None:
    ran = briefgen("build", "-C", project)
    assert ran.code == 0
    assert ran.out.startswith(f"1 file, 0.0 MB, 1 new or changed: {project / 'site' / 'index.html'} (")
    assert ran.err == "", "no stage takes long"
    assert (project / "site" / "index.html").read_bytes() == b"<p>home"


def test_a_build_into_a_link_says_where_that_leads(briefgen, pipeline: Pipeline, project: Path) -> None:
    (project / "elsewhere").mkdir()
    (project / "site").symlink_to("elsewhere")
    ran = briefgen("build", "-C", project)
    assert f"{project / 'site' / 'index.html'}, where site is a link to {project / 'elsewhere'} (" in ran.out
    assert (project / "elsewhere" / "index.html").read_bytes() == b"<p>home"


def test_an_error_stops_publication_and_shows_its_line(briefgen, pipeline: Pipeline, project: Path) -> None:
    briefgen("build", "-C", project)
    pipeline.pages, pipeline.problems = {"index.html": b"broken"}, (ERROR,)
    ran = briefgen("build", "-C", project, "--no-cache")
    assert ran.code == 1
    assert "content/site.yaml:2:1: error[fact-is-known] “rd-budjet” is not in the ledger\n    2 | facts: x\n" in ran.out
    assert ran.out.endswith(f"nothing was published; {project / 'site'} is unchanged\n")
    assert (project / "site" / "index.html").read_bytes() == b"<p>home"


def test_warnings_count_when_strict(briefgen, pipeline: Pipeline, project: Path) -> None:
    pipeline.problems = (WARNING,)
    assert briefgen("build", "-C", project, "--strict").code == 1
    assert not (project / "site").exists()
    assert briefgen("build", "-C", project).code == 0
    assert (project / "site").exists()


def test_a_second_build_says_that_nothing_has_changed(briefgen, pipeline: Pipeline, project: Path) -> None:
    pipeline.problems = (WARNING,)
    briefgen("build", "-C", project)
    ran = briefgen("build", "-C", project)
    assert ran.code == 0 and len(pipeline.asked) == 1
    assert "nothing has changed: " in ran.out
    assert "there is no English" in ran.out, "what was wrong is still wrong"
    assert briefgen("build", "-C", project, "--strict").code == 1


@pytest.mark.parametrize(
    "change", ["source", "template", "output", "base_url", "profile", "revision", "date", "--no-cache"]
)
def test_whatever_changes_is_built_again(
    briefgen, pipeline: Pipeline, project: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    briefgen("build", "-C", project)
    more: tuple[str, ...] = ()
    match change:
        case "source":
            (project / "content" / "site.yaml").write_text("title: 다른\n", encoding="utf-8")
        case "template":
            (project / "templates").mkdir()
            (project / "templates" / "web.css").write_text("p{}")
        case "output":
            (project / "site" / "index.html").write_text("edited")
        case "base_url":
            more = ("--base-url", "https://example.org/a")
        case "profile":
            more = ("--profile", "large-print")
        case "revision":
            monkeypatch.setenv("BRIEFGEN_REVISION", "second printing")
        case "date":
            monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
        case _:
            more = (change,)
    ran = briefgen("build", "-C", project, "--explain", *more)
    assert ran.code == 0 and len(pipeline.asked) == 2
    assert ran.err.startswith("rebuilt: ")


def test_the_address_is_handed_on_with_its_slash(briefgen, pipeline: Pipeline, project: Path) -> None:
    briefgen("build", "-C", project, "--base-url", "https://someone.github.io/briefs")
    assert [asked["base_url"] for asked in pipeline.asked] == ["https://someone.github.io/briefs/"]


@pytest.mark.parametrize(
    ("given", "printed"),
    [("git", "0123456789ab"), ("fedcba9876543210fedcba98", "fedcba987654"), ("second printing", "second printing")],
)
def test_the_state_of_the_sources_is_named_when_asked_for(
    briefgen, pipeline: Pipeline, project: Path, given: str, printed: str
) -> None:
    (project / ".git").mkdir()
    (project / ".git" / "HEAD").write_text("0123456789abcdef0123456789abcdef01234567\n")
    briefgen("build", "-C", project, "--no-cache")
    briefgen("build", "-C", project, "--no-cache", "--revision", given)
    assert [asked["revision"] for asked in pipeline.asked] == ["", printed]


def test_json_is_one_object_on_standard_output(briefgen, pipeline: Pipeline, project: Path) -> None:
    pipeline.problems = (ERROR, WARNING)
    ran = briefgen("build", "-C", project, "--format", "json")
    report = json.loads(ran.out)
    assert ran.code == 1 and report["summary"] == {"errors": 1, "warnings": 1, "notes": 0}
    assert report["result"]["published"] is False
    pipeline.problems = ()
    report = json.loads(briefgen("build", "-C", project, "--format", "json", "-q").out)
    assert report["result"] == {
        "folder": str(project / "site"), "published": True, "files": 1, "written": 1, "bytes": 7
    }  # fmt: skip


def test_github_gets_a_command_for_each_problem_and_the_log_says_what_became_of_the_site(
    briefgen, pipeline: Pipeline, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline.problems = (ERROR, WARNING)
    monkeypatch.chdir(project)
    ran = briefgen("build", "--format", "github")
    assert ran.code == 1
    assert (
        f"::error file={project}/content/site.yaml,line=2,col=1,title=fact-is-known::content/site.yaml:2:1: " in ran.out
    )
    assert f"::warning file={project}/content/site.yaml,line=1,col=1,title=text-is-translated::" in ran.out
    assert ran.out.endswith("1 error and 1 warning in 1 file\nnothing was published; site is unchanged\n")
    pipeline.problems = ()
    assert briefgen("check", "--format", "github").out == "no problems; run briefgen build to check the PDFs too\n"


def test_sarif_is_one_log_on_standard_output(briefgen, pipeline: Pipeline, project: Path) -> None:
    pipeline.problems = (ERROR, WARNING)
    for command in ("check", "build"):
        ran = briefgen(command, "-C", project, "--format", "sarif")
        (run,) = json.loads(ran.out)["runs"]
        assert ran.code == 1 and [result["ruleId"] for result in run["results"]] == [ERROR.code, WARNING.code]
    pipeline.problems = ()
    assert (
        json.loads(briefgen("check", "-C", project, "--no-cache", "--format", "sarif").out)["runs"][0]["results"] == []
    )


def test_what_is_not_asked_for_is_not_shown_but_an_error_still_stops_the_site(
    briefgen, pipeline: Pipeline, project: Path
) -> None:
    pipeline.problems = (ERROR, WARNING)
    for choice in (("--select", WARNING.code), ("--ignore", ERROR.code)):
        ran = briefgen("build", "-C", project, *choice)
        assert ran.code == 1 and not (project / "site").exists()
        assert ERROR.message not in ran.out and WARNING.message in ran.out
        assert f"not shown: error[{ERROR.code}]\n" in ran.out and "nothing was published" in ran.out
        assert briefgen("check", "-C", project, *choice).code == 1
    report = json.loads(briefgen("check", "-C", project, "--ignore", ERROR.code, "--format", "json").out)
    assert report["left_out"] == {ERROR.code: 1} and report["summary"]["errors"] == 0


def test_a_warning_that_is_left_out_does_not_count_when_strict(briefgen, pipeline: Pipeline, project: Path) -> None:
    pipeline.problems = (WARNING,)
    assert briefgen("build", "-C", project, "--strict").code == 1
    ran = briefgen("build", "-C", project, "--strict", "--ignore", f"note-is-called,{WARNING.code}")
    assert ran.code == 0 and f"not shown: warning[{WARNING.code}]" in ran.out
    assert (project / "site" / "index.html").is_file()
    assert briefgen("build", "-C", project, "--strict").code == 1  # nothing has changed, and it is still there


def test_quiet_says_nothing_but_problems(briefgen, pipeline: Pipeline, project: Path) -> None:
    ran = briefgen("build", "-C", project, "--quiet")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    pipeline.problems = (ERROR,)
    assert "rd-budjet" in briefgen("build", "-C", project, "--quiet", "--no-cache").out


def test_a_folder_of_someone_else_is_left_alone(briefgen, pipeline: Pipeline, project: Path) -> None:
    ran = briefgen("build", "-C", project, "--output", project / "content")
    assert ran.code == 1 and "error[folder-is-ours]" in ran.out
    assert (project / "content" / "site.yaml").is_file()


def test_check_writes_nothing(briefgen, pipeline: Pipeline, project: Path) -> None:
    pipeline.problems = (WARNING,)
    ran = briefgen("check", "-C", project)
    assert ran.code == 0 and "there is no English" in ran.out
    assert ran.out.endswith("\nrun briefgen build to check the PDFs too\n")
    assert briefgen("check", "-C", project, "--strict").code == 1
    pipeline.problems = ()
    assert (
        briefgen("check", "-C", project, "--no-cache").out == "no problems; run briefgen build to check the PDFs too\n"
    )
    assert pipeline.asked[0] == {
        "base_url": None,
        "pdfs": False,
        "preview": False,
        "release": False,
        "only_checked": True,
    }
    assert [path.name for path in project.iterdir() if not path.name.startswith(".")] == ["content"]


def test_a_second_check_of_the_same_sources_says_the_same_at_once(briefgen, pipeline: Pipeline, project: Path) -> None:
    pipeline.problems = (WARNING,)
    first = briefgen("check", "-C", project, "--quiet")
    again = briefgen("check", "-C", project, "--quiet")
    assert (again.out, again.code, len(pipeline.asked)) == (first.out, first.code, 1)
    assert briefgen("check", "-C", project, "--strict", "--quiet").code == 1
    briefgen("check", "-C", project, "--draft")
    assert len(pipeline.asked) == 2, "what is asked for is another thing"


def test_a_check_looks_again_when_a_source_has_changed(briefgen, pipeline: Pipeline, project: Path) -> None:
    pipeline.problems = (WARNING,)
    briefgen("check", "-C", project)
    pipeline.problems = ()
    (project / "content" / "site.yaml").write_text("title: 양회\nfacts: y\n", encoding="utf-8")
    assert briefgen("check", "-C", project).out == "no problems; run briefgen build to check the PDFs too\n"
    assert len(pipeline.asked) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build"], "there is no content/site.yaml here: give the project folder with -C"),
        (["check", "-C", "nowhere"], "there is no content/site.yaml in nowhere"),
        (["buidl"], "there is no command “buidl”; did you mean build?"),
        (["new", "brief", "a"], "there is no content/site.yaml here"),
        (["explain", "fact-is-unknown"], "did you mean fact-is-known?"),
        (["--explain", "fact-is-unknown"], "did you mean fact-is-known?"),
        (["docs", "autoring"], "there is no handbook “autoring”; did you mean authoring?"),
        (
            ["check", "--select", "fact-is-known,link-resolve"],
            "there is no code “link-resolve”; did you mean link-resolves?",
        ),
        (["build", "--ignore", "nonsense"], "there is no code “nonsense”"),
    ],
)
def test_a_command_line_that_makes_no_sense_is_explained(
    briefgen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = briefgen(*arguments)
    assert ran.code == 2 and said in " ".join(ran.err.split()) and "Traceback" not in ran.err


@pytest.mark.parametrize("option", [("--executor", "fast"), ("--base-url", "ftp://a"), ("--base-url", "https://")])
def test_a_value_that_makes_no_sense_is_explained(briefgen, project: Path, option: tuple[str, str]) -> None:
    ran = briefgen("build", "-C", project, *option)
    assert ran.code == 2 and f"“{option[1]}”" in ran.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_report_that_cannot_be_written_is_no_bug(project: Path) -> None:
    with Path("/dev/full").open("w") as full:
        arguments = [sys.executable, "-m", "briefgen", "explain", "number-is-bound"]
        ran = subprocess.run(arguments, cwd=project, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ran.returncode == 1 and "no space is left" in ran.stderr and "error[machine-has-room]" in ran.stderr
    assert "internal-error" not in ran.stderr and "Traceback" not in ran.stderr and "Exception" not in ran.stderr


@pytest.mark.parametrize(
    ("raised", "said"),
    [
        (OSError(errno.EMFILE, "Too many open files"), "the system allows no more open files"),
        (OSError(errno.EFBIG, "File too large"), "the system allows no file so large"),
        (RuntimeError("can't start new thread"), "there is not enough memory"),
    ],
)
def test_a_limit_of_the_system_is_no_bug(
    briefgen, pipeline: Pipeline, project: Path, raised: Exception, said: str
) -> None:
    pipeline.fault = raised
    ran = briefgen("build", "-C", project)
    assert ran.code == 1 and f"error[machine-has-room] briefgen could not go on: {said}" in ran.err
    assert "bug" not in ran.err


def test_an_entry_of_the_cache_that_briefgen_did_not_write_is_no_bug(
    briefgen, pipeline: Pipeline, project: Path
) -> None:
    pipeline.fault = ForeignEntryError()
    ran = briefgen("build", "-C", project)
    assert ran.code == 1 and "error[state-is-own] the cache in .briefgen/" in ran.err
    assert "briefgen cache clear" in ran.err and "bug" not in ran.err


def test_a_fault_of_briefgen_is_one_clear_message(briefgen, pipeline: Pipeline, project: Path) -> None:
    pipeline.fault = ZeroDivisionError("division by zero")
    ran = briefgen("build", "-C", project)
    assert ran.code == 1 and "error[internal-error] briefgen failed: ZeroDivisionError: division by zero" in ran.err
    assert "--debug" in ran.err and "Traceback" not in ran.err
    with pytest.raises(ZeroDivisionError):
        main(["build", "-C", str(project), "--debug"])


def test_an_interrupt_is_no_fault(briefgen, pipeline: Pipeline, project: Path) -> None:
    pipeline.fault = KeyboardInterrupt()
    ran = briefgen("build", "-C", project)
    assert ran.code == 130 and ran.err.endswith("stopped; the site is unchanged\n")


def test_every_command_teaches_by_example(briefgen) -> None:
    assert "briefgen new site my-briefs" in briefgen("--help").out
    for command in ("build", "check", "serve", "new", "facts", "explain"):
        ran = briefgen(command, "--help")
        assert ran.code == 0 and f"  Examples:\n    briefgen {command}" in ran.out


def test_every_handbook_is_listed_with_its_file_and_printed(briefgen) -> None:
    listed = dict(line.split() for line in briefgen("docs").out.splitlines())
    assert {"authoring", "ko/authoring", "first-brief"} < listed.keys()
    for name in ("word", "ko/word"):
        assert briefgen("docs", name).out.strip() == Path(listed[name]).read_text("utf-8").strip()


def test_every_code_can_be_explained(briefgen) -> None:
    listing = briefgen("explain").out
    assert all(code in listing for code in RULES)
    told = briefgen("explain", "link-resolves").out
    assert told.startswith(f"link-resolves\n{RULES['link-resolves'].claim}\n")
    assert all(part in told for part in ("\n**Fails:**\n", "\n**Passes:**\n", "\n**Fix:** "))
    assert briefgen("--explain", "link-resolves").out == told


def test_schemas_are_written_beside_the_content_or_where_one_says(briefgen, project: Path, tmp_path: Path) -> None:
    ran = briefgen("schema", "-C", project)
    there = project / "content" / ".schemas"
    assert ran.out == f"16 schemas written to {there}\n"
    assert json.loads((there / "facts.schema.json").read_text("utf-8"))["title"] == "content/facts/*.yaml"
    briefgen("schema", "--output", tmp_path / "other")
    names = {path.name for path in there.iterdir()}
    assert names == {path.name for path in (tmp_path / "other").iterdir()} and len(names) == 16


def test_a_schema_is_printed_and_a_name_that_is_none_is_told(briefgen) -> None:
    assert json.loads(briefgen("schema", "report").out)["title"] == "A report of briefgen"
    assert json.loads(briefgen("schema", "pack").out)["title"] == "content/packs/*.yaml"
    ran = briefgen("schema", "fact")
    assert ran.code == 2 and "there is no schema “fact”; did you mean facts?" in " ".join(ran.err.split())


@pytest.mark.parametrize("arguments", [("--help",), ("build", "--help"), ("explain",)])
def test_help_imports_no_part_of_the_pipeline(arguments: tuple[str, ...]) -> None:
    program = (
        "import sys\nfrom briefgen.cli.main import main\n"
        f"try: main({list(arguments)!r})\nexcept SystemExit: pass\n"
        "print(sorted({'pydantic', 'jinja2', 'yaml', 'rich', 'weasyprint', 'filelock', 'babel'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"


def test_a_release_is_looked_at_even_if_the_site_stands_as_it_is(briefgen, pipeline: Pipeline, project: Path) -> None:
    briefgen("build", "-C", project)
    briefgen("build", "-C", project, "--release")
    assert [it["release"] for it in pipeline.asked] == [False, True]
    assert "nothing has changed" in briefgen("build", "-C", project, "--release").out


def test_drafts_are_not_released(briefgen, pipeline: Pipeline, project: Path) -> None:
    for command in ("build", "check"):
        ran = briefgen(command, "-C", project, "--draft", "--release")
        assert ran.code == 2 and "cannot be combined" in ran.err
    assert pipeline.asked == []


def test_saying_that_nothing_has_changed_imports_no_part_of_the_pipeline(
    briefgen, pipeline: Pipeline, project: Path
) -> None:
    briefgen("build", "-C", project)
    program = (
        "import sys\nfrom briefgen.cli.main import main\n"
        f"try: main(['build', '-C', {str(project)!r}])\nexcept SystemExit: pass\n"
        "print(sorted({'pydantic', 'jinja2', 'yaml', 'rich', 'weasyprint', 'filelock', 'babel'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert "nothing has changed" in ran.stdout
    assert ran.stdout.splitlines()[-1] == "[]"


def test_the_pipeline_imports_what_makes_pdfs_with_the_first_of_them() -> None:
    rooms = ("briefgen.rendering.paper", "briefgen.checking.layout", "briefgen.building.signing")
    libraries = (
        "citeproc",
        "ctypes",
        "fontTools",
        "lxml",
        "pikepdf",
        "PIL",
        "urllib.request",
        "vl_convert",
        "weasyprint",
    )
    program = (
        "import sys, briefgen.building.build\n"
        f"print([name for name in sys.modules if name in {libraries!r} or name.startswith({rooms!r})])"
    )
    ran = subprocess.run([sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_a_reader_who_has_left_is_no_fault(project: Path) -> None:
    ran = subprocess.run(
        f"{sys.executable} -m briefgen explain | head -n 1",
        shell=True,
        cwd=PROJECT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        capture_output=True,
        text=True,
    )
    assert ran.stderr == ""


def test_the_bytes_of_an_image_are_not_shown_as_a_line(briefgen, pipeline: Pipeline, project: Path) -> None:
    (project / "content/quay.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    pipeline.problems = (warning("image-exists", "it cannot be read", Span("content/quay.png", 1)),)
    ran = briefgen("check", "-C", project)
    assert "quay.png:1" in ran.out and "PNG" not in ran.out
