"""What was made again is named, with what had changed; and that it has to be."""

from __future__ import annotations

from pathlib import Path


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
    assert texts and all("site › facts › count-a changed" in line for line in texts), told
    assert any(line.startswith("made again: pages: ") for line in lines)
    assert not [line for line in lines if line.startswith("made again: charts")]
    assert "made again" not in briefgen(*asked, "--explain").err, "nothing has changed"
