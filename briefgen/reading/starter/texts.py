"""The starter in any languages that briefgen comes with: its wordings by their English or Korean words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel.core import Locale

from briefgen.language.matching.variants import base_language

WORDINGS = Path(__file__).resolve().parent / "wordings.yaml"
GIVEN = ("ko", "en")
"""The languages of the starter as it stands in its files."""
_LINES = re.compile(r"^(?P<indent> +)ko: (?P<ko>.*)\n(?P=indent)en: (?P<en>.*)$", re.MULTILINE)
_OF_TWO = (
    "A block with the same `{#id}` in both languages is the same place: the language switch leads there.",
    "A link to a heading with an id, such as `{#figures}`, holds when its words change.",
)
_BOTH = "`ko.md` and `en.md` are one brief in two languages"
_FIRST_CHANGES = re.compile(r"^2\. `content/briefs/first-brief/`.*?(?=^4\. )", re.MULTILINE | re.DOTALL)
_AFTER_IMPORT = """\
2. `import-report.md`: what could not be taken. Correct it in `content/briefs/`, where each brief has a folder.
3. `content/facts/` and `content/sources.yaml`, which you may begin: figures, each once, and where they come from.
"""
_OPENS = re.compile(r"\{(?=ko: )")


@cache
def wordings() -> Mapping[str, Mapping[str, Any]]:
    """English words (Korean ones where the starter has no English) → language → its words."""
    found: Mapping[str, Mapping[str, Any]] = yaml.safe_load(WORDINGS.read_text("utf-8"))
    return found


@cache
def languages_of_the_starter() -> tuple[str, ...]:
    """The languages in which every text of the starter can be had."""
    return tuple(sorted(GIVEN)) + tuple(sorted(wordings()["Policy briefs"]))


def site_files(languages: Sequence[str]) -> Iterator[tuple[Path, str]]:
    """The files of a new site, by their paths in the starter, with their texts in ``languages``."""
    folder = WORDINGS.parent / "site"
    for path in sorted(it for it in folder.rglob("*") if it.is_file()):
        place, text = path.relative_to(folder), path.read_text("utf-8")
        if place.parts[0] == "content" and place.suffix == ".md":
            own = [lang for lang in languages if base_language(lang, languages_of_the_starter()) == place.stem]
            yield from ((place.with_stem(lang), _alone(text, languages)) for lang in own)
        elif place.parts[0] == "content":
            yield place, _settings(in_languages(text, languages), languages)
        else:
            yield place, _told(text, languages)


def _alone(text: str, languages: Sequence[str]) -> str:
    """A text that speaks of two languages as one that may stand alone."""
    return text if tuple(languages) == GIVEN else text.replace(*_OF_TWO)


def _settings(text: str, languages: Sequence[str]) -> str:
    text = text.replace(f"languages: [{', '.join(GIVEN)}]", f"languages: [{', '.join(languages)}]")
    return re.sub(r"^ *title-translated: \{\}\n", "", text, flags=re.MULTILINE)


def _told(text: str, languages: Sequence[str]) -> str:
    """Return what the README of a site says of its languages."""
    names = [Locale.parse(lang, sep="-").get_display_name("en") or lang for lang in languages]
    files = [f"`{lang}.md`" for lang in languages]
    one = "the text of a brief" if len(files) == 1 else "one brief in each language"
    text = text.replace("Briefs in Korean and English", f"Briefs in {_listed(names)}")
    return text.replace(_BOTH, f"{_listed(files)} {'is' if len(files) == 1 else 'are'} {one}")


def of_an_import(text: str) -> str:
    """The README of a site whose briefs were imported, and so has no brief to begin with; other files as they are."""
    return _FIRST_CHANGES.sub(_AFTER_IMPORT, text)


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def in_languages(text: str, languages: Sequence[str]) -> str:
    """A YAML file of the starter with its wordings in ``languages``; what one lacks is in English."""
    if tuple(languages) == GIVEN:
        return text
    text = _LINES.sub(lambda found: _lines(found, languages), text)
    return "".join(_flows(text, languages))


def _lines(found: re.Match[str], languages: Sequence[str]) -> str:
    given = {lang: yaml.safe_load(found[lang]) for lang in GIVEN}
    return "\n".join(f"{found['indent']}{lang}: {_flow(words)}" for lang, words in _chosen(given, languages).items())


def _flows(text: str, languages: Sequence[str]) -> Iterator[str]:
    """The text, each mapping in braces that begins with Korean words in ``languages``."""
    at = 0
    for opens in _OPENS.finditer(text):
        end = _closes(text, opens.start())
        yield text[at : opens.start()]
        chosen = _chosen(yaml.safe_load(text[opens.start() : end]), languages)
        yield _flow(chosen)
        at = end
    yield text[at:]


def _closes(text: str, at: int) -> int:
    """Return where the mapping ends that opens at ``at``; no brace of the starter stands alone."""
    depth = 0
    for found in re.compile(r"[{}]").finditer(text, at):
        depth += 1 if found[0] == "{" else -1
        if not depth:
            return found.end()
    raise ValueError(text[at : at + 40])


def _chosen(given: Mapping[str, Any], languages: Sequence[str]) -> dict[str, Any]:
    """Words for each language; where there are none in English, the original is English and needs none."""
    wanted = [lang for lang in languages if "en" in given or base_language(lang, ("en",)) is None]
    return {lang: _words(given, lang) for lang in wanted}


def _words(given: Mapping[str, Any], lang: str) -> Any:
    own = wordings().get(_key(given), {})
    base = base_language(lang, [*own, *given]) or "en"
    return own.get(base, given.get(base, given.get("en")))


def _key(given: Mapping[str, Any]) -> str:
    words = given.get("en", given["ko"])
    return str(words if isinstance(words, str) else words.get("short", words.get("other")))


def _flow(words: Any) -> str:
    """A value in one line of YAML."""
    if isinstance(words, dict):
        return "{" + ", ".join(f"{name}: {_flow(value)}" for name, value in words.items()) + "}"
    text = str(words)
    return f'"{text}"' if re.search(r"[{}\[\],:#&*!|>%@`]|^\s|\s$", text) or not text else text
