"""An editor is told the truth: what briefgen takes its schema takes, and typical mistakes fail in both."""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import BaseModel, ValidationError
from support.project import CONTENT, ROOT, SMALL

from briefgen.model.values.scalars import Bare
from briefgen.reading.markdown import split_front_matter
from briefgen.reading.yaml.nodes import decode, decode_list, decode_map
from briefgen.reading.yaml.tree import read_tree
from briefgen.reporting.schemas.files import (
    FILES,
    FOLDER,
    NAMED,
    schema,
    schema_files,
    schema_names,
)

STARTERS = ROOT / "briefgen" / "reading" / "starter"
YAML = sorted(
    path
    for folder in (CONTENT, STARTERS / "site" / "content")
    for path in folder.rglob("*.yaml")
    if path.name not in ("translation.yaml", "version.yaml")  # briefgen writes them, and no author does
)
THEME = sorted((ROOT / "templates").rglob("*.yaml"))
TEXTS = sorted(CONTENT.glob("*/*/*.md"))

# What an editor reads out of a plain scalar: the core schema of YAML 1.2.
_NULL = re.compile(r"~|null|Null|NULL|")
_BOOL = re.compile(r"true|True|TRUE|false|False|FALSE")
_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


def seen(tree: Any) -> Any:
    """A tree of texts as an editor sees it."""
    if isinstance(tree, dict):
        return {key: seen(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [seen(value) for value in tree]
    if not isinstance(tree, Bare):
        return tree
    text = str(tree)
    if _NULL.fullmatch(text):
        return None
    if _BOOL.fullmatch(text):
        return text.lower() == "true"
    if _INT.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def tree_of(text: str) -> Any:
    return read_tree(text, "a.yaml").value.value


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(schema(name))


def taken_by_the_schema(name: str, tree: Any) -> bool:
    return validator(name).is_valid(seen(tree))


def taken_by_the_model(name: str, tree: Any) -> bool:
    """Whether the loader has nothing to say against a tree, as ``decode`` and its siblings look at it."""
    kind = FILES[name]
    if kind.shape == "list" and isinstance(tree, dict):
        if set(tree) - {"references"}:
            return False
        tree = tree.get("references")
    if kind.shape == "one":
        return _fits(kind.model, tree)
    if tree is None:
        return True
    if not isinstance(tree, dict if kind.shape == "map" else list):
        return False
    return all(_fits(kind.model, entry) for entry in (tree.values() if isinstance(tree, dict) else tree))


def _fits(model: type[BaseModel], tree: Any) -> bool:
    try:
        model.model_validate({} if tree is None else tree)
    except ValidationError:
        return False
    return True


def name_of(path: str) -> str:
    """The schema for a file, by its path in the project."""
    (found,) = [name for name, kind in FILES.items() if fnmatch(path, kind.files)]
    return found


def text_of(path: Path) -> str:
    """A file, or a starter as it is filled in."""
    return path.read_text("utf-8").replace("START-DATE", "2025-04-11")


def in_a_project(path: Path) -> str:
    root = STARTERS / "site" if path.is_relative_to(STARTERS) else ROOT
    return path.relative_to(root).as_posix()


@cache
def sound() -> tuple[tuple[str, Any], ...]:
    """(schema, tree) of files that are right."""
    found = [(name_of(in_a_project(path)), text_of(path)) for path in (*YAML, *THEME)]
    found += [(name_of(path), str(text)) for path, text in SMALL.items() if path.endswith(".yaml")]
    found += [("front-matter", split_front_matter(path.read_bytes(), "a.md").value[0].decode()) for path in TEXTS]
    return tuple((name, tree_of(text)) for name, text in found)


# The schemas themselves


@pytest.mark.parametrize("name", schema_names())
def test_each_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
    assert schema(name)["$schema"] == Draft202012Validator.META_SCHEMA["$schema"]


def test_the_projects_own_copies_are_as_they_are_made_now() -> None:
    there = {path.name: path.read_text("utf-8") for path in (ROOT / FOLDER).iterdir()}
    assert there == schema_files(), "run: briefgen schema"


@pytest.mark.parametrize("name", FILES)
def test_every_key_says_what_it_means_in_the_words_of_the_handbook(name: str) -> None:
    whole = schema(name)
    for model, part in whole["$defs"].items():
        written = part["anyOf"][1] if "anyOf" in part and "properties" not in part else part
        assert written["description"], model
        for key, about in written["properties"].items():
            assert about.get("description"), f"{model}.{key}: no table of a handbook has the keys of {model}"
            assert not re.search(r"\]\(|see below", about["description"]), about["description"]


def test_an_unknown_key_is_refused_and_a_few_words_are_offered() -> None:
    fact = schema("facts")["$defs"]["WrittenFact"]
    assert fact["additionalProperties"] is False
    assert fact["properties"]["status"]["enum"][0] == "corroborated"
    assert fact["required"] == ["label", "source", "status"]
    assert schema("brief")["$defs"]["BriefData"]["properties"]["status"]["default"] == "published"


# The files of the project


@pytest.mark.parametrize("path", [*YAML, *THEME], ids=in_a_project)
def test_each_file_names_its_schema_and_is_right_by_it(path: Path) -> None:
    first = path.read_text("utf-8").splitlines()[0]
    assert first.startswith(NAMED)
    named = Path(in_a_project(path)).parent.joinpath(first.removeprefix(NAMED))
    there = (ROOT / named).resolve()
    assert there == ROOT / FOLDER / f"{name_of(in_a_project(path))}.schema.json" and there.is_file()
    validator(name_of(in_a_project(path))).validate(seen(tree_of(text_of(path))))


@pytest.mark.parametrize(("starter", "place"), [("brief/brief.yaml", "content/briefs/a/brief.yaml"),
                                                ("pack/pack.yaml", "content/packs/a.yaml")])  # fmt: skip
def test_what_briefgen_new_writes_names_its_schema(starter: str, place: str) -> None:
    first = (STARTERS / starter).read_text("utf-8").splitlines()[0]
    there = (ROOT / place).parent.joinpath(first.removeprefix(NAMED)).resolve()
    assert there == ROOT / FOLDER / f"{name_of(place)}.schema.json"


@pytest.mark.parametrize("path", TEXTS, ids=in_a_project)
def test_front_matter_is_right(path: Path) -> None:
    yaml = split_front_matter(path.read_bytes(), "a.md").value[0]
    validator("front-matter").validate(seen(tree_of(yaml.decode())))


# What both take, what both refuse

FACT = "a:\n  label: A\n  value: 3 %\n  source: s\n  status: single-source\n"
SITE = "title: A\ndescription: B\nlanguages: [ko]\npublisher: {name: C}\n"
BRIEF = "number: A-1\npublished: 2025-04-11\n"
PACK = "title: A\nsummary: B\npublished: 2025\nbriefs: a\n"
CHART = "title: A\ncolumns: {x: {label: X}}\ndata: [{x: y}]\nspec: {mark: bar}\n"
EVENT = "e:\n  when: 2025-03-04/2025-03-11\n  label: E\n"
TERM = "t:\n  names: {ko: {short: 가}}\n"
SOURCE = "- {id: s, type: book}\n"

RIGHT = {
    "facts": [
        FACT, "", "a:\n  label: 2025\n  statement: true\n  source: []\n  status: contested\n",
        FACT.replace("3 %", "2025"), FACT.replace("3 %", "12"), FACT.replace("3 %", '"~80 trillion KRW"'),
        FACT.replace("3 %", "1,234"), FACT.replace("3 %", "+10%"), FACT.replace("3 %", "3-5 trillion KRW"),
        FACT.replace("source: s", "source: [s, {id: t, place: 3}]"), FACT + "  converted: 80 KRW\n",
        FACT + "  period: 2025\n", FACT + "  checked: 2025-04\n", FACT + "  note:\n",
        FACT + "  forms: {short: 3, long: 3.1 %}\n", FACT + "  compare: {to: b, stated: +1 pp}\n",
    ],
    "site": [SITE, SITE.replace("[ko]", "ko"), SITE + "base_url: https://a.org/b\n", SITE + "pdf: ua-2\nhome: a\n",
             SITE + 'units: {u: {words: {ko: "{}개", en: {one: "{} u", other: "{} us"}}}}\n'],
    "brief": [BRIEF, BRIEF + "version: 1.10\nprofiles: print\nprint: {bleed: 3, marks: true}\n",
              BRIEF + 'print: {bleed: "2.5", marks: "false"}\n', BRIEF.replace("A-1", "001")],
    "pack": [PACK, PACK + "max_pages: 40\nnotes_pages: 2\n", PACK + "leave_out: [timeline, evidence]\n"],
    "chart": [CHART, CHART.replace("label: X", "label: X, scale: 9, hidden: true"), CHART + "texts: {a: {ko: 가}}\n"],
    "timeline": [EVENT, EVENT.replace("2025-03-04/2025-03-11", "2025")],
    "glossary": [TERM, TERM + "  confirmed: false\n  kind: person\n"],
    "sources": [SOURCE, "references:\n" + SOURCE, "references:\n", "- {id: 3, type: book, issued: 2025, volume: 2}\n"],
    "front-matter": ["title: A\nsummary: 3\nkeywords: a\n"],
}  # fmt: skip

WRONG = {
    "facts": {
        "an unknown key": FACT + "  lable: B\n",
        "a word that is none of the few": FACT.replace("single-source", "sure"),
        "a value without a digit": FACT.replace("3 %", "about five"),
        "a mapping for a value": FACT.replace("3 %", "{amount: 3}"),
        "a missing key": FACT.replace("  status: single-source\n", ""),
        "neither value nor statement": FACT.replace("  value: 3 %\n", ""),
        "a day in another form": FACT + "  checked: 11 April 2025\n",
        "a list instead of a map": "- a\n",
        "an unknown key of a source": FACT.replace("source: s", "source: {id: s, page: 3}"),
        "a list for a wording": FACT.replace("label: A", "label: [A]"),
    },
    "site": {
        "a language that is a mapping": SITE.replace("[ko]", "{ko: true, en: 3}"),
        "no language": SITE.replace("[ko]", "[]"),
        "an address that is none": SITE + "base_url: a.org\n",
        "another standard": SITE + "pdf: ua-3\n",
        "a publisher without a name": SITE.replace("{name: C}", "{}"),
    },
    "brief": {
        "a number with a blank": BRIEF.replace("A-1", "A 1"),
        "a form that there is not": BRIEF + "profiles: [booklet]\n",
        "more bleed than paper": BRIEF + "print: {bleed: 300}\n",
        "yes for true": BRIEF + "print: {marks: yes}\n",
        "another way to break": BRIEF + "break: word\n",
    },
    "pack": {"no briefs": PACK.replace("briefs: a", "briefs: []"), "pages in words": PACK + "max_pages: ten\n",
             "too many pages for notes": PACK + "notes_pages: 9\n", "doubts left out": PACK + "leave_out: doubts\n"},
    "chart": {"no rows": CHART.replace("[{x: y}]", "[]"),
              "a scale with a point": CHART.replace("label: X", "label: X, scale: 0.5")},
    "timeline": {"an event without its day": "e: {label: E}\n",
                 "a day in words": EVENT.replace("2025-03-04/2025-03-11", "spring")},
    "glossary": {"a name that is a text": "t:\n  names: {ko: 가}\n",
                 "a kind that there is not": TERM + "  kind: robot\n"},
    "sources": {"a source without a type": "- {id: s}\n", "another key above": "sources:\n" + SOURCE},
    "front-matter": {"an unknown key": "title: A\nsummary: B\nauthor: C\n", "no summary": "title: A\n"},
}  # fmt: skip


def loaded(name: str, text: str) -> bool:
    """Whether the loader reads a file without a problem."""
    kind = FILES[name]
    reader: Any = {"one": decode, "map": decode_map, "list": decode_list}[kind.shape]
    more = {"under": "references"} if kind.shape == "list" else {}
    return not reader(kind.model, text.encode(), "a.yaml", **more).diagnostics


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in RIGHT.items() for text in texts])
def test_what_is_right_is_right_for_both(name: str, text: str) -> None:
    assert loaded(name, text)
    validator(name).validate(seen(tree_of(text)))


