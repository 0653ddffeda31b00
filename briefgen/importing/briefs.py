"""An imported text as the files of a brief."""

from __future__ import annotations

import contextlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from briefgen.importing.hancom.document import read_hwpx
from briefgen.importing.imported import ImportedText, Rank, Remark
from briefgen.importing.markdown import escape, quoted
from briefgen.importing.word.document import read_word
from briefgen.model.core.limits import LINE
from briefgen.model.core.written import Lang
from briefgen.reading.files.file_problems import fault_of_name

READERS: Mapping[str, Callable[[bytes], ImportedText]] = {".docx": read_word, ".hwpx": read_hwpx}
"""What reads a document that becomes a brief, by the ending of its file."""
_LONGEST = 240
"""Letters of a summary that is taken from the text."""
_LONGEST_ADDRESS = 150
_FEWEST_LETTERS = 3
_READ = 40 * _LONGEST
"""Characters of a paragraph in which sentences are looked for: marks and addresses between them are long."""
_SENTENCE = re.compile(r".{1,500}?[.!?。](?=\s|$)")
_BYLINE = re.compile(
    r"(?:작성자?|저자|지은이|글쓴이|작성 ?부서|작성일|담당자?|by|authors?|written by|prepared by|著者|作者|執筆者?)"
    r"\s*[:：].{1,160}"
    r"|by (?-i:[A-Z])[^.!?]{1,80}|(?:기준일\s*)?\d{4}\s*[년.]\s*\d{1,2}\s*[월.]\s*\d{1,2}\s*[일.]?",
    re.IGNORECASE,
)
"""A line of its own that says who wrote the text, or when."""
_LANGUAGES = re.compile(rb"(?m)^(languages: *\[)([^\]\n]+)\]")
_BLOCK = re.compile(r"\n{2,}")
_NO_TEXT = re.compile(r"[#>|<:!-]|\{[{%]|[*+]\s|\d+[.)]\s|\[\^| {4}|\t|\$\$|\\[A-Za-z]")
_ASIDE = re.compile(r"\s*(?:\\[*<-]|[·•※□■○●ㅇ◇◆◈▪▶]|\(단위|(?:\*\*)?(?:보도 ?(?:시점|일시)|배포))")
"""The beginning of a note, of an item whose mark was typed, or of the day of release."""
_HEAD = re.compile(r"#{1,6} [^\n]+|\*\*[^*\n]+\*\*")
_ABSTRACT = re.compile(
    r"(?:[\dIVX.]{1,5}\s)?(?:executive )?(?:abstract|summary)|(?:국문 ?)?초록|요약문?|zusammenfassung|résumé|resumen",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"(?ms)^[ \t]*(`{3,}+|~{3,}+)[^`\n]*\n.*?(?:^[ \t]*\1[`~]*[ \t]*$|\Z)"
    r"|^\{% highlight .*?(?:^\{% endhighlight[^\n]*|\Z)"
)
_COMMENT = re.compile(r"(?<![\\`])<!--")
_UNCLOSED = re.compile(r"(?m)^ {0,3}<!--")
_DEFINED = re.compile(r"(?m)^ {0,3}\[([^\[\]\n]+)\]:[ \t]*\S")
"""The label of a link, on the line that gives its address."""
_CITES = re.compile(r"(?:(?<![ \t])[ \t]+)?\[[^\[\]\n]{0,200}?(?<!\w)@\w[^\[\]\n]{0,500}\](?![(\[:])")
_FENCE = re.compile(r"(?m)^:{3,}.*$")
_TAG = re.compile(r"\{\{[<%][^\n]{0,1000}?[>%]\}\}|\{%[^\n]{0,1000}?%\}")
"""A mark of a template language."""
_ATTRIBUTES = re.compile(r"(?m)^ {0,3}\{:[^\n{}]{1,200}\}[ \t]*$")
"""A line of kramdown that gives the block above it a class."""
_WITHOUT_BLANKS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff]")
_END_OF_LINE = re.compile(
    r"(?<=[\u3001-\u30ff\u3400-\u9fff\uff01-\uff60])[ \t]*\n[ \t]*(?=[\u3040-\u30ff\u3400-\u9fff])"
)
"""The end of a line between letters of Japanese or Chinese, which do not write a blank there."""
_WORD = re.compile(r"(?:(?![\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff])[^\W\d_]){2,}")
_END = re.compile(r"[.!?。…！？؟۔।][\"'”’»）)\]]*$")
_DATE = re.compile(r"\d{4}\s*[년.]\s*\d{1,2}\s*[월.]\s*\d{1,2}\s*[일.]?")
_SENTENCE_WORDS, _LINE_WORDS = 3, 6
_MARKS = re.compile(
    r"\[\^[^\[\]\s]+\]|</?\w+[^<>]*>|\*+|~~|`+|(?<![\w\\])_+(?=\S)|(?<=[^\s\\])_{1,50}(?!\w)"
    r"|!?\[((?:[^\[\]]|\[[^\[\]]*\])*+)\](?:\((?:<[^<>]*>|[^()]*)\)|\[[^\]]*\])(?:\{width=\d+%?\})?"
)
_LABEL = re.compile(r"[^\W\d_][\w’'-]*(?:[ /&]{1,3}[^\W\d_][\w’'-]*){0,3} ?[:：]")
"""What a line of a form or of minutes begins with: ``Present: …``."""
_LIST = re.compile(r"(?m)^\s{0,3}(?:[-*+•·]|\d+[.)]|>)\s")
_WITHOUT_ENDS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f]")
"""Letters of languages whose sentences end without a mark."""
_BEGINNING = 2_000
_RELEASED = re.compile(r"보도 ?(?:시점|일시)[^\d가-힣]{0,12}(\d{4})\. ?(\d{1,2})\. ?(\d{1,2})\.")
_SENT = re.compile(r"배포(?: ?일시)?[^\d가-힣]{1,12}(\d{4})\. ?(\d{1,2})\. ?(\d{1,2})\.")
"""The day of release in a press release, and that on which it was sent."""
_AUTHORS = "name the authors in brief.yaml (authors: [{name: …}]), set published:, and delete the line"


