"""Random edits of a project: after any of them a build gives what a build from nothing gives."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random

from briefgen.building.build import BuildOptions, build
from briefgen.reading.world import MemoryWorld, default_theme
from briefgen.running.pool.inline import Inline
from support.memory_store import MemoryStore
from support.project import picture

START = datetime(2026, 6, 1, tzinfo=UTC)
_DIGIT = re.compile(r"(?m)^(  value: \D{0,3}\d*)(\d)")
_EMBARGO = re.compile(r"(?m)^embargo_until: .*\n")
_LANGUAGE = re.compile(r"/(\w\w(?:-\w+)?)\.md$")

Files = dict[str, bytes]
Report = tuple[tuple[str, str, str], ...]
Built = tuple[dict[str, str], Report]
"""The digests of the files by path, and the problems: place, code and message."""


@dataclass(frozen=True)
class State:
    """A project at a time."""

    files: Files
    now: datetime = START

    def put(self, path: str, content: str | bytes | None) -> State:
        """The project with another file in place of one, or without it."""
        files = {name: it for name, it in self.files.items() if name != path}
        if content is not None:
            files[path] = content.encode() if isinstance(content, str) else content
        return replace(self, files=files)

    def text(self, path: str) -> str:
        """A file of the project, or of the theme."""
        held = self.files.get(path)
        return (held if held is not None else (default_theme().parent / path).read_bytes()).decode()

    def named(self, pattern: str) -> list[str]:
        """The paths that match a pattern."""
        return sorted(path for path in self.files if re.fullmatch(pattern, path))


Edit = Callable[[State, Random], State]


# The edits. Each gives the project as it was where there is nothing to edit.


def _in(pattern: str, change: Callable[[str, Random], str]) -> Edit:
    """The edit of one of the files that match, as text."""

    def edit(state: State, drawn: Random) -> State:
        paths = state.named(pattern)
        if not paths:
            return state
        path = drawn.choice(paths)
        return state.put(path, change(state.text(path), drawn))

    return edit


def _in_theme(path: str, change: Callable[[str, Random], str]) -> Edit:
    """The edit of a file of the theme, which the project then has for itself."""
    return lambda state, drawn: state.put(path, change(state.text(path), drawn))


def _sentence(text: str, drawn: Random) -> str:
    """A sentence more, after one of the paragraphs."""
    parts = text.split("\n\n")
    plain = [at for at, part in enumerate(parts) if at and re.match(r"[^\W\d_]", part) and "[^" not in part[:2]]
    if not plain:
        return text
    parts[drawn.choice(plain)] += f" {drawn.choice(('Much is open.', '아직 열려 있다.'))}"
    return "\n\n".join(parts)


def _title(text: str, drawn: Random) -> str:
    return re.sub(r"(?m)^(title: .*)$", rf"\1 {drawn.choice('xyz')}", text, count=1)


def _value(text: str, drawn: Random) -> str:
    found = list(_DIGIT.finditer(text))
    if not found:
        return text
    at = drawn.choice(found)
    return f"{text[: at.start(2)]}{drawn.randint(1, 9)}{text[at.end(2) :]}"


def _word(after: str) -> Callable[[str, Random], str]:
    """A word more in one of the lines that have a key."""

    def change(text: str, drawn: Random) -> str:
        found = list(re.finditer(rf"(?m){after}: *(?:\{{\w+: )?[\"“]?[^\W\d_]+", text))
        return text[: (at := drawn.choice(found).end())] + drawn.choice("abc") + text[at:] if found else text

    return change


def _rule(text: str, drawn: Random) -> str:
    return f"{text}\nbody {{ letter-spacing: 0.0{drawn.randint(1, 9)}em; }}\n"


def _markup(text: str, drawn: Random) -> str:
    return re.sub(r"<main\b", f'<main data-edit="{drawn.randint(1, 9)}"', text, count=1)


def _translation(text: str, drawn: Random) -> str:
    found = list(re.finditer(r'(?m)^msgstr "[^"{%]+(?=")', text))
    return text[: (at := drawn.choice(found).end())] + drawn.choice("abc") + text[at:]


def _image(state: State, drawn: Random) -> State:
    """Another picture in the place of one, or a first one in a text."""
    if paths := state.named(r"content/.*\.png"):
        return state.put(drawn.choice(paths), picture(drawn.randint(900, 904)))
    path = drawn.choice(state.named(r"content/briefs/.*\.md"))
    folder = path.rpartition("/")[0]
    return state.put(f"{folder}/new.png", picture(900)).put(path, f"{state.text(path)}\n![Grey](new.png)\n")


def _pack(state: State, drawn: Random) -> State:
    """A pack loses its first brief, or goes."""
    paths = state.named(r"content/packs/.*\.yaml")
    if not paths:
        return state
    path = drawn.choice(paths)
    if drawn.random() < 0.3:
        return state.put(path, None)
    return state.put(path, re.sub(r"(?m)^briefs: \[[\w-]+, ", "briefs: [", state.text(path)))


def _embargo(state: State, drawn: Random) -> State:
    """A brief waits for a time, or no longer."""
    path = drawn.choice(state.named(r"content/briefs/[^/]+/brief\.yaml"))
    text = state.text(path)
    if _EMBARGO.search(text):
        return state.put(path, _EMBARGO.sub("", text))
    end = START + timedelta(days=drawn.randint(1, 9))
    return state.put(path, f"embargo_until: {end.isoformat()}\n{text}")


def _clock(state: State, drawn: Random) -> State:
    """Days pass, or the clock is set back."""
    return replace(state, now=START + timedelta(days=drawn.randint(0, 10), hours=1))


def _briefs(state: State) -> list[str]:
    return sorted({path.split("/")[2] for path in state.named(r"content/briefs/[^/]+/.*")})


def _gone(state: State, drawn: Random) -> State:
    """A brief is deleted."""
    names = _briefs(state)
    gone = f"content/briefs/{drawn.choice(names)}/"
    if len(names) < 2:
        return state
    return replace(state, files={path: it for path, it in state.files.items() if not path.startswith(gone)})


def _renamed(state: State, drawn: Random) -> State:
    """The folder of a brief has another name; with luck, so has what leads to it."""
    name = drawn.choice(_briefs(state))
    old, new, follows = f"content/briefs/{name}/", f"content/briefs/{name}-b/", drawn.random() < 0.5
    files = {path.replace(old, new): it for path, it in state.files.items()}
    if follows:
        files = {
            path: re.sub(rf"\b{name}\b", f"{name}-b", it.decode()).encode() if path.endswith((".md", ".yaml")) else it
            for path, it in files.items()
        }
    return replace(state, files=files)


def _untranslated(state: State, drawn: Random) -> State:
    """A text of one language goes."""
    paths = [path for path in state.named(r"content/briefs/.*\.md") if _LANGUAGE.search(path)]
    return state.put(drawn.choice(paths), None) if paths else state


EDITS: Mapping[str, Edit] = {
    "a sentence": _in(r"content/briefs/[^/]+/\w+\.md", _sentence),
    "a sentence of a page": _in(r"content/pages/.*\.md", _sentence),
    "a title": _in(r"content/briefs/[^/]+/\w+\.md", _title),
    "a fact": _in(r"content/facts/.*\.yaml", _value),
    "a label": _in(r"content/facts/.*\.yaml", _word("label")),
    "a term": _in(r"content/glossary\.yaml", _word("short")),
    "a source": _in(r"content/sources\.yaml", _word("title")),
    "a place in a file": _in(r"content/(facts/.*|sources|glossary)\.?.*", lambda text, _: f"# moved\n{text}"),
    "the site's title": _in(r"content/site\.yaml", _word("title")),
    "the base template": _in_theme("templates/web/base.html", _markup),
    "a style for the web": _in_theme("templates/css/web.css", _rule),
    "a style for paper": _in_theme("templates/css/print.css", _rule),
    "words of the interface": _in_theme("templates/locale/ko.po", _translation),
    "a language": _in_theme("templates/locale/en.yaml", lambda text, drawn: f"{text}\n# {drawn.random()}\n"),
    "a picture": _image,
    "a pack": _pack,
    "an embargo": _embargo,
    "the clock": _clock,
    "a brief gone": _gone,
    "a brief renamed": _renamed,
    "a text gone": _untranslated,
}


def edited(start: State, seed: int) -> list[tuple[str, State]]:
    """The states of a sequence; now and then a file is as it was at first again."""
    drawn = Random(seed)
    states = [("start", start)]
    for _ in range(drawn.randint(1, 5)):
        name = drawn.choice((*EDITS, "undone"))
        before = states[-1][1]
        if name != "undone":
            states.append((name, EDITS[name](before, drawn)))
        elif changed := sorted(path for path in start.files if before.files.get(path) != start.files[path]):
            path = drawn.choice(changed)
            states.append((f"{path} undone", before.put(path, start.files[path])))
    return states


def built(state: State, store: MemoryStore, pdfs: bool) -> Built:
    """What a build gives that remembers what is in the store."""
    options = BuildOptions(web_only=not pdfs, pdfs=pdfs)
    made = build(MemoryWorld(state.files, now=state.now), options, executor=Inline(), store=store)
    report = tuple((str(it.span), it.code, it.message) for it in made.diagnostics)
    return {path: made.value.digest(path) for path in made.value}, report


def last_of(states: list[tuple[str, State]], known: Mapping[str, bytes], pdfs: bool = False) -> Built:
    """What the last build of a sequence gives: there was one after each edit, each with what is ``known`` so far."""
    store = MemoryStore()
    store.entries.update(known)
    return [built(state, store, pdfs) for _, state in states[1:] or states][-1]


def differences(made: Built, expected: Built) -> list[str]:
    """Paths and problems in which two builds differ."""
    (files, report), (there, report_there) = made, expected
    differ = sorted(path for path in files.keys() | there.keys() if files.get(path) != there.get(path))
    differ += [f"problem {it}" for it in sorted({*report} ^ {*report_there})]
    return differ or ["the order of the problems"] * (report != report_there)
