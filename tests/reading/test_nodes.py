"""YAML reaches the models as typed, and every mistake is told once, in words, at its place."""

from __future__ import annotations

from decimal import Decimal
from time import process_time
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field, model_validator

from briefgen.model.core.diagnostics import Diagnostic, Outcome, Span
from briefgen.model.core.written import LocalText, Schema
from briefgen.model.values.characters import INVISIBLE
from briefgen.model.written.facts import Fact
from briefgen.model.written.sources import Source
from briefgen.reading.yaml import tree
from briefgen.reading.yaml.nodes import decode, decode_list, decode_map
from briefgen.reading.yaml.tree import MAX_DEPTH, read_tree


class Inner(Schema):
    name: str
    size: int = 0


class Sample(Schema):
    text: str | None = None
    words: LocalText | None = None
    count: int | None = None
    share: Decimal | None = None
    shown: bool | None = None
    anything: Any = None
    inner: Inner | None = None
    inners: tuple[Inner, ...] = ()
    either: str | dict[str, str] | None = None
    by_name: dict[str, Inner] = Field(default_factory=dict)
    break_: str | None = Field(default=None, alias="break", pattern="^(soft|hard)$")


@pytest.fixture(autouse=True, params=["libyaml", "python"])
def _each_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read and told must not depend on whether libyaml is there."""
    loader = yaml.SafeLoader if request.param == "python" else getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    monkeypatch.setattr(tree, "_LOADER", loader)


def sample(text: str) -> Sample:
    outcome = decode(Sample, text.encode(), "s.yaml")
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    return outcome.value.value


def problems(text: str | bytes) -> list[str]:
    content = text.encode() if isinstance(text, str) else text
    return lines(decode(Sample, content, "s.yaml"))


def lines(outcome: Outcome[object]) -> list[str]:
    return [short(found) for found in outcome.diagnostics]


def short(found: Diagnostic) -> str:
    assert found.span is not None
    return f"{found.span.line}:{found.span.column} {found.code}"


@pytest.mark.parametrize(
    "typed", ["032", "12:30:45", "1_000", "no", "Yes", "on", "1.10", "1e12", "0x1F", "2025-04-11", "<<x", "= 3", ".5"]
)
def test_text_stays_as_typed(typed: str) -> None:
    assert sample(f"text: {typed}").text == typed
    assert sample(f"words: {{ko: {typed}}}").words == LocalText({"ko": typed})


@pytest.mark.parametrize("typed", ["", "~", "null"])
def test_only_nothing_is_nothing(typed: str) -> None:
    assert sample(f"text: {typed}").text is None
    assert sample(f"text: '{typed}'").text == typed


@pytest.mark.parametrize(("typed", "read"), [("12", 12), ("-3", -3), ("'7'", 7)])
def test_a_whole_number_is_read(typed: str, read: int) -> None:
    assert sample(f"count: {typed}").count == read


@pytest.mark.parametrize("typed", ["032", "1_000", "12:30:45", "1.0", "0x1F", "12 people", "true", "9" * 6000])
def test_a_whole_number_is_never_guessed(typed: str) -> None:
    assert problems(f"count: {typed}") == ["1:8 value-has-type"]


@pytest.mark.parametrize("typed", ["yes", "no", "on", "True", "1", "t"])
def test_only_true_and_false_are_truth_values(typed: str) -> None:
    assert problems(f"shown: {typed}") == ["1:8 value-has-type"]
    assert sample("shown: true").shown is True
    assert sample("shown: false").shown is False


def test_a_decimal_keeps_its_digits() -> None:
    assert str(sample("share: 1.50").share) == "1.50"
    assert problems("share: 1_0.5") == ["1:8 value-has-type"]


def test_what_may_be_anything_has_the_types_of_json() -> None:
    read = sample("anything: {a: 12, b: 1.50, c: true, d: null, e: no, f: '12', g: [032, 2025-04-11, 12:30:45], 7: x}")
    wanted = {"a": 12, "b": Decimal("1.50"), "c": True, "d": None, "e": "no", "f": "12"}
    assert read.anything == {**wanted, "g": ["032", "2025-04-11", "12:30:45"], "7": "x"}


def test_keys_that_csl_may_add_have_the_types_of_json() -> None:
    outcome = decode_list(Source, b"- {id: a, type: book, volume: 12, issued: {date-parts: [[2001, 4]]}}", "s.yaml")
    assert outcome.value[0].value.model_extra == {"volume": 12, "issued": {"date-parts": [[2001, 4]]}}


def test_every_mistake_is_told_in_one_run() -> None:
    text = (
        "txet: a\ncount: x\nshown: yes\ninner: {size: 3}\n"
        "inners:\n  - {name: a}\n  - {nmae: b, size: 1_0}\nbreak: sotf\n"
    )
    assert problems(text) == [
        "1:1 key-is-known",
        "2:8 value-has-type",
        "3:8 value-has-type",
        "4:1 key-is-given",
        "7:6 key-is-known",
        "7:21 value-has-type",
        "8:8 value-has-type",
    ]


def test_a_mistyped_key_gets_the_nearest_one_and_is_not_also_missing() -> None:
    (found,) = decode(Sample, b"inner: {Nam: a}", "s.yaml").diagnostics
    assert found.hint == "did you mean “name”?"
    (found,) = decode(Sample, b"'Break ': soft", "s.yaml").diagnostics
    assert found.hint == "did you mean “break”?"


def test_an_unknown_key_with_nothing_near_gets_the_list() -> None:
    (found,) = decode(Sample, b"inner: {name: a, zzz: 1}", "s.yaml").diagnostics
    assert found.hint == "the keys here are name, size"


def test_an_unknown_key_takes_nothing_with_it() -> None:
    text = b"by_name: {one: {name: a, zzz: 1}, two: {name: b}}\ninners: [{name: c, zzz: 1}, {name: d}]\nzzz: 1"
    outcome = decode(Sample, text, "s.yaml", standins={})
    assert [found.code for found in outcome.diagnostics] == ["key-is-known"] * 3
    assert outcome.value is not None
    read = outcome.value.value
    assert {id: it.name for id, it in read.by_name.items()} == {"one": "a", "two": "b"}
    assert [it.name for it in read.inners] == ["c", "d"]


def test_what_an_unknown_key_stands_for_may_be_missing() -> None:
    outcome = decode(Sample, b"by_name: {one: {Nam: a}, two: {name: b}}\ntext: c", "s.yaml", standins={})
    assert lines(outcome) == ["1:17 key-is-known"]
    assert outcome.value is not None and outcome.value.value.text == "c"


@pytest.mark.parametrize("text", ["either: [a]", "either: {a: [b]}", "either: {a: {b: c}}"])
def test_a_choice_of_kinds_gives_one_problem(text: str) -> None:
    assert len(problems(text)) == 1


def test_messages_speak_no_jargon() -> None:
    text = (
        "text: {a: b}\nwords: [a]\ncount: [1]\ninner: a\ninners: {a: b}\nbreak: [x]\nby_name: {a: b}\neither:\n  - a\n"
    )
    for found in decode(Sample, text.encode(), "s.yaml").diagnostics:
        told = (found.message + found.hint).lower()
        assert not any(word in told for word in ("input", "valid", "dict", "str", "pydantic", "instance", "tuple"))


def test_a_text_with_a_comma_between_braces_gets_the_right_hint() -> None:
    (found,) = decode(Sample, "words: {ko: 예산, en: Budget, 2025}".encode(), "s.yaml").diagnostics
    assert short(found) == "1:29 value-has-type"
    assert "quotes" in found.hint


def test_the_first_of_a_repeated_key_is_shown_too() -> None:
    (found,) = decode(Sample, b"text: a\n'text': b\n", "s.yaml").diagnostics
    assert short(found) == "2:1 key-is-unique"
    assert found.related == ((Span("s.yaml", 1, 1, 1, 5), "first given here"),)


def test_sentences_of_the_schema_pass_unchanged() -> None:
    text = b"a:\n  label: x\n  value: 2025-02-30\n  source: r\n  status: unverified\n"
    (found,) = decode_map(Fact, text, "f.yaml").diagnostics
    assert short(found) == "3:10 value-has-type"
    assert found.message.startswith("2025-02-30 is not a day")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("text: >1 trillion", "1:7"),
        ("text: @x", "1:7"),
        ("text: a: b", "1:8"),
        ('text: "a\ncount: 3', "1:7"),
        ("anything: [1, 2", "1:11"),
        ("anything: {a: 1", "1:11"),
        ("inner:\n\tname: a", "2:1"),
        ("inner:\n  name: a\n size: 3", "3:2"),
        ("text: *x", "1:7"),
        ("text: !x y", "1:7"),
        ("text: !!python/object:os.system x", "1:7"),
        ("inner:\n  <<: {name: a}\n  name: b", "2:3"),
        ("text: a\n---\ntext: b", "2:1"),
        ("? [a]\n: b", "1:3"),
        ("text: - a", "1:7"),
    ],
)
def test_broken_yaml_is_told_at_its_place(text: str, place: str) -> None:
    (found,) = decode(Sample, text.encode(), "s.yaml").diagnostics
    assert short(found) == f"{place} yaml-is-sound"
    assert found.hint


def test_reading_goes_on_after_broken_yaml() -> None:
    text = "a: {name: x}\nb: {name: 'y}\nc: {name: z, size: x}\nd: {name: @}\ne: {name: v}\n"
    outcome = decode_map(Inner, text.encode(), "s.yaml")
    assert lines(outcome) == ["2:11 yaml-is-sound", "3:20 value-has-type", "4:11 yaml-is-sound"]
    assert list(outcome.value) == ["a", "e"]
    assert outcome.value["e"].at("name") == Span("s.yaml", 5, 11, 5, 12)


def test_broken_yaml_makes_no_key_missing() -> None:
    assert lines(decode(Inner, b"size: 3\nname: 'x", "s.yaml")) == ["2:7 yaml-is-sound"]


@pytest.mark.parametrize("opening", ["[", "- ", "{a: ", "? "])
@pytest.mark.parametrize("levels", [MAX_DEPTH + 5, 5_000])
def test_deep_nesting_is_refused(opening: str, levels: int) -> None:
    codes = {found.split()[1] for found in problems("anything:\n  " + opening * levels)}
    assert codes <= {"nesting-is-shallow", "yaml-is-sound"}
    assert codes


def test_aliases_repeat_and_cannot_explode() -> None:
    assert sample("inner: &a {name: x}\ninners: [*a, *a]").inners == (Inner(name="x"), Inner(name="x"))
    bomb = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{new}: &{new} [{','.join([f'*{old}'] * 10)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    (found,) = read_tree(bomb, "s.yaml").diagnostics
    assert found.code == "yaml-is-sound"
    assert problems("anything: &a [*a]") == ["1:15 yaml-is-sound"]


def test_encodings_are_named() -> None:
    for encoding, name in (("cp949", "CP949"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16")):
        (found,) = decode(Sample, "text: 중국의 양회와 과학기술\ncount: 3\n".encode(encoding), "s.yaml").diagnostics
        assert found.code == "file-is-utf8"
        assert name in found.message
        assert "UTF-8" in found.hint


def test_a_byte_order_mark_and_windows_line_ends_are_fine() -> None:
    text = b"\xef\xbb\xbftext: a\r\nzzz: b\r\n"
    assert problems(text) == ["2:1 key-is-known"]
    assert sample("text: |\r\n  a\r\n  b\r\n").text == "a\nb\n"


def test_control_characters_are_refused_at_their_place() -> None:
    assert problems("text: a\ncount: 1\x00\n") == ["2:9 file-is-utf8"]
    assert problems("text: a\x0bb") == ["1:8 file-is-utf8"]
    assert problems("text: 가\u2028나") == ["1:8 file-is-utf8"]
    assert problems(b"text: a\ncount: \xff\n") == ["2:8 file-is-utf8"]


def test_control_characters_written_as_escapes_are_refused_at_their_place() -> None:
    assert problems('text: "a"\ninner: {name: "b\\0c"}\n') == ["2:15 file-is-utf8"]
    assert problems('text: "a\\x01b"') == ["1:7 file-is-utf8"]
    assert problems('words: {ko: 가, en: "\\u2028"}') == ["1:20 file-is-utf8"]
    assert problems('anything: [{a: ["\\x1b[31m"]}]') == ["1:17 file-is-utf8"]
    outcome = decode(Sample, b'text: "a\\0b\\x07c"', "s.yaml")
    assert outcome.value is not None
    assert outcome.value.value.text == "abc"
    assert sample('text: "a\\tb\\nc\\u00e9"').text == "a\tb\ncé"


def test_what_turns_the_direction_of_the_text_is_refused_at_its_place() -> None:
    assert problems("text: a\u202eb") == ["1:8 file-is-utf8"]
    assert problems('text: "a\\u202eb"') == ["1:7 file-is-utf8"]
    assert problems("text: a\U000e0041b") == ["1:8 file-is-utf8"]
    assert problems('text: "a\\U000e0041b"') == ["1:7 file-is-utf8"]
    assert problems("text: a \u2067b") == ["1:9 file-is-utf8"]
    assert problems("text: a\u2069") == ["1:8 file-is-utf8"]
    assert problems("text: |\n  a\u2066b\n  c\u2069\n") == ["2:4 file-is-utf8", "3:4 file-is-utf8"]
    assert sample("text: a \u2067b\u2069 c\u200f").text == "a \u2067b\u2069 c\u200f"


@pytest.mark.parametrize("mark", ["\u200b", "\u200d", "\u2060", "\u00ad", "\u200f", "\u3164"])
def test_a_key_has_no_invisible_character(mark: str) -> None:
    assert problems(f"by_name:\n  a{mark}b: {{name: c}}") == ["2:3 id-is-one-word"]


BLANK = [" ", "\u00a0", "\u3000\u2003", "\u200b", "\u3164", "\u2800"]


@pytest.mark.parametrize("blank", BLANK)
def test_a_text_that_is_needed_has_words(blank: str) -> None:
    assert problems(f'inner:\n  name: "{blank}"') == ["2:9 value-has-type"]


class Labelled(Schema):
    label: LocalText
    note: LocalText | None = None

    @model_validator(mode="before")
    @classmethod
    def _as_it_is(cls, given: Any) -> Any:
        return given


@pytest.mark.parametrize("blank", BLANK)
def test_a_text_that_is_needed_has_words_in_every_language_that_has_it(blank: str) -> None:
    (found,) = decode(Labelled, f'label: {{ko: 가, en: "{blank}"}}\nnote: " "'.encode(), "s.yaml").diagnostics
    assert (found.code, str(found.span)) == ("value-has-type", "s.yaml:1:1")
    assert "“en”" in found.message


def test_an_empty_file_is_an_empty_mapping() -> None:
    assert sample("# nothing\n") == Sample()
    assert decode_map(Inner, b"", "s.yaml").value == {}
    assert lines(decode(Inner, b"", "s.yaml")) == ["1:1 key-is-given"]


def test_the_wrong_outermost_kind_is_told() -> None:
    assert problems("- a") == ["1:1 value-has-type"]
    assert problems("just text") == ["1:1 value-has-type"]
    assert lines(decode_map(Inner, b"- a", "s.yaml")) == ["1:1 value-has-type"]
    assert lines(decode_list(Inner, b"a: b", "s.yaml")) == ["1:1 value-has-type"]
    assert lines(decode_list(Inner, b"a: []\nlist: x", "s.yaml", under="list")) == [
        "1:1 key-is-known",
        "2:7 value-has-type",
    ]


def test_places_are_kept_by_path() -> None:
    written = decode(Sample, b"inners:\n- name: a\n- name: b\n  size: 3\n", "s.yaml").value
    assert written is not None
    assert written.at("inners", 1, "size") == Span("s.yaml", 4, 9, 4, 10)
    assert written.at("inners", 1, "nothing") == written.at("inners", 1) == Span("s.yaml", 3, 3)
    assert written.at("inners") == Span("s.yaml", 1, 1, 1, 7)


def test_lines_count_from_where_front_matter_begins() -> None:
    assert lines(decode(Inner, b"name: a\nsize: x\n", "s.md", first_line=2)) == ["3:7 value-has-type"]


def test_stand_ins_take_the_place_of_what_is_broken_only() -> None:
    standins = {"name": "[?]"}
    outcome = decode(Inner, b"name: []\nsize: 3\n", "s.yaml", standins=standins)
    assert outcome.value is not None
    assert outcome.value.value == Inner(name="[?]", size=3)
    assert lines(outcome) == ["1:1 value-has-type"]
    outcome = decode(Inner, b"name: a\nsize: x\n", "s.yaml", standins=standins)
    assert outcome.value is not None
    assert outcome.value.value == Inner(name="a")


texts = st.text(
    st.characters(
        codec="utf-8",
        exclude_categories=["Cc", "Cs", "Zl", "Zp"],
        exclude_characters="\ufeff\ufffe\uffff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
        + "".join(map(chr, range(0xE0000, 0xE0080))),
    )
)
names = texts.filter(lambda text: not INVISIBLE.search(text))
structures = st.recursive(texts, lambda inner: st.lists(inner) | st.dictionaries(names, inner), max_leaves=20)


def as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): as_text(inner) for key, inner in value.items()}
    return [as_text(inner) for inner in value] if isinstance(value, list) else str(value)


@settings(max_examples=60)
@given(structures, st.booleans(), st.sampled_from([None, '"', "'"]))
def test_any_structure_of_texts_comes_back(structure: Any, flow: bool, style: str | None) -> None:
    dumped = yaml.safe_dump({"it": structure}, allow_unicode=True, default_flow_style=flow, default_style=style)
    outcome = read_tree(dumped.replace("!!str ", ""), "s.yaml")
    assert outcome.diagnostics == ()
    assert as_text(outcome.value.value) == {"it": structure}


@pytest.mark.parametrize(
    "text", ["a: " + "[" * 50_000, "a: " + "{b: " * 50_000, "- " * 50_000 + "x", "? " * 50_000 + "x"]
)
def test_yaml_that_nests_without_end_is_reported_at_once(text):
    begun = process_time()
    found = read_tree(text, "a.yaml").diagnostics
    assert process_time() - begun < 2
    assert next((it.code, it.span.line) for it in found if it.span) in [("nesting-is-shallow", 1), ("yaml-is-sound", 1)]
