"""Every code is explained: its example that fails gives it at its line and nothing else, the other one nothing."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from briefgen.model.core.diagnostics import Diagnostic, Severity
from briefgen.model.core.rules import RULES

from docs_pages import DIAGNOSTICS, PROJECT, sections  # isort: skip
from docs_tried import FAILS, PASSES, Trial, places, problems, problems_on_paper, told, trials  # isort: skip

GATED = {code for code, rule in RULES.items() if rule.stops}
SECTIONS = dict(sections(DIAGNOSTICS))
TRIED = {code: both for code, section in SECTIONS.items() if (both := trials(section))}
ON_PAPER = {"pack-fits", "fits-on-paper", "image-is-sharp", "pdf-is-clean", "kept-file-is-whole"}
"""What only the layout of PDFs shows."""
UNTRIED = {
    "a package": "extension-is-installed extension-is-named extension-works",
    "a fault of briefgen or of a library": "internal-error pdf-is-whole",
    "a folder or a link of the disk": "file-is-plain folder-is-ours site-is-current file-is-as-built site-is-built",
    "a full disk, or one that cannot be written": "folder-is-writable machine-has-room",
    "a document of Word": "reference-is-complete",
    "a font file": "font-is-sound",
    "a document that came back": (
        "returned-file-is-readable returned-file-is-ours returned-file-is-current block-is-returned-once"
        " block-is-as-handed-out figure-is-as-handed-out change-is-decided comment-is-answered handout-says-the-same"
    ),
    "a file of a translator": (
        "translation-file-is-whole translation-file-is-readable translation-file-is-ours translation-file-is-current"
        " unit-is-returned-once mark-is-as-exported translation-has-place translation-is-read-back"
    ),
    "a spreadsheet": "fact-is-returned-once fact-is-as-handed-out returned-cell-has-value",
    "a command that makes something else": "copy-is-embargoed erratum-fits",
    "the day": "address-is-checked",
    "the digest of a text": "translation-is-current",
    "--release": "signers-are-named text-is-signed signature-is-current",
    "pages of text": "leave-behind-fits page-is-filled text-fits-limit",
    "seconds, or a signal from outside": "work-fits-limits worker-is-undisturbed",
    "a repository": "state-is-own repository-is-ready source-is-committed remote-takes-it branch-is-ours",
    "what only publishing asks": (
        "address-stays path-is-served size-is-allowed starter-is-replaced address-is-known domain-fits-address"
    ),
    "a built site, read back": (
        "paper-has-every-block twin-says-the-same paper-says-the-same paper-gives-the-same-numbers"
        " paper-leads-to-the-same-places booklet-has-every-page page-marks-are-right languages-have-the-same-parts"
        " languages-give-the-same-facts"
    ),
    "a PDF of another program or build": "pdf-can-be-read pdf-says-what-it-is pdf-is-unchanged pdf-is-current",
}
"""What no file of an author brings about: what it takes, and the codes; tests of other folders bring them about."""
TYPED = "number-is-bound"
"""What examples of other codes may give: their figures are typed."""
_KINDS = {"error": "*Error.*", "warning": "*Warning.*", "note": "*Note.*"}


def found_in(code: str, which: str) -> tuple[Diagnostic, ...]:
    """What an example gives; pages are filled only for a code that shows on no stage before."""
    trial = TRIED[code][which]
    if code in ON_PAPER:
        found = problems_on_paper(trial)
    elif which == FAILS and shows_early(code):
        found = found_early(code)
    else:
        found = problems(trial, on_pages=not shows_early(code))
    return tuple(it for it in found if it.code != TYPED or code == TYPED)


@cache
def found_early(code: str) -> tuple[Diagnostic, ...]:
    return problems(TRIED[code][FAILS], on_pages=False)


def shows_early(code: str) -> bool:
    return set(places(it for it in found_early(code) if it.code == code)) == TRIED[code][FAILS].marks


def test_every_code_is_explained_and_no_other() -> None:
    assert list(SECTIONS) == list(RULES)


@pytest.mark.parametrize("code", SECTIONS)
def test_each_code_has_its_claim_and_a_remedy(code: str) -> None:
    lines = SECTIONS[code].strip().splitlines()
    found = re.fullmatch(r"(\*(?:Error|Warning|Error or warning|Note)\.\*) (.+)", lines[0])
    assert found is not None
    assert found[2] == RULES[code].claim
    assert "\n**Fix:** " in SECTIONS[code]


def test_what_stops_publication_is_said_at_its_code_and_listed_in_the_handbook_and_at_no_other() -> None:
    for folder, said, listed in (
        ("docs", "Even where it is a warning while you write, it is an error in", "**What readers would see broken"),
        ("docs/ko", "쓰는 동안에는 경고이더라도", "**독자에게 깨져 보일 것은**"),
    ):
        page = PROJECT / folder / "diagnostics.md"
        assert {code for code, section in sections(page) if said in section} == GATED
        text = (PROJECT / folder / "authoring.md").read_text("utf-8")
        paragraph = text[text.index(listed) :].partition("\n\n")[0]
        assert set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", paragraph)) == GATED


def test_the_project_that_the_examples_change_has_no_problem() -> None:
    assert told(problems_on_paper(Trial())) == []


@pytest.mark.parametrize("code", TRIED)
def test_the_example_that_fails_gives_its_code_at_its_line_and_no_other(code: str) -> None:
    found = found_in(code, FAILS)
    assert {problem.code for problem in found} == {code}, told(found)
    assert set(places(found)) == TRIED[code][FAILS].marks, told(found)
    said = SECTIONS[code].strip().partition("\n")[0]
    assert said.startswith(("*Error or warning.*", *(_KINDS[problem.severity.value] for problem in found)))


@pytest.mark.parametrize("code", TRIED)
def test_the_example_that_passes_gives_no_problem(code: str) -> None:
    found = [it for it in found_in(code, PASSES) if it.severity is not Severity.NOTE]
    assert not found, told(found)


@pytest.mark.parametrize("code", TRIED)
def test_each_code_has_both_examples(code: str) -> None:
    assert list(TRIED[code]) == [FAILS, PASSES]
    assert all(trial.files for trial in TRIED[code].values())
    assert TRIED[code][FAILS].marks and not TRIED[code][PASSES].marks


def test_what_has_no_example_has_a_reason_and_a_test() -> None:
    codes = [code for some in UNTRIED.values() for code in some.split()]
    assert set(codes) ^ (set(RULES) - set(TRIED)) == set()
    tests = (path for path in (PROJECT / "tests").glob("*/**/test_*.py") if path.parent != Path(__file__).parent)
    texts = "".join(path.read_text("utf-8") for path in tests)
    assert [code for code in codes if not re.search(rf'["\s[]{code}["\]]', texts)] == []
