"""Every code is explained: its example that fails gives it at its line and nothing else, the other one nothing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from functools import cache

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
_VERIFY, _WHOSE = "tests/verifying/test_verify.py", "tests/verifying/test_whose.py"
_EXTENSIONS = "tests/reading/test_extensions.py"
_PUBLISHING = "tests/hosting/test_publishing.py"
_BACK = "tests/handouts/test_take_back.py"
_SHEET = "tests/handouts/test_ledger_sheet.py"
_TAKE = "tests/handouts/test_translators.py"
_RELEASE = "tests/resolving/signing/test_release.py"
_PACKS = "tests/verifying/test_verify_packs.py"
UNTRIED = {
    "extension-is-installed": (
        "a package",
        f"{_EXTENSIONS}::test_one_that_is_not_installed_is_an_error_where_it_is_named",
    ),
    "extension-is-named": ("a package", f"{_EXTENSIONS}::test_that_it_runs_is_told_where_the_site_names_it"),
    "extension-works": (
        "a fault of a package",
        f"{_EXTENSIONS}::test_one_that_fails_is_named_at_its_place_and_its_lines_are_kept",
    ),
    "file-is-plain": (
        "a link of a disk",
        "tests/reading/test_odd_files.py::test_a_link_that_leads_out_or_nowhere_is_named_and_not_followed",
    ),
    "pdf-is-whole": (
        "a fault of a library",
        "tests/rendering/paper/test_pdf_standards.py::test_what_a_file_has_lost_is_said",
    ),
    "reference-is-complete": (
        "a document of Word",
        "tests/handouts/test_handoff.py::test_a_style_that_is_missing_is_told_and_the_text_is_there",
    ),
    "returned-file-is-readable": ("a document", f"{_BACK}::test_a_hostile_file_is_refused_with_a_sentence"),
    "returned-file-is-ours": ("a document", f"{_BACK}::test_a_block_of_another_brief_is_told"),
    "returned-file-is-current": (
        "a document",
        f"{_BACK}::test_a_document_of_an_older_text_is_told_with_what_has_changed",
    ),
    "translation-file-is-whole": ("a text in HTML", f"{_TAKE}::test_a_text_in_html_is_told_and_left_out"),
    "translation-file-is-readable": (
        "a file of a translator",
        f"{_TAKE}::test_a_hostile_or_damaged_file_is_refused_with_a_sentence",
    ),
    "translation-file-is-ours": (
        "a file of a translator",
        f"{_TAKE}::test_a_unit_that_is_there_twice_or_of_another_brief_is_refused",
    ),
    "translation-file-is-current": (
        "a file of a translator",
        f"{_TAKE}::test_a_file_of_an_older_text_is_refused_with_the_place",
    ),
    "unit-is-returned-once": (
        "a file of a translator",
        f"{_TAKE}::test_a_unit_that_is_there_twice_or_of_another_brief_is_refused",
    ),
    "mark-is-as-exported": (
        "a file of a translator",
        f"{_TAKE}::test_a_mark_that_is_not_as_it_was_is_an_error_at_its_unit",
    ),
    "translation-has-place": (
        "a file of a translator",
        f"{_TAKE}::test_a_missing_row_is_put_in_once_all_of_it_is_translated",
    ),
    "translation-is-read-back": (
        "a file of a translator",
        f"{_TAKE}::test_words_that_cannot_be_written_as_they_are_meant_are_refused",
    ),
    "fact-is-returned-once": ("a spreadsheet", f"{_SHEET}::test_a_fact_in_two_rows_is_refused"),
    "fact-is-as-handed-out": (
        "a spreadsheet",
        f"{_SHEET}::test_a_value_that_was_changed_is_told_at_its_line_and_keeps_the_spelling_and_the_comment",
    ),
    "returned-cell-has-value": (
        "a spreadsheet",
        f"{_SHEET}::test_a_cell_without_a_value_of_its_own_is_an_error_and_the_rest_is_taken",
    ),
    "block-is-returned-once": ("a document", f"{_BACK}::test_two_copies_of_a_block_are_told"),
    "block-is-as-handed-out": (
        "a document",
        f"{_BACK}::test_each_kind_of_block_is_found_and_rewritten",
    ),
    "figure-is-as-handed-out": (
        "a document",
        f"{_BACK}::test_a_figure_that_is_not_as_it_was_is_an_error_at_its_place",
    ),
    "change-is-decided": ("a document", f"{_BACK}::test_tracked_changes_have_their_author_and_time"),
    "comment-is-answered": ("a document", f"{_BACK}::test_a_comment_is_told_at_its_block_and_is_no_change"),
    "copy-is-embargoed": (
        "it is told of a command",
        "tests/handouts/test_press_copies.py::test_there_is_no_copy_of_what_is_not_under_embargo",
    ),
    "erratum-fits": (
        "it takes a page of corrections",
        "tests/handouts/test_handed_out.py::test_a_slip_that_is_longer_than_its_page_is_an_error",
    ),
    "address-is-checked": (
        "it depends on the day",
        "tests/checking/test_external.py::test_what_is_not_known_is_told_of_the_time_it_is",
    ),
    "translation-is-current": (
        "it takes the digest of a text",
        "tests/resolving/translation/test_current.py::test_one_sentence_changed_makes_exactly_its_block_stale",
    ),
    "signers-are-named": ("it takes --release", f"{_RELEASE}::test_a_site_that_names_no_signers_is_not_released"),
    "text-is-signed": ("it takes --release", f"{_RELEASE}::test_what_nobody_has_signed_is_refused"),
    "signature-is-current": ("it takes --release", f"{_RELEASE}::test_what_was_signed_for_an_older_text_is_refused"),
    "folder-is-ours": (
        "a folder of the disk",
        "tests/writing/test_publish.py::test_a_folder_of_someone_else_is_refused",
    ),
    "folder-is-writable": ("a fault of a disk", "tests/writing/test_publish.py::test_a_full_disk_leaves_the_old_site"),
    "leave-behind-fits": (
        "it takes two pages of text",
        "tests/rendering/paper/test_furniture.py::test_a_sheet_that_overflows_is_an_error_at_the_paragraph_that_no_longer_fits",
    ),
    "page-is-filled": (
        "it takes pages of text",
        "tests/checking/test_filled.py::test_a_short_last_page_is_reported_at_the_brief",
    ),
    "text-fits-limit": (
        "it takes 100,000 characters",
        "tests/reading/test_limits.py::test_a_block_that_is_too_long_is_reported_at_its_line",
    ),
    "work-fits-limits": (
        "it takes 10 seconds",
        "tests/running/test_bounds.py::test_what_takes_too_much_is_ended_at_its_place",
    ),
    "worker-is-undisturbed": (
        "a signal from outside",
        "tests/running/test_bounds.py::test_a_worker_that_is_stopped_is_replaced",
    ),
    "machine-has-room": (
        "a full disk",
        "tests/running/test_run.py::test_what_the_machine_lacks_is_told_once_and_is_no_bug",
    ),
    "state-is-own": (
        "a repository, or a link",
        "tests/cli/test_state.py::test_a_state_that_is_committed_is_not_believed",
    ),
    "site-is-current": (
        "a folder of the disk",
        f"{_PUBLISHING}::test_a_folder_that_is_not_as_it_was_built_is_refused",
    ),
    "repository-is-ready": (
        "a repository",
        f"{_PUBLISHING}::test_what_git_lacks_is_told_in_its_words_with_what_to_do",
    ),
    "source-is-committed": (
        "a repository",
        f"{_PUBLISHING}::test_sources_that_are_not_committed_are_told_and_the_commit_says_so",
    ),
    "remote-takes-it": ("a repository", f"{_PUBLISHING}::test_a_remote_that_refuses_says_why_in_its_own_words"),
    "branch-is-ours": (
        "a repository",
        f"{_PUBLISHING}::test_a_branch_that_another_tool_has_made_is_not_replaced_unasked",
    ),
    "address-stays": (
        "a published site",
        f"{_PUBLISHING}::test_an_address_that_was_published_does_not_vanish_in_silence",
    ),
    "path-is-served": ("no file is called so", f"{_PUBLISHING}::test_what_pages_does_not_serve_is_refused"),
    "size-is-allowed": ("it takes 100 MB", f"{_PUBLISHING}::test_what_github_does_not_take_is_refused"),
    "starter-is-replaced": (
        "only a release asks",
        f"{_PUBLISHING}::test_words_of_a_starter_are_told_before_they_go_to_readers",
    ),
    "address-is-known": (
        "it takes a remote",
        f"{_PUBLISHING}::test_a_site_that_does_not_know_its_address_is_told",
    ),
    "domain-fits-address": (
        "only publishing asks",
        f"{_PUBLISHING}::test_a_domain_that_is_not_that_of_the_address_is_an_error",
    ),
    "site-is-built": ("a built site", f"{_VERIFY}::test_without_a_site_it_says_what_to_do"),
    "pdf-can-be-read": ("a damaged PDF", f"{_VERIFY}::test_a_pdf_that_cannot_be_read_back_is_named"),
    "paper-has-every-block": ("a built site, read back", f"{_VERIFY}::test_a_difference_is_named"),
    "handout-says-the-same": (
        "a file with a changed digit",
        "tests/verifying/test_formats_read_back.py::test_one_fault_is_told",
    ),
    "twin-says-the-same": (
        "a built site, read back",
        "tests/verifying/test_twins.py::test_a_word_or_figure_that_differs_is_named",
    ),
    "paper-says-the-same": ("a built site, read back", f"{_VERIFY}::test_a_difference_is_named"),
    "paper-gives-the-same-numbers": ("a built site, read back", f"{_VERIFY}::test_a_difference_is_named"),
    "paper-leads-to-the-same-places": ("a built site, read back", f"{_VERIFY}::test_a_difference_is_named"),
    "booklet-has-every-page": ("a built site, read back", f"{_PACKS}::test_sides_in_another_order_are_named"),
    "page-marks-are-right": (
        "a built site, read back",
        "tests/verifying/test_breaks.py::test_a_mark_that_is_wrong_is_named",
    ),
    "languages-have-the-same-parts": ("a built site, read back", f"{_VERIFY}::test_a_difference_is_named"),
    "languages-give-the-same-facts": ("a built site, read back", f"{_VERIFY}::test_a_difference_is_named"),
    "pdf-says-what-it-is": ("a PDF of another program", f"{_WHOSE}::test_a_pdf_that_says_nothing_of_itself_is_told_so"),
    "file-is-as-built": (
        "a folder of the disk",
        "tests/verifying/test_as_built.py::test_a_file_that_is_not_as_it_was_built_is_named",
    ),
    "pdf-is-unchanged": (
        "a PDF that somebody has changed",
        "tests/verifying/test_altered.py::test_a_changed_copy_is_found_out",
    ),
    "pdf-is-current": ("a PDF of another build", f"{_WHOSE}::test_it_says_how_the_pdf_stands_to_the_site"),
    "internal-error": ("a fault of briefgen", "tests/running/test_run.py::test_an_exception_costs_its_own_job_only"),
}
"""What no file of an author brings about: why, and the test that brings it about."""
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
    assert set(RULES) - set(TRIED) == set(UNTRIED)
    for code, (reason, test) in UNTRIED.items():
        path, _, name = test.partition("::")
        text = (PROJECT / path).read_text("utf-8")
        assert reason and name in functions(ast.parse(text).body), test
        assert re.search(rf'["\s]{code}"', text), f"{path} says nothing of {code}"


def functions(body: Iterable[ast.stmt]) -> set[str]:
    return {part.name for part in body if isinstance(part, ast.FunctionDef)}