@dataclass(frozen=True, slots=True)
class BriefFiles:
    """``files`` by their name in the folder of the brief; ``remarks`` say what to look at."""

    files: Mapping[str, bytes]
    remarks: tuple[Remark, ...]


def brief_files(
    text: ImportedText, lang: Lang, taken: Mapping[str, bytes], name: str, *, is_draft: bool = True
) -> BriefFiles:
    """The files of a brief with this text. ``taken`` are the files that the folder of the brief has already.

    ``name`` is that of the document, without its ending. An image whose name is taken by another gets the language
    before its name. ``brief.yaml`` is made where there is none; else the language is added to those that it names.
    """
    markdown, images = text.markdown, dict[str, bytes]()
    for image, content in text.images.items():
        free = image if taken.get(image, content) == content else f"{lang}-{image}"
        for end in ")", ' "':
            markdown = markdown.replace(f"]({image}{end}", f"]({free}{end}")
        images[free] = content
    remarks = list(text.remarks)
    title = text.title
    if not title:
        title = _words_of(name) or name
        remarks.append(Remark("", f"no title was found: “{title}” is used instead", Rank.GUESSED))
    subtitle = text.subtitle
    if _BYLINE.fullmatch(subtitle):  # its author is to put it into brief.yaml
        subtitle, markdown = "", f"{escape(subtitle)}\n\n{markdown}"
    byline, told = _byline(markdown)
    remarks += [Remark("", f"“{byline}” stands at the beginning: {_AUTHORS}")] if byline else []
    if len(title) > LINE:
        title, markdown = within(title, LINE), f"{escape(title)}\n\n{markdown}"
    below = f"subtitle: {quoted(subtitle)}\n" if subtitle else ""
    head = f"---\ntitle: {quoted(title)}\n{below}summary: {quoted(summary_of(told) or title)}\n---\n\n"
    files = {f"{lang}.md": (head + markdown).encode(), **images}
    if "brief.yaml" not in taken:
        files["brief.yaml"] = _brief_yaml(_released(markdown), lang, is_draft).encode()
    elif (more := with_language(taken["brief.yaml"], lang)) != taken["brief.yaml"]:
        files["brief.yaml"] = more
    return BriefFiles(files, tuple(remarks))


