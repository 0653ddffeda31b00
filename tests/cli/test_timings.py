"""Where the time of a build went: its stages, what was remembered, what was made again and why, and the plot."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from support.memory_store import MemoryStore

from briefgen.cli.runs.timings import Timings, as_table, seconds_of_all
from briefgen.running.progress import SILENT
from briefgen.running.store import NullStore

KEY, OTHER = "ab" * 20, "cd" * 20


def test_a_stage_within_another_is_counted_once() -> None:
    timings = Timings(SILENT)
    with timings.stage("pages"), timings.stage("fonts", 3):
        _work()
    timings.finished()
    assert list(timings.stages) == ["start and end", "pages", "fonts"]
    assert timings.stages["fonts"].jobs == 3
    assert timings.stages["fonts"].cpu > 0.05 > timings.stages["pages"].cpu
    assert timings.total.cpu == pytest.approx(sum(it.cpu for it in timings.stages.values()))
    assert timings.total.wall == pytest.approx(sum(it.wall for it in timings.stages.values()))


def test_the_time_of_a_process_that_still_runs_is_counted() -> None:
    before = seconds_of_all()
    work = "import time\nwhile time.process_time() < 0.3: pass\nprint(flush=True)\ninput()"
    with subprocess.Popen([sys.executable, "-c", work], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        assert seconds_of_all() - before > 0.25
        child.communicate(b"\n")
    assert seconds_of_all() - before > 0.25


def test_what_is_remembered_and_what_is_made_again_is_counted() -> None:
    timings, kept = Timings(SILENT), MemoryStore()
    kept.put(KEY, b"as before")
    kept.put(OTHER, b"older")
    store = timings.watched(kept)
    with timings.stage("pages"):
        assert store.get(KEY) == store.get(KEY) == b"as before"
        assert store.get("ef" * 20) is None
        assert store.get(OTHER) == b"older"
        store.put(OTHER, b"newer")
        store.put("ef" * 20, b"new")
    assert (timings.stages["pages"].remembered, timings.stages["pages"].made) == (1, 2)
    assert kept.get(OTHER) == b"newer"
    nothing = NullStore()
    assert timings.watched(nothing) is nothing


def test_the_table_has_a_line_a_stage() -> None:
    timings = Timings(SILENT)
    with timings.stage("PDFs", 8):
        pass
    lines = as_table(timings.finished()).splitlines()
    assert lines[0].split() == ["stage", "jobs", "remembered", "made", "CPU", "time"]
    assert [line.split()[0] for line in lines[1:]] == ["start", "PDFs", "all"]
    assert lines[2].split()[1] == "8"


def test_a_build_prints_and_writes_where_its_time_went(briefgen, folder: Path, tmp_path: Path) -> None:
    asked = ("build", "-C", folder, "--no-pdfs", "--executor", "inline", "-q")
    data = tmp_path / "timings.json"
    ran = briefgen(*asked, "--timings")
    assert ran.code == 0 and "stage " in ran.err and "\npublish " in ran.err
    (folder / "content" / "site.yaml").open("a").write("\n# a remark\n")
    assert briefgen(*asked, "--timings", data).code == 0
    told = json.loads(data.read_text("utf-8"))
    assert {"read", "pages", "fonts", "publish"} <= {it["stage"] for it in told["stages"]}
    assert told["all"]["remembered"] > told["all"]["made"]
    unchanged = briefgen(*asked, "--timings")
    assert unchanged.code == 0 and unchanged.err.splitlines()[-1].startswith("all ")


def test_a_file_of_another_kind_is_refused_and_one_that_cannot_be_written_is_told(briefgen, folder: Path) -> None:
    asked = ("build", "-C", folder, "--no-pdfs", "--executor", "inline", "-q")
    refused = briefgen(*asked, "--timings", "timings.pdf")
    assert refused.code == 2 and "does not end in .json" in refused.err
    missing = briefgen(*asked, "--timings", folder / "nowhere" / "timings.json")
    assert missing.code == 0 and "could not be written" in missing.err


def _work() -> None:
    begun = seconds_of_all()
    while seconds_of_all() - begun < 0.1:
        sum(range(10_000))


def test_what_shows_a_changed_fact_is_named_and_nothing_else(briefgen, folder: Path) -> None:
    asked = ("build", "-C", folder, "--no-pdfs", "--executor", "inline", "-q")
    assert "made again" not in briefgen(*asked).err
    (facts,) = (it for it in (folder / "content" / "facts").iterdir() if "count-a" in it.read_text("utf-8"))
    text = facts.read_text("utf-8")
    entry = text[text.index("count-a:") :]
    value = next(line for line in entry.splitlines() if line.strip().startswith("value:"))
    assert "older than its sources" not in briefgen("verify", "-C", folder).out
    facts.write_text(text.replace(value, f"{value.partition(':')[0]}: 97531", 1), "utf-8")
    assert f"is older than its sources: content/facts/{facts.name} has changed" in briefgen("verify", "-C", folder).out
    told = briefgen(*asked, "--explain").err
    lines = [line for line in told.splitlines() if line.startswith("made again: ")]
    texts = [line for line in lines if line.startswith("made again: texts: ")]
    assert texts and all("site › facts › count-a" in line for line in texts), told
    assert any(line.startswith("made again: pages: ") for line in lines)
    assert not [line for line in lines if line.startswith("made again: charts")]
    assert "made again" not in briefgen(*asked, "--explain").err, "nothing has changed"