@pytest.mark.parametrize(
    ("name", "mistake"), [(name, mistake) for name, mistakes in WRONG.items() for mistake in mistakes]
)
def test_a_typical_mistake_fails_in_both(name: str, mistake: str) -> None:
    text = WRONG[name][mistake]
    assert not loaded(name, text)
    assert not taken_by_the_schema(name, tree_of(text))


SCALARS = (
    *map(Bare, ("2025", "2025-04-11", "2025-03-04/2025-03-11", "3 %", "1.50", "-3", "+3", ".5", "007", "1e3", "true")),
    *map(Bare, ("false", "True", "yes", "ua-1", "draft", "print", "single-source", "strong", "ko", "https://a.org/")),
    *map(Bare, ("~80 trillion KRW", "3,981억 1,900만 CNY", "3-5 trillion KRW", "{} units", "--ink", "korean", "24")),
    "2025", "", "true", "12", "A-1", None,
)  # fmt: skip
values = st.recursive(
    st.sampled_from(SCALARS),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["ko", "en", "id", "other"]), inner),
    max_leaves=4,
)


def paths(tree: Any, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield here
    inner = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in inner:
        yield from paths(value, (*here, key))


@st.composite
def altered(draw: st.DrawFn) -> tuple[str, Any]:
    """A file that is right, with one or two places changed: another value, a part from elsewhere, or nothing."""
    name, tree = draw(st.sampled_from(sound()))
    tree = copy.deepcopy(tree)
    for _ in range(draw(st.integers(1, 2))):
        every = list(paths(tree))
        path = draw(st.sampled_from(every))
        if not path:
            continue
        holder = tree
        for part in path[:-1]:
            holder = holder[part]
        change = draw(st.sampled_from(["put", "put", "move", "drop"]))
        if change == "drop":
            del holder[path[-1]]
        elif change == "move":
            there = tree
            for part in draw(st.sampled_from(every)):
                there = there[part]
            holder[path[-1]] = copy.deepcopy(there)
        else:
            holder[path[-1]] = draw(values)
    return name, tree


@settings(max_examples=600)
@given(altered())
def test_what_the_loader_takes_the_schema_takes(example: tuple[str, Any]) -> None:
    name, tree = example
    if taken_by_the_model(name, tree):
        validator(name).validate(seen(tree))


def test_such_changes_are_of_both_kinds() -> None:
    """The test above has something to say: many of its files are taken, and the schema refuses many."""
    counts: Counter[tuple[bool, bool]] = Counter()

    @settings(max_examples=200, database=None, derandomize=True)
    @given(altered())
    def count(example: tuple[str, Any]) -> None:
        counts[taken_by_the_model(*example), taken_by_the_schema(*example)] += 1

    count()
    assert counts[True, True] > 40 and counts[False, False] > 40
    assert counts[False, True] < counts[False, False], "the schema lets through most of what is wrong"
