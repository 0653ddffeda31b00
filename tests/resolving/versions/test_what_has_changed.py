"""What was handed out is kept in words; what a text says otherwise since is found, told and shown."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.kept_version import CORRECTION, COUNTS, DATA, FOLDER, KEPT, corrected, kept, recounted, with_data
from support.project import Built, Project, words_of

from briefgen.model.core.diagnostics import Diagnostic
from briefgen.model.records.versions import KeptBlock, KeptVersion, in_order, version_key
from briefgen.reading.texts import read_one
from briefgen.reading.world import MemoryWorld
from briefgen.resolving.edition.history_views import ErratumRow, History
from briefgen.resolving.versions.block_changes import Fate, PlainBlock, differences, excerpts, said_of, word_runs
from briefgen.running.store import FileStore
from briefgen.writing.content.records import version_file

KEY_FIGURES = "key_figures: [count-a]"


def found(project: Project) -> tuple[Diagnostic, ...]:
    return (*project.site().diagnostics, *project.editions().diagnostics)


def codes(project: Project) -> set[str]:
    return {it.code for it in found(project)}


def history(project: Project, lang: str = "en") -> History:
    made = project.editions().value[lang].articles["first"].history
    assert made is not None
    return made


def rows(project: Project, lang: str = "en") -> list[ErratumRow]:
    (slip,) = history(project, lang).slips
    return [row for erratum in slip.errata for row in erratum.rows]


# Kept


def test_a_text_that_was_kept_and_has_not_changed_gives_no_problem_and_no_history() -> None:
    project = kept(Project())
    assert found(project) == ()
    assert project.editions().value["en"].articles["first"].history is None


def test_what_is_kept_is_what_readers_see_and_not_how_it_is_marked() -> None:
    project = kept(Project())
    other = project.with_change(f"{FOLDER}/en.md", "Take more samples.", "Take *more*\nsamples.")
    assert found(other) == ()


@pytest.mark.parametrize("path", [f"{FOLDER}/ko.md", COUNTS])
def test_what_changes_in_silence_is_an_error(path: str) -> None:
    old, new = ("표본을 더 모은다.", "표본을 덜 모은다.") if path.endswith(".md") else ("12 samples", "21 samples")
    problems = found(kept(Project()).with_change(path, old, new))
    assert {it.code for it in problems} == {"change-is-logged"}
    assert all(it.related and it.related[0][0].path == KEPT for it in problems)
    assert all("”" in it.message and "now" in it.message for it in problems)


def test_the_block_that_changed_is_told_at_its_line() -> None:
    changed = kept(Project()).with_change(f"{FOLDER}/en.md", "Take more samples.", "Take fewer samples.")
    (problem,) = found(changed)
    line = changed.text(f"{FOLDER}/en.md").split("\n").index("Take fewer samples.") + 1
    assert problem.span is not None and problem.span.line == line
    assert "“more” is now “fewer”" in problem.message


def test_a_value_of_the_ledger_that_changed_is_told_with_the_fact_and_its_line() -> None:
    changed = recounted(kept(Project()))
    english, korean = found(changed)
    line = changed.text(COUNTS).split("\n").index("  value: 21 samples") + 1
    for problem, was, now in ((korean, "12개", "21개"), (english, "12", "21")):
        assert f"“{was}” is now “{now}”, the value of the fact “count-a”" in problem.message
        _, (there, _) = problem.related
        assert (there.path, there.line) == (COUNTS, line)
        assert problem.span is not None
        assert (problem.span.path, problem.span.line) == (DATA, 1 + changed.text(DATA).split("\n").index(KEY_FIGURES))


def test_a_change_that_the_log_tells_is_none_in_silence() -> None:
    assert found(corrected()) == ()


def test_a_version_that_is_raised_without_a_word_is_an_error() -> None:
    raised = with_data(recounted(kept(Project())), 'version: "1.1"\n')
    (problem,) = found(raised)
    assert problem.code == "change-is-logged" and "1.1" in problem.message


def test_a_version_that_nobody_kept_is_told_of() -> None:
    assert codes(with_data(recounted(Project()), CORRECTION)) == {"version-is-kept"}
    skipped = corrected().with_change(DATA, 'version: "1.1"\nupdated', 'version: "1.2"\nupdated')
    (problem,) = [it for it in found(skipped) if it.code == "version-is-kept"]
    assert "version 1.1 was not kept" in problem.message


def test_a_version_comes_after_those_before() -> None:
    assert "version-rises" in codes(with_data(kept(Project(), "1.10"), 'version: "1.9"\n'))


def test_nothing_is_asked_of_a_brief_that_was_withdrawn() -> None:
    gone = with_data(corrected(), "status: withdrawn\nwithdrawn_because: {ko: 잘못., en: Wrong.}\n")
    assert codes(gone) == {"brief-is-published"}, "the pack that binds it"


def test_a_quotation_that_was_not_printed_is_told_at_its_line_in_its_language() -> None:
    wrong = corrected().with_change(DATA, "en: There are 12 samples.}", "en: There are 13 samples.}")
    (problem,) = found(wrong)
    assert problem.code == "erratum-quotes-the-text"
    assert "There are 12 samples." in problem.hint
    assert problem.span is not None and problem.span.line == wrong.text(DATA).split("\n").index(
        "    was: {ko: 표본은 12개이다., en: There are 13 samples.}"
    ) + 1  # fmt: skip


def test_what_a_change_affects_is_there_and_a_wording_in_every_language() -> None:
    wrong = corrected().with_change(DATA, "r1, bars]", "r1, baars]")
    (problem,) = found(wrong)
    assert problem.code == "change-affects-what-is-there" and "bars" in problem.hint
    lacking = corrected().with_change(DATA, "{ko: 표본의 수를 잘못 적었다., en:", "{en:")
    assert codes(lacking) == {"text-is-translated"}


# What has changed


@pytest.mark.parametrize(("lang", "was", "now"), [("ko", "12개", "21개"), ("en", "12", "21")])
def test_every_block_that_differs_is_shown_with_the_words_that_went_and_came(lang: str, was: str, now: str) -> None:
    (step,) = history(corrected(), lang).steps
    assert (step.was, step.now) == ("1.0", "1.1")
    assert [block.kind for block in step.blocks] == ["key-figure", "glance", "row"]
    for block in step.blocks:
        assert next(run.words for run in block.runs if run.fate == "gone").startswith(was)
        assert next(run.words for run in block.runs if run.fate == "new").startswith(now)
    assert [change.text for change in step.changes] == [article_change(lang)]


def article_change(lang: str) -> str:
    return {"ko": "표본의 수를 잘못 적었다.", "en": "The number of samples was wrong."}[lang]


def test_a_block_that_came_and_one_that_went_are_told_apart() -> None:
    text = f"{FOLDER}/en.md"
    project = kept(Project()).with_change(text, "Take more samples.", "Take more samples.\n\nA quite new sentence.")
    project = project.with_change(text, "See {ref}`fig-bars`.[^how]", "See {ref}`fig-bars`.").with_change(
        text, "[^how]: Counted by hand.", ""
    )
    fates = {(block.kind, block.fate) for block in history(with_data(project, LOGGED)).steps[0].blocks}
    assert fates == {("paragraph", "new"), ("note", "gone")}


LOGGED = """\
version: "1.1"
changes:
  - {date: 2001-05-02, version: "1.1", text: {ko: 고쳤다., en: Changed.}}
