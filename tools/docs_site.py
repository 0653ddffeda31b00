"""Makes a project for briefgen of the handbooks in ``docs/``, so that they are a site in English and Korean.

    python tools/docs_site.py project build/docs    write the project
    python tools/docs_site.py stale                 name the Korean sections whose English has changed since
    python tools/docs_site.py stamp word.md …       record that these Korean pages are up to date

``docs/NAME.md`` is the English text and ``docs/ko/NAME.md`` the Korean one, as GitHub shows them. Above each Korean
section stands a comment with the English section that it translates, and the digest of that one. What has no Korean
text yet stands in English on the Korean page.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from pathlib import Path

from briefgen import REPOSITORY

ROOT = Path(__file__).resolve().parents[1]
TOP = "top"
"""What stands before the first section of a page."""
UNTRANSLATED = "not translated yet"
AGREEMENT = ("blocks-agree", "numbers-agree", "magnitudes-agree", "units-agree", "links-agree")
"""What does not hold between a page and one that is in the other language for the most part."""

_FENCE = re.compile(r"^( *)(`{3,})[^`\n]*\n.*?^\1\2 *$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_HEADING = re.compile(r"^(#{2,6}) (.+)$", re.MULTILINE)
_STAMP = re.compile(r"^<!-- en: (\S+) ([0-9a-f]{8}) -->\n+", re.MULTILINE)
_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)")
_MADE = re.compile(r"<!-- (\w+): begin -->\n(.*?)<!-- \1: end -->", re.DOTALL)
_FROM = re.compile(r"^<!-- from en: (\w+) -->$", re.MULTILINE)
_REST = "rest"
"""In place of a block's name: what stands in the English section after its summary."""
_MEANT = re.compile(r"^<!-- differs: (.+) -->\n+", re.MULTILINE)
_TABLE = re.compile(r"^#+ (.+)\n\n((?:\|.+\n)+)", re.MULTILINE)
_WIDE = re.compile(r"(?<=\n\n)(?:\|(?: [^|\n]*\|| *\|){4,}\n)(?:\|.+\n)+", re.MULTILINE)
_COMMENT = re.compile(r"^<!--.*?-->\n", re.MULTILINE | re.DOTALL)
_CONTENTS = re.compile(r"(?:^- \[[^\n]+\]\(#[^\n]+\)\n)+", re.MULTILINE)
_ORIGINAL = re.compile(r"^\[[^\]]+\]\(\.\./[\w-]+\.md\)\n", re.MULTILINE)
_SENTENCES = re.compile(r"\s*((?:[^.\n\[]|\.(?! |\n|$)|\n(?!\n))+\.)(?= |\n|$)")


class PageError(Exception):
    """A page that cannot be made, with what to do."""


@dataclass(frozen=True)
class Section:
    """A section of a page with its heading: the id of the English one, and the stamp of a translation."""

    ident: str
    text: str
    stamp: str = ""

    @property
    def heads(self) -> tuple[re.Match[str], ...]:
        """Its headings, outside fenced blocks."""
        return headings(self.text)


@dataclass(frozen=True)
class Page:
    """A page: its title, and its sections in order, the first without a heading."""

    path: Path
    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Pair:
    """A page in English and, if there is one, in Korean."""

    english: Page
    korean: Page | None

    def ids(self, section: str) -> tuple[str, ...]:
        """The ids of the headings of a section, as GitHub gives them in English: one that is there again is counted."""
        seen: dict[str, int] = {}
        for each in self.english.sections:
            own = []
            for head in each.heads:
                name = slug(head[2])
                seen[name] = seen.get(name, -1) + 1
                own.append(f"{name}-{seen[name]}" if seen[name] else name)
            if each.ident == section:
                return tuple(own)
        return ()

    def anchor(self, there: str) -> str:
        """The id of the heading that is ``there`` on the Korean page of GitHub."""
        for each in self.korean.sections if self.korean else ():
            for head, ident in zip(each.heads, self.ids(each.ident), strict=True):
                if slug(head[2]) == there:
                    return ident
        return there