def _words_of(name: str) -> str:
    """The name of a file in words; empty where it has none."""
    words = " ".join(re.sub(r"[-_+]+", " ", unicodedata.normalize("NFC", name)).split())
    return words[:1].upper() + words[1:] if sum(map(str.isalpha, words)) >= _FEWEST_LETTERS else ""


def _released(markdown: str) -> date | None:
    """The day of release that a Korean press release names at its beginning; None without one."""
    words = " ".join(_unmarked(markdown[:_BEGINNING]).split())
    found = _RELEASED.search(words) or _SENT.search(words)
    with contextlib.suppress(ValueError):
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    return None


def _byline(markdown: str) -> tuple[str, str]:
    """The line below the title that says who wrote the text, or empty, and the text after it."""
    first, _, rest = markdown.lstrip().partition("\n\n")
    words = " ".join(re.sub(r"\\(\W)", r"\1", _unmarked(first[:_READ])).split())
    return (words, rest) if _BYLINE.fullmatch(words) else ("", markdown)


def _unmarked(markdown: str) -> str:
    """Words without marks of Markdown; those within the words of a link are found by the second look."""
    for _ in range(2):
        markdown = _MARKS.sub(lambda found: found[1] or "", markdown)
    return markdown


def slug_of(name: str) -> str:
    """A name of a file as an address: small Latin letters, digits and hyphens; empty when nothing of it is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def portable(slug: str) -> str:
    """An address that every system takes for the name of a folder: not too long, and that of no device."""
    cut = slug.encode()[:_LONGEST_ADDRESS].decode("utf-8", "ignore").rstrip("-")
    return f"{cut}-1" if fault_of_name(cut) else cut


def address_of(name: str) -> str:
    """The address that the name of a document gives; empty where its other letters leave hardly a word of it.

    Digits alone, as of ``2025년 2분기.hwpx``, are none; those of ``2025-03.docx`` are all that there is.
    """
    slug, letters = portable(slug_of(name)), unicodedata.normalize("NFC", name)
    has_word = re.search("[a-z]", slug) is not None
    return slug if has_word or not any(map(str.isalpha, letters)) else ""


def summary_of(markdown: str, title: str = "", *, of_lines: bool = True) -> str:
    """The first sentences of a paragraph of the abstract, or of the text, without marks; empty where it has none.

    Lines and items of lists are taken where there is nothing else, but not where only sentences are wanted. The
    ``title`` again is no summary.
    """
    blocks = list(_blocks(markdown))
    own = [block for block in blocks if not _ASIDE.match(block)]
    prose = (
        words
        for block in (*_abstract(blocks), *own)
        if _is_said(words := _words_in(block)) and _is_prose(block[:_READ], words, title)
    )
    lines = map(_words_in, (*own, *_items(blocks), *blocks)) if of_lines else ()
    found = next(prose, "") or next(filter(_is_said, lines), "")
    return _shortened(_without_labels(found, markdown)) if found else ""


def _items(blocks: Iterable[str]) -> Iterator[str]:
    """The items of lists, which are the text where it has no other."""
    for block in blocks:
        yield from (line[2:] for line in block.splitlines() if line.startswith("- "))


def _abstract(blocks: Sequence[str]) -> Sequence[str]:
    """The blocks below the heading of the first abstract or summary, as far as the next heading."""
    starts = [at for at, block in enumerate(blocks) if _HEAD.fullmatch(block.strip())]
    for start, end in pairwise([*starts, len(blocks)]):
        if _ABSTRACT.fullmatch(_unmarked(blocks[start]).strip("# \n")):
            return blocks[start + 1 : end]
    return ()


def _words_in(block: str) -> str:
    """The words of a paragraph without marks; empty for what is none."""
    if not block.strip() or _NO_TEXT.match(block):
        return ""
    text = _END_OF_LINE.sub("", _ATTRIBUTES.sub("", _FENCE.sub("", block[:_READ])))
    words = _unmarked(_CITES.sub("", _TAG.sub("", text))).replace("\\\n", " ")
    return " ".join(re.sub(r"\\(\W)", r"\1", words).split())


def _blocks(markdown: str) -> Iterator[str]:
    return _outside_of_tables(_BLOCK.split(_without_comments(_CODE.sub("", markdown))))


def _without_comments(markdown: str) -> str:
    """``markdown`` without comments; one that begins a line and is never closed leaves out all that follows."""
    shown, at = list[str](), 0
    while (found := _COMMENT.search(markdown, at)) and (end := markdown.find("-->", found.end())) >= 0:
        shown.append(markdown[at : found.start()])
        at = end + len("-->")
    return "".join([*shown, _UNCLOSED.split(markdown[at:], maxsplit=1)[0]])


def _is_prose(block: str, words: str, title: str) -> bool:
    """Tell whether a paragraph is sentences, and not a line such as *Present: …* or what a list begins with."""
    begins_as_title = title and words.casefold().rstrip(" .!?。") == title.casefold().rstrip(" .!?。")
    ends = _END.search(words) or len(words) > _READ // 2 or _WITHOUT_ENDS.search(words)
    return bool(ends) and not (begins_as_title or _LABEL.match(words) or _LIST.search(block))


def _outside_of_tables(blocks: Iterable[str]) -> Iterator[str]:
    """Blocks that do not stand in a table of HTML."""
    depth = 0
    for block in blocks:
        begun, ended = block.count("<table"), block.count("</table>")
        if depth == begun == ended == 0:
            yield block
        depth = max(depth + begun - ended, 0)


def _is_said(words: str) -> bool:
    """Tell whether words are more than a label, a date or a name: a sentence of three words, or a line of six.

    In writing without blanks, three characters are a word.
    """
    words = _DATE.sub("", words)
    count = len(_WORD.findall(words)) + len(_WITHOUT_BLANKS.findall(words)) // 3
    return count >= (_SENTENCE_WORDS if _END.search(words) else _LINE_WORDS)


def _without_labels(words: str, markdown: str) -> str:
    """``words`` without the brackets of links whose address stands on a line of its own in ``markdown``."""
    labels = {f"[{label}]": label for label in _DEFINED.findall(markdown)}
    return re.sub(r"\[[^\[\]]+\]", lambda it: labels.get(it[0], it[0]), words)


def _shortened(words: str) -> str:
    said = ""
    for sentence in _SENTENCE.findall(words[: 4 * _LONGEST]) or [words]:
        if said and len(said) + len(sentence) > _LONGEST:
            break
        said = f"{said} {sentence.strip()}".strip()
    said = said if _is_said(said) else words
    return within(said, _LONGEST)


def within(words: str, longest: int) -> str:
    """``words`` with as many characters at most, and not cut within one, but where there are no blanks."""
    if len(words) <= longest:
        return words
    whole, cut = words[:longest].rpartition(" ")[0], words[: longest - 1]
    return (whole if len(whole) > longest // 2 else cut).rstrip() + "…"


def _brief_yaml(day: date | None, lang: Lang, is_draft: bool) -> str:
    """No number is made up, and no day of release where the document states none: its properties tell of the file."""
    published = f" {day.isoformat()}" if day else "            # the day, where there is one; without it none is shown"
    status = "status: draft         # not published; to publish, delete this line\n" if is_draft else ""
    return (
        "# yaml-language-server: $schema=../../.schemas/brief.schema.json\n"
        f"published:{published}\n"
        f"{status}"
        f"languages: [{lang}]       # of the texts that there are\n"
    )


def with_language(content: bytes, lang: Lang) -> bytes:
    """``brief.yaml`` with the language among those that it lists in one line; unchanged where it lists none so."""

    def added(found: re.Match[bytes]) -> bytes:
        listed = found[2].split(b",")
        known = lang.encode() in (each.strip().strip(b"\"'") for each in listed)
        return found[0] if known else found[1] + found[2] + b", " + lang.encode() + b"]"

    return _LANGUAGES.sub(added, content, count=1)
