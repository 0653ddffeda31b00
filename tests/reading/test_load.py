"""A project folder becomes a site; whatever is broken is told, and the rest is read."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from decimal import Decimal

import pytest

from briefgen.model.core.diagnostics import Outcome, Severity, Span
from briefgen.model.written.site import Site
from briefgen.reading.load import load
from briefgen.reading.world import MemoryWorld

from sound_project import SOUND  # isort: skip


def loaded(changes: dict[str, str | bytes | None]) -> Outcome[Site]:
    files = {path: content for path, content in (SOUND | changes).items() if content is not None}
    return load(MemoryWorld(files))


def told(outcome: Outcome[Site]) -> list[str]:
    return [f"{found.span} {found.code}" for found in outcome.diagnostics]


def test_a_sound_project_is_read_whole() -> None:
    outcome = loaded({})
    assert outcome.diagnostics == ()
    site = outcome.value
    assert site.languages == ("ko", "en")
    assert {lang: profile.tag for lang, profile in site.profiles.items()} == {"ko": "ko", "en": "en"}
    assert list(site.facts) == ["count-a"]
    assert list(site.sources) == ["report-a"]
    assert list(site.glossary) == ["sample"]
    assert list(site.timeline) == ["start"]
    assert list(site.packs) == ["all"]
    assert list(site.pages["about"]) == ["ko", "en"]
    brief = site.briefs["first"]
    assert list(brief.texts) == ["ko", "en"]
    assert brief.texts["ko"].front.value.title == "첫째"
    assert brief.texts["ko"].body.plain().strip() == "본문."
    assert brief.images == {"photo.png": "content/briefs/first/photo.png"}
    spec = brief.charts["bars"].value.spec
    assert spec == {"mark": "bar", "width": 120, "height": Decimal("32.5"), "autosize": True}


@pytest.mark.parametrize(("ident", "better"), [("../../../x", "x"), ("a/b", "a-b"), ("/etc", "etc")])
def test_a_topic_that_names_another_folder_is_an_error(ident: str, better: str) -> None:
    settings = SOUND["content/site.yaml"]
    assert isinstance(settings, str)
    found = loaded({"content/site.yaml": f"{settings}topics: {{{ident}: {{name: T}}}}\n"}).diagnostics
    (problem,) = [it for it in found if it.code == "id-is-one-word"]
    assert problem.span and problem.span.path == "content/site.yaml" and problem.hint == f"call it {better}"


@pytest.mark.parametrize("mark", ["\u202e", "\u200b", "\u200d", "\ufeff", "\u00ad", "\u2067"])
@pytest.mark.parametrize(
    ("path", "new", "what"),
    [
        ("content/packs/all.yaml", "content/packs/a{}ll.yaml", "pack"),
        ("content/briefs/first/bars.chart.yaml", "content/briefs/first/ba{}rs.chart.yaml", "chart"),
    ],
)
def test_a_name_with_a_character_that_nobody_sees_is_an_error(path: str, new: str, what: str, mark: str) -> None:
    found = [it for it in loaded({new.format(mark): SOUND[path]}).diagnostics if it.code == "id-is-one-word"]
    assert len(found) == 1
    assert what in found[0].message and mark not in found[0].message
    assert found[0].span is not None and found[0].span.path == new.format(mark)


@pytest.mark.parametrize("twin", ["count\u2010a", "count\u2013a", "c\u043eunt-a", "count-\u03b1", "\uff43ount-a"])
def test_an_id_that_looks_like_another_is_an_error_at_its_place(twin: str) -> None:
    fact = str(SOUND["content/facts/counts.yaml"])
    outcome = loaded({"content/facts/b.yaml": fact.replace("count-a", twin)})
    (found,) = outcome.diagnostics
    assert (str(found.span), found.code) == ("content/facts/b.yaml:1:1", "key-is-unique")
    assert "looks like" in found.message and found.related[0][0].path == "content/facts/counts.yaml"


def test_ids_that_can_be_told_apart_are_no_problem() -> None:
    fact = str(SOUND["content/facts/counts.yaml"])
    for name in ("count-b", "count-가", "count\u2013b", "counta", "count--a"):
        assert loaded({"content/facts/b.yaml": fact.replace("count-a", name)}).diagnostics == ()


@pytest.mark.parametrize("period", ["99999", "12 samples", "5 %"])
def test_a_period_that_is_not_a_date_is_said_to_be_none(period: str) -> None:
    fact = str(SOUND["content/facts/counts.yaml"])
    (found,) = loaded({"content/facts/counts.yaml": f"{fact.rstrip()}\n  period: {period}\n"}).diagnostics
    assert found.message == f"“{period}” is not a date; write 2025, 2025-04, 2025-04-11 or 2024/2025"


def test_without_a_site_file_there_is_one_clear_error() -> None:
    (found,) = loaded({"content/site.yaml": None}).diagnostics
    assert (found.code, found.severity) == ("file-exists", Severity.ERROR)
    assert found.hint
    (found,) = loaded({"content/site.yaml": None, "content/site.yml": "title: x"}).diagnostics
    assert "rename" in found.hint
    assert len(load(MemoryWorld({}, theme={})).diagnostics) == 1


def test_a_broken_site_file_hides_no_other_problem() -> None:
    outcome = loaded({"content/site.yaml": "title: [\nlanguages: [ko, en]\n", "content/facts/a.yaml": "a: {zzz: 1}"})
    assert told(outcome) == [
        "content/facts/a.yaml:1:1 key-is-given",
        "content/facts/a.yaml:1:1 key-is-given",
        "content/facts/a.yaml:1:1 key-is-given",
        "content/facts/a.yaml:1:5 key-is-known",
        "content/site.yaml:1:8 yaml-is-sound",
    ]
    assert outcome.value.languages == ("ko", "en")
    assert list(outcome.value.briefs["first"].texts) == ["ko", "en"]


def test_a_language_may_stand_alone() -> None:
    alone = str(SOUND["content/site.yaml"]).replace("languages: [ko, en]", "languages: ko")
    outcome = loaded({"content/site.yaml": alone})
    assert outcome.value.languages == ("ko",)
    assert "value-has-type" not in [it.code for it in outcome.diagnostics]


def test_languages_are_guessed_from_the_texts_when_the_site_does_not_say() -> None:
    outcome = loaded({"content/site.yaml": "title: x\ndescription: x\npublisher: {name: x}\n"})
    assert told(outcome) == ["content/site.yaml:1:1 key-is-given"]
    assert outcome.value.languages == ("en", "ko")


def test_the_same_fact_in_two_files_shows_both_places() -> None:
    again = "count-b: {label: x, value: 1, source: report-a, status: unverified}\n"
    second = "# more\n" + again.replace("count-b", "count-a")
    outcome = loaded({"content/facts/a.yaml": again, "content/facts/more.yaml": second})
    (found,) = outcome.diagnostics
    assert (found.code, found.span) == ("key-is-unique", Span("content/facts/more.yaml", 2, 1, 2, 8))
    assert found.related == ((Span("content/facts/counts.yaml", 1, 1, 1, 8), "first given here"),)
    assert sorted(outcome.value.facts) == ["count-a", "count-b"]


def test_the_same_source_twice_shows_both_places() -> None:
    outcome = loaded({"content/sources.yaml": "- {id: report-a, type: book}\n- {id: report-a, type: report}\n"})
    (found,) = outcome.diagnostics
    assert (found.code, str(found.span)) == ("key-is-unique", "content/sources.yaml:2:8")
    assert str(found.related[0][0]) == "content/sources.yaml:1:8"


def test_sources_may_stand_under_references_as_pandoc_writes_them() -> None:
    outcome = loaded({"content/sources.yaml": "---\nreferences:\n- id: report-a\n  type: report\n...\n"})
    assert outcome.diagnostics == ()
    assert list(outcome.value.sources) == ["report-a"]


def test_a_brief_lacks_no_language_that_it_does_not_exclude_itself() -> None:
    (found,) = loaded({"content/briefs/first/en.md": None}).diagnostics
    assert (found.code, found.severity) == ("language-has-file", Severity.ERROR)
    assert str(found.span) == "content/briefs/first/brief.yaml:1:1"
    assert "write content/briefs/first/en.md" in found.hint and "languages: [ko]" in found.hint
    (found,) = loaded({"content/briefs/first/en.md": None, "content/briefs/first/ko.md": None}).diagnostics
    assert (found.code, found.severity) == ("language-has-file", Severity.ERROR)


def with_languages(languages: str, **changes: None) -> dict[str, str | bytes | None]:
    data = SOUND["content/briefs/first/brief.yaml"]
    assert isinstance(data, str)
    lacking = {f"content/briefs/first/{name}.md": None for name in changes}
    return {"content/briefs/first/brief.yaml": f"{data.rstrip()}\nlanguages: {languages}\n", **lacking}


def test_a_brief_may_say_which_languages_it_has() -> None:
    assert loaded(with_languages("[ko]", en=None)).diagnostics == ()
    assert loaded(with_languages("ko", en=None)).diagnostics == ()
    assert loaded(with_languages("[ko, en]")).diagnostics == ()
    assert loaded(with_languages("[]")).diagnostics == ()


@pytest.mark.parametrize(
    ("changes", "told", "hint"),
    [
        (with_languages("[ko]"), "content/briefs/first/en.md:1:1 language-has-file", "add en to languages:"),
        (
            with_languages("[ko, en]", en=None),
            "brief.yaml:{line}:17 language-has-file",
            "write content/briefs/first/en",
        ),
        (with_languages("[ko, eng]"), "brief.yaml:{line}:17 language-is-known", "did you mean “en”?"),
        (with_languages("[ko, xyz]"), "brief.yaml:{line}:17 language-is-known", "the languages of the site are ko, en"),
        (with_languages("[kr]", en=None), "brief.yaml:{line}:13 language-is-known", "ko"),
    ],
)
def test_languages_and_files_of_a_brief_agree(changes: dict[str, str | bytes | None], told: str, hint: str) -> None:
    (found,) = loaded(changes).diagnostics
    line = str(changes["content/briefs/first/brief.yaml"]).count("\n")
    assert f"{found.span} {found.code}".endswith(told.format(line=line))
    assert found.severity is Severity.ERROR
    assert hint in found.hint


@pytest.mark.parametrize(
    ("tag", "hint"),
    [
        ("vi", "run briefgen new language vi, and complete the files that it begins"),
        ("enn", "did you mean “en”?"),
        ("xyz", "write the profile of the language in templates/locale/xyz.yaml"),
    ],
)
def test_a_language_without_a_profile_is_begun_by_the_command(tag: str, hint: str) -> None:
    settings = str(SOUND["content/site.yaml"]).replace("[ko, en]", f"[ko, en, {tag}]")
    found = next(it for it in loaded({"content/site.yaml": settings}).diagnostics if it.code == "file-exists")
    assert found.hint.startswith(hint)


def test_a_page_without_a_translation_is_a_warning() -> None:
    (found,) = loaded({"content/pages/about/ko.md": None}).diagnostics
    assert (found.code, found.severity) == ("language-has-file", Severity.WARNING)
    assert found.hint == "write content/pages/about/ko.md"


def test_two_briefs_with_one_number_show_both_places() -> None:
    first = {path: text for path, text in SOUND.items() if path.startswith("content/briefs/first/")}
    second: dict[str, str | bytes | None] = {path.replace("first", "other"): text for path, text in first.items()}
    (found,) = loaded(second).diagnostics
    assert (found.code, found.severity) == ("number-is-unique", Severity.ERROR)
    assert str(found.span) == "content/briefs/other/brief.yaml:1:9"
    assert [(str(span), said) for span, said in found.related] == [
        ("content/briefs/first/brief.yaml:1:9", "first given here")
    ]


def test_briefs_whose_numbers_cannot_be_read_do_not_share_one() -> None:
    broken = {f"content/briefs/{slug}/brief.yaml": "number: No. 1\npublished: 2001-01-01\n" for slug in ("first", "b")}
    texts = {f"content/briefs/b/{lang}.md": SOUND[f"content/briefs/first/{lang}.md"] for lang in ("ko", "en")}
    assert {found.code for found in loaded({**broken, **texts}).diagnostics} == {"value-has-type"}


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("content/briefs/first/kr.md", "did you mean ko.md?"),
        (
            "content/briefs/first/vi.md",
            "the languages of the site are ko, en; add vi to languages: in content/site.yaml",
        ),
        ("content/breifs/a/ko.md", "did you mean “briefs”?"),
        ("content/facts/a.yml", "rename it to a.yaml"),
        ("content/glossery.yaml", "did you mean “glossary.yaml”?"),
        ("content/briefs/first/bars.yml", "rename it to bars.yaml"),
    ],
)
def test_a_file_that_nothing_reads_is_told(path: str, hint: str) -> None:
    moved = {"content/briefs/first/ko.md": None} if path.endswith(("kr.md", "vi.md")) else {}
    found = next(each for each in loaded({path: "", **moved}).diagnostics if each.code == "file-is-expected")
    severity = Severity.ERROR if path.startswith("content/facts/") else Severity.WARNING
    assert (found.severity, found.span) == (severity, Span(path))
    assert found.hint == hint


@pytest.mark.parametrize(
    "path", ["content/README.md", "content/briefs/first/LICENSE", "content/briefs/first/.ko.md.swp"]
)
def test_companions_and_backups_may_lie_about(path: str) -> None:
    assert loaded({path: "x"}).diagnostics == ()


def test_a_brief_without_its_data_is_still_read() -> None:
    outcome = loaded({"content/briefs/first/brief.yaml": None})
    (found,) = outcome.diagnostics
    assert (found.code, found.severity) == ("file-exists", Severity.ERROR)
    assert "content/briefs/first/brief.yaml" in found.hint
    assert list(outcome.value.briefs["first"].texts) == ["ko", "en"]


def test_a_language_needs_a_profile() -> None:
    site = str(SOUND["content/site.yaml"]).replace("[ko, en]", "[ko, en, xx]")
    outcome = loaded({"content/site.yaml": site})
    (found,) = [each for each in outcome.diagnostics if each.code == "file-exists"]
    assert str(found.span) == "content/site.yaml:3:21"
    assert "templates/locale/xx.yaml" in found.hint
    assert set(outcome.value.profiles) == {"ko", "en", "xx"}
    broken = loaded({"templates/locale/en.yaml": "tag: en\nnmae: x\n"})
    assert any(str(found.span) == "templates/locale/en.yaml:2:1" for found in broken.diagnostics)
    assert broken.value.profiles["en"].tag == "ko"


def test_a_key_of_a_removed_rule_is_told_with_what_there_is_instead() -> None:
    outcome = loaded({"templates/locale/en.yaml": "tag: en\nprose:\n  known: [KVIC]\n"})
    (found,) = [each for each in outcome.diagnostics if each.code == "key-is-known"]
    assert "abbreviation-is-expanded" in found.message and "was removed" in found.message
    assert found.hint.startswith("delete it; a term of the glossary spells out its abbreviation")
    site = str(SOUND["content/site.yaml"]) + 'units: {a: {words: {ko: "{}개", en: "{} a"}, counts_items: true}}\n'
    (found,) = [each for each in loaded({"content/site.yaml": site}).diagnostics if each.code == "key-is-known"]
    assert "key-figure-is-a-magnitude" in found.message and found.hint == "delete it; a key figure may be any fact"


def test_a_broken_part_keeps_its_place_so_that_nothing_else_seems_missing() -> None:
    outcome = loaded(
        {
            "content/facts/counts.yaml": "count-a: {value: x y z}",
            "content/glossary.yaml": "sample: {nmaes: {}}",
            "content/briefs/first/bars.chart.yaml": "title: [",
            "content/briefs/first/ko.md": "---\ntitle: x\nsumary: y\n---\n본문.\n",
            "content/packs/all.yaml": "title: x\nbriefs: [first]\npublished: 2001-02-30\n",
        }
    )
    site = outcome.value
    assert list(site.facts) == ["count-a"]
    assert list(site.glossary) == ["sample"]
    assert list(site.briefs["first"].charts) == ["bars"]
    assert list(site.packs) == ["all"]
    assert site.briefs["first"].texts["ko"].front.value.title == "x"
    assert outcome.diagnostics


def test_unreadable_text_is_no_missing_translation() -> None:
    for content in ("---\ntitle: 첫째\nsummary: 요약\n---\n본문입니다.\n".encode("cp949"), b"", b"---\ntitle: x\n"):
        outcome = loaded({"content/briefs/first/ko.md": content})
        assert len(outcome.diagnostics) == 1, content
        assert list(outcome.value.briefs["first"].texts) == ["ko", "en"]


class Counting(MemoryWorld):
    """Counts how often each file is read."""

    def __init__(self, files: dict[str, str | bytes]) -> None:
        super().__init__(files)
        self.reads: Counter[str] = Counter()

    def read(self, path: str) -> bytes:
        self.reads[path] += 1
        return super().read(path)

    def now(self) -> datetime:
        raise AssertionError("reading does not ask for the time")


def test_every_file_is_read_once() -> None:
    world = Counting(SOUND)
    load(world)
    assert set(world.reads.values()) == {1}
    assert set(SOUND) - set(world.reads) == {"content/briefs/first/photo.png"}


class Refusing(MemoryWorld):
    """Has a file that may not be read."""

    def read(self, path: str) -> bytes:
        if path.endswith("glossary.yaml"):
            raise PermissionError(13, "Permission denied")
        return super().read(path)


def test_a_file_that_may_not_be_read_is_told() -> None:
    (found,) = load(Refusing(SOUND)).diagnostics
    assert found.code == "file-exists"
    assert "Permission denied" in found.message


def test_reading_is_a_pure_function_of_the_files() -> None:
    first, second = load(MemoryWorld(SOUND)), load(MemoryWorld(dict(reversed(SOUND.items()))))
    assert first == second
    assert list(first.value.briefs) == list(second.value.briefs)


def test_images_of_one_other_site_are_told_once() -> None:
    pictures = "".join(f"\n\n![Picture {n}](https://cdn.example/{n}.png)" for n in range(9))
    ko, en = (f"content/briefs/first/{lang}.md" for lang in ("ko", "en"))
    more = "\n\n![One](https://other.example/a.png)\n"
    outcome = loaded({ko: f"{SOUND[ko]}{pictures}{more}", en: f"{SOUND[en]}{pictures}\n"})
    assert [found.message for found in outcome.diagnostics if found.code == "image-is-local"] == [
        "the image “https://cdn.example/0.png” is not a file of the project and is not shown "
        "(with 17 more of this kind in 2 files)",
        "the image “https://other.example/a.png” is not a file of the project and is not shown",
    ]


def test_links_into_one_program_are_told_once() -> None:
    many = "".join(f"\n\n[Part {n}](umbrella://part/{n})" for n in range(7))
    ko, en = (f"content/briefs/first/{lang}.md" for lang in ("ko", "en"))
    outcome = loaded({ko: f"{SOUND[ko]}{many}\n\n[여기](irc://irc.example/room)\n", en: f"{SOUND[en]}{many}\n"})
    leads = "leads into a program, not to a page, and is shown as words"
    told = [found.message for found in outcome.diagnostics if found.code == "address-is-safe"]
    assert told == [
        f"the link “umbrella://part/0” {leads} (with 13 more of this kind in 2 files)",
        f"the link “irc://irc.example/room” {leads}",
    ]