def slug(heading: str) -> str:
    """The id that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.casefold()).replace(" ", "-")


def headings(text: str) -> tuple[re.Match[str], ...]:
    """The headings from the second level on, outside fenced blocks and what a command has written."""
    for part in (_FENCE, _MADE):
        text = part.sub(lambda it: re.sub(r"[^\n]", " ", it[0]), text)
    return tuple(_HEADING.finditer(text))


def read_english(path: Path) -> Page:
    """An English page: a section begins at each heading of the second and third level."""
    first, _, text = path.read_text("utf-8").partition("\n")
    begins = [it for it in headings(text) if len(it[1]) < 4]
    cuts = [0, *(it.start() for it in begins), len(text)]
    names = [TOP, *(slug(it[2]) for it in begins)]
    pieces = [text[start:stop] for start, stop in pairwise(cuts)]
    return Page(path, first.removeprefix("# "), tuple(map(Section, names, pieces)))


def read_korean(path: Path) -> Page:
    """A Korean page: a section begins at each stamp."""
    first, _, text = path.read_text("utf-8").partition("\n")
    begins = list(_STAMP.finditer(text))
    ends = [*(it.start() for it in begins[1:]), len(text)]
    cut = (Section(it[1], text[it.end() : end], it[2]) for it, end in zip(begins, ends, strict=True))
    return Page(path, first.removeprefix("# "), tuple(cut))


def read_pairs(docs: Path) -> dict[str, Pair]:
    """Name → the page."""
    found = {}
    for path in sorted(docs.glob("*.md")):
        there = docs / "ko" / path.name
        pair = Pair(read_english(path), read_korean(there) if there.is_file() else None)
        found[path.stem] = pair
        for section in pair.korean.sections if pair.korean else ():
            has, needs = len(section.heads), len(pair.ids(section.ident))
            if has != needs:
                raise PageError(f"{there}: “{section.ident}” has {has} headings, and {needs} in English")
    return found


# What is up to date


def digest(section: Section) -> str:
    """What stands for the words of an English section; figures that a command writes do not count."""
    words = _MADE.sub("", section.text).split()
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:8]


def stale(docs: Path) -> Iterator[str]:
    """A line for each Korean section whose English has changed since, or is gone."""
    for pair in read_pairs(docs).values():
        now = {it.ident: digest(it) for it in pair.english.sections}
        for section in pair.korean.sections if pair.korean else ():
            if now.get(section.ident) != section.stamp:
                why = "is older than its English" if section.ident in now else "has no English any more"
                yield f"docs/ko/{pair.english.path.name}: “{section.ident}” {why}"


def stamp(docs: Path, names: Sequence[str]) -> None:
    """Write the digests of the English sections into the Korean pages."""
    for name in names:
        now = {it.ident: digest(it) for it in read_english(docs / name).sections}
        path = docs / "ko" / name
        text = path.read_text("utf-8")
        if strange := {it[1] for it in _STAMP.finditer(text)} - now.keys():
            raise PageError(f"{path}: no English section is “{min(strange)}”; there are {', '.join(now)}")
        path.write_text(_STAMP.sub(lambda it, now=now: f"<!-- en: {it[1]} {now[it[1]]} -->\n\n", text), "utf-8")


# Pages of the site


@dataclass(frozen=True)
class Shelf:
    """All pages, and the address of the repository: what links lead to."""

    docs: Path
    pairs: dict[str, Pair]
    source: str

    def text(self, name: str, lang: str) -> str:
        """A page of the site, with its front matter."""
        pair = self.pairs[name]
        own = pair.korean if lang == "ko" and pair.korean else pair.english
        sections = {it.ident: it for it in own.sections}
        body = "".join(
            self._section(own, sections[it.ident], pair)
            if it.ident in sections
            else self._english(pair.english, it, pair)
            for it in pair.english.sections
        )
        summary, body = _summed_up(body)
        front = f"title: {_in_yaml(own.title)}\nsummary: {_in_yaml(summary)}\n"
        if any(f"<!-- from en: {_REST} -->" in it.text for it in own.sections):
            front += f"allow: {{{', '.join(f'{code}: {UNTRANSLATED}' for code in AGREEMENT)}}}\n"
        return f"---\n{front}---\n\n{body.strip()}\n"

    def _section(self, page: Page, section: Section, pair: Pair) -> str:
        text = _FROM.sub(lambda it: self._quoted(pair, section, it[1]), section.text)
        meant = _MEANT.search(text)
        more = f' parity-ignore="{meant[1]}"' if meant else ""
        text = _with_ids(_ORIGINAL.sub("", _wide(_MADE.sub(_shown, text))), pair.ids(section.ident), more)
        return self._linked(page, _CONTENTS.sub("", _COMMENT.sub("", text)))

    def _english(self, page: Page, section: Section, pair: Pair) -> str:
        """A section that the Korean page has in English: programs that read aloud and the comparison are told."""
        more = f' lang=en parity-ignore="{UNTRANSLATED}"'
        text = _with_ids(_wide(_COMMENT.sub("", section.text)), pair.ids(section.ident), more)
        cuts = [0, *(at for it in headings(text) for at in it.span()), len(text)]
        parts = [text[start:stop] for start, stop in pairwise(cuts)]
        marked = (it if it.startswith("#") or not it.strip() else _in_english(it) for it in parts)
        return self._linked(page, "".join(marked))

    def _quoted(self, pair: Pair, section: Section, name: str) -> str:
        """What a Korean section has in English: what a command has written there, or all but the summary."""
        (text,) = [it.text for it in pair.english.sections if it.ident == section.ident]
        if name == _REST:
            return _in_english(_CONTENTS.sub("", _summed_up(_COMMENT.sub("", text))[1])).strip()
        for found in _MADE.finditer(text):
            if found[1] == name:
                return _shown(found).strip()
        raise PageError(f"{pair.english.path.name} has no block “{name}” in “{section.ident}”")

    def _linked(self, page: Page, text: str) -> str:
        """The text with links to pages of the site; a page shows no picture, so it links to it."""
        codes: list[str] = []

        def hide(found: re.Match[str]) -> str:
            codes.append(found[0])
            return f"\0{len(codes) - 1}\0"

        bare = _CODE.sub(hide, _FENCE.sub(hide, text))
        bare = _LINK.sub(lambda it: f"[{it[1]}]({there})" if (there := self._target(page, it[2])) else it[1], bare)
        return re.sub(r"\0(\d+)\0", lambda it: codes[int(it[1])], bare)

    def _target(self, page: Page, address: str) -> str:
        """Where a link of a page leads on the site; empty for what is read in a repository that has no address yet."""
        path, _, anchor = address.partition("#")
        if re.match(r"[a-z]+:", address):
            return address
        there = (page.path.parent / path).resolve() if path else page.path
        pair = self.pairs.get(there.stem) if there.suffix == ".md" and there.parent.name in ("docs", "ko") else None
        if pair is None:
            return self.source and f"{self.source}/blob/main/{there.relative_to(self.docs.parent).as_posix()}" + (
                f"#{anchor}" if anchor else ""
            )
        known = pair.anchor(anchor) if there.parent.name == "ko" else anchor
        own = known and there.stem == page.path.stem
        return ("" if own else f"page:{there.stem}") + (f"#{known}" if known else "")


def _with_ids(text: str, ids: Sequence[str], more: str = "") -> str:
    """The text with the id at each heading."""
    parts, end = [], 0
    for head, ident in zip(headings(text), ids, strict=True):
        parts += [text[end : head.end()], f" {{#{ident}{more}}}"]
        end = head.end()
    return "".join([*parts, text[end:]])


def _wide(text: str) -> str:
    """A section with its wide tables in frames, which scroll on a phone and can be reached by keyboard."""
    codes = [it.span() for it in _FENCE.finditer(text)]
    heads = [it[2].replace("`", "") for it in headings(text)]
    captions = (f"{heads[0] if heads else ''}{f' ({number})' if number > 1 else ''}" for number in count(1))

    def framed(found: re.Match[str]) -> str:
        above = text[: found.start()].rstrip().rpartition("\n")[2]
        if above.startswith(":::{table}") or any(start <= found.start() < end for start, end in codes):
            return found[0]
        return f":::{{table}} {next(captions)}\n\n{found[0]}:::\n"

    return _WIDE.sub(framed, text)


def _in_english(text: str) -> str:
    return f'\n\n<div lang="en">\n\n{text.strip()}\n\n</div>\n\n'


def _shown(made: re.Match[str]) -> str:
    """What a command has written, the same on all pages: a heading becomes the caption of its table."""
    named = made[2].replace("\n| | ", "\n| row | ")
    return _in_english(_TABLE.sub(r":::{table} \1\n\n\2\n:::\n", named))


def _summed_up(body: str) -> tuple[str, str]:
    """The first sentences of a page, up to the first with a link, and the rest."""
    end, found = 0, ""
    while (sentence := _SENTENCES.match(body, end)) is not None and (not end or not body[end:].startswith("\n\n")):
        found = f"{found} {' '.join(sentence[1].split())}".strip()
        end = sentence.end()
    return found.replace("`", ""), body[end:]


def _in_yaml(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def write_project(root: Path, folder: Path) -> None:
    """The project: what ``docs/site`` has, a page for each handbook in both languages, and the pictures."""
    docs = root / "docs"
    shelf = Shelf(docs, read_pairs(docs), REPOSITORY)
    for part in ("content", "templates"):
        shutil.rmtree(folder / part, ignore_errors=True)
        shutil.copytree(docs / "site" / part, folder / part)
    for name in shelf.pairs:
        there = folder / "content" / "pages" / name
        there.mkdir(parents=True)
        for lang in ("en", "ko"):
            (there / f"{lang}.md").write_text(shelf.text(name, lang), "utf-8")
    for lang, picture in (("en", "page.png"), ("ko", "page-ko.png")):
        shutil.copy(docs / "img" / picture, folder / "templates" / "web" / f"page-{lang}.png")


def main(arguments: list[str]) -> int:
    """Do what is asked."""
    match arguments:
        case ["project", folder]:
            write_project(ROOT, Path(folder))
            for line in stale(ROOT / "docs"):
                print(line)
        case ["stale"]:
            for line in stale(ROOT / "docs"):
                print(line)
        case ["stamp", *names] if names:
            stamp(ROOT / "docs", names)
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except PageError as problem:
        sys.exit(str(problem))