"""


def test_steps_run_from_version_to_version_the_newest_first() -> None:
    second = kept(corrected(), "1.1")
    third = second.with_change(DATA, 'version: "1.1"\nupdated: 2001-05-02', 'version: "1.2"\nupdated: 2001-06-03')
    more = '  - {date: 2001-06-03, version: "1.2", level: minor, text: {ko: 고쳤다., en: Mended.}}\n'
    third = with_data(third, more).with_change(f"{FOLDER}/en.md", "Take more samples.", "Take many more samples.")
    assert found(third) == ()
    made = history(third)
    assert [(step.was, step.now) for step in made.steps] == [("1.1", "1.2"), ("1.0", "1.1")]
    assert [(it.version, it.is_current) for it in made.kept] == [("1.1", False), ("1.0", False)]
    assert [slip.version for slip in made.slips] == ["1.0"], "nothing of 1.1 was corrected"


def test_the_newest_change_stands_first_however_the_author_wrote_them() -> None:
    entry = "  - {{date: {}, level: minor, text: {{ko: {}., en: {}.}}}}\n"
    days = (("2001-05-02", "가", "One"), ("2001-06-03", "나", "Two"), ("2001-05-02", "다", "Three"))
    project = with_data(Project(), "changes:\n" + "".join(entry.format(*it) for it in days))
    built = project.build()
    for path in ("en/briefs/first.html", "en/briefs/first/changes.html"):
        assert re.findall(r"<p>(One|Two|Three)\.</p>", built.page(path)) == ["Two", "One", "Three"]


def test_what_is_joined_to_one_line_has_a_sign_between_its_parts() -> None:
    told = Project().with_change(f"{FOLDER}/en.md", "- There are", "- **Number:** There are")
    told = told.with_change(DATA, KEY_FIGURES, "key_figures: [{fact: count-a, about: {ko: 손으로 셈, en: By hand}}]")
    said = {it.kind: it.words for it in said_of(told.editions().value["en"].articles["first"])}
    assert said["glance"].startswith("Number: There are")
    assert said["key-figure"] == "Number of samples: 12 samples – By hand"


# Slips


def test_a_slip_quotes_the_wording_and_all_that_the_fact_has_made_wrong() -> None:
    quoted = {(row.kind, row.page, row.was, row.now) for row in rows(corrected())}
    assert quoted == {
        ("key-figure", 2, "Number of samples: 12 samples", "Number of samples: 21 samples"),
        ("glance", 2, "There are 12 samples.", "There are 21 samples."),
        ("row", 2, "Samples | 12 samples", "Samples | 21 samples"),
    }


def test_what_another_change_made_is_not_on_the_slip() -> None:
    both = with_data(
        corrected().with_change(DATA, ', "#p1", r1, bars]', "]"),
        '  - {date: 2001-05-02, version: "1.1", text: {ko: 다듬었다., en: Polished.}}\n',
    ).with_change(f"{FOLDER}/en.md", "Take more samples.", "Take some more samples.")
    assert found(both) == ()
    assert "Take" not in " ".join(row.was for row in rows(both))


def test_an_update_needs_no_slip() -> None:
    assert history(corrected().with_change(DATA, "kind: correction", "kind: update")).slips == ()


def test_what_was_wrong_in_one_language_alone_is_quoted_there_alone() -> None:
    """That the languages did not agree is what was wrong: the quotation of it is not a new disagreement."""
    text = f"{FOLDER}/en.md"
    wrong = kept(Project().with_change(text, "- There are {fact}`count-a`.", "- There are 99 samples, says DeepSea."))
    right = with_data(
        wrong.with_change(text, "There are 99 samples, says DeepSea.", "There are 12 samples."), CORRECTION
    )
    right = right.with_change(
        DATA, "    was: {ko: 표본은 12개이다., en: There are 12 samples.}", "    was: {en: 99 samples}"
    )
    right = right.with_change(DATA, "{ko: 표본은 21개이다., en: There are 21 samples.}", "{en: 12 samples}")
    assert found(right) == ()
    assert [row.was for row in rows(right)] == ["99 samples"]
    assert history(right, "ko").slips == ()
    assert not any(it.code == "numbers-agree" and "changes" in str(it.span) for it in right.build().diagnostics)


# Invariants

_WORDS = st.lists(st.sampled_from(["가", "나", "3,981억", "the", "rise", "of", "5%"]), max_size=14)


@given(_WORDS, _WORDS)
def test_runs_give_back_both_wordings(before: list[str], after: list[str]) -> None:
    runs = word_runs(" ".join(before), " ".join(after))
    assert " ".join(run.words for run in runs if run.fate is not Fate.NEW).split() == before
    assert " ".join(run.words for run in runs if run.fate is not Fate.GONE).split() == after


@given(_WORDS, _WORDS)
def test_an_excerpt_has_every_word_that_went_and_came(before: list[str], after: list[str]) -> None:
    runs = word_runs(" ".join(before), " ".join(after))
    quoted = list(excerpts(runs))
    for fate, side in ((Fate.GONE, 0), (Fate.NEW, 1)):
        wanted = [word for run in runs if run.fate is fate for word in run.words.split()]
        left = iter(" ".join(pair[side] for pair in quoted).split())
        assert all(word in left for word in wanted), "in their order"
    assert bool(quoted) == (before != after)


@given(st.lists(_WORDS, max_size=6), st.lists(_WORDS, max_size=6))
def test_differences_account_for_every_block(before: list[list[str]], after: list[list[str]]) -> None:
    one, other = ([PlainBlock("paragraph", " ".join(words)) for words in texts] for texts in (before, after))
    made = differences(one, other)
    gone = [it.was for it in made if it.was] + [it.now for it in made if it.now]
    assert len(one) - sum(bool(it.was) for it in made) == len(other) - sum(bool(it.now) for it in made)
    assert len(gone) == len(set(map(id, gone)))
    assert (made == ()) == ([it.same for it in one] == [it.same for it in other])


@settings(max_examples=25)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20), max_size=4))
def test_what_is_kept_is_read_back(texts: list[str]) -> None:
    blocks = tuple(KeptBlock(kind="paragraph", words=" ".join(text.split()), number="3") for text in texts)
    blocks = tuple(it for it in blocks if it.words.isprintable())
    data = KeptVersion(
        published=Project().editions().value["en"].articles["first"].data.published, texts={"en": blocks}
    )
    read = read_one(MemoryWorld({KEPT: version_file("1.0", data)}), KEPT, KeptVersion, None)
    assert read.diagnostics == ()
    assert read.value is not None and read.value.value == data


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=6))
def test_versions_are_sorted_by_their_numbers(numbers: list[tuple[int, int]]) -> None:
    names = [f"{major}.{minor}" for major, minor in numbers]
    assert [version_key(it) for it in in_order(names)] == sorted(numbers)


# The pages


@pytest.fixture(scope="module")
def base(shared_folder: Path) -> Project:
    return Project(store=FileStore(shared_folder / "store"))


@pytest.fixture(scope="module")
def built(base: Project) -> Built:
    return corrected(base).build()


def test_the_page_says_in_words_what_went_and_what_came(built: Built) -> None:
    made = built
    assert made.diagnostics == ()
    for lang, words in (
        ("ko", "표본 수: [삭제:] 12개 [끝] [추가:] 21개 [끝]"),
        ("en", "Number of samples: [deleted:] 12 [end] [added:] 21 [end] samples"),
    ):
        path = f"{lang}/briefs/first/changes.html"
        assert words in made.words(path).replace("\u2060", "")
        assert re.search(r"<del>.*?12", made.page(path)) and re.search(r"<ins>.*?21", made.page(path))
        assert 'content="noindex"' in made.page(path)
        assert f"{lang}/briefs/first/changes.html" not in made.page("sitemap.xml")
        assert 'href="../first.html#p1"' in made.page(path), "what the change affects"


def test_the_log_the_banner_and_the_docket_lead_to_it(built: Built) -> None:
    own = built.page("en/briefs/first.html")
    banner = re.search(r'<p class="standing notice.*?</p>', own)
    assert banner and "Corrected on 2 May 2001." in words_of(banner[0]) and 'href="first/changes.html"' in banner[0]
    assert own.count('href="first/changes.html') == 3


@pytest.mark.parametrize(("level", "banner", "docket"), [("standard", False, True), ("minor", False, False)])
def test_the_banner_follows_the_level(base: Project, level: str, banner: bool, docket: bool) -> None:
    made = corrected(base).with_change(DATA, "level: significant", f"level: {level}").build()
    own = made.page("en/briefs/first.html")
    assert ("standing notice" in own) == banner
    assert ("changes.html#change-2001-05-02" in own.split("</head>")[1]) == docket
    assert ("#change-2001-05-02</id>" in made.page("en/feed.xml")) == docket
    assert "The number of samples was wrong." in own, "the log has it all the same"


def test_a_feed_has_an_entry_for_each_change_with_an_id_of_its_own(built: Built) -> None:
    feed = built.page("en/feed.xml")
    ids = re.findall(r"<id>(.*?)</id>", feed)
    assert len(ids) == len(set(ids))
    assert "https://example.org/sample/en/briefs/first/changes.html#change-2001-05-02" in ids
    assert "<title>Correction: The first brief</title>" in feed
    assert "For “There are 12 samples.” read “There are 21 samples.”" in feed
    items = json.loads(built.page("en/feed.json"))["items"]
    assert [it["id"] for it in items] == ids[1:]
    (told,) = [it for it in items if it["title"] == "Correction: The first brief"]
    assert told["content_text"].endswith("For “There are 12 samples.” read “There are 21 samples.”")
    assert told["tags"] == ["Correction"]


def test_a_withdrawn_brief_keeps_its_log_and_quotes_nothing(base: Project) -> None:
    reason = "status: withdrawn\nwithdrawn_because: {ko: 잘못., en: Wrong.}\n"
    made = with_data(corrected(base), reason).build()
    texts = "\n".join(content.decode("utf-8", "replace") for content in made.tree.files.values())
    assert "The number of samples was wrong." in made.words("en/briefs/first/changes.html")
    assert "There are 12 samples" not in texts and "There are 21 samples" not in texts
    assert "Take more samples" not in texts


OLD_ORDER = ("Hangzhou has four firms of note.", "Whose merit is it that the firms are there?", "Nobody counts visits.")


def told(old: tuple[str, ...], new: tuple[str, ...]) -> list[tuple[Fate, str]]:
    made = differences([PlainBlock("paragraph", it) for it in old], [PlainBlock("paragraph", it) for it in new])
    return [(it.fate, it.now.words if it.now else it.was.words if it.was else "") for it in made]


def test_a_block_that_stands_elsewhere_is_told_once() -> None:
    first, second, third = OLD_ORDER
    assert told(OLD_ORDER, (second, third, first)) == [(Fate.MOVED, first)]


def test_a_block_that_stands_elsewhere_in_other_words_is_told_once_with_both() -> None:
    _, second, third = OLD_ORDER
    assert told(OLD_ORDER, (second, third, "Hangzhou has five firms of note.")) == [
        (Fate.CHANGED, "Hangzhou has five firms of note.")
    ]


def test_two_paragraphs_that_share_little_words_alone_are_not_one() -> None:
    old = "The first of the rounds was held in the year of the treaty, and the second one in the spring."
    new = "Provinces keep the list of fields that are open, while the ministry decides in which order."
    assert told((old,), (new,)) == [(Fate.GONE, old), (Fate.NEW, new)]
