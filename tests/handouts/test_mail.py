"""A brief or a pack as a message: the words of its page, nothing loaded from anywhere, and always the same file."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from lxml import html
from support.project import Project

from briefgen.handouts.mail import mail
from briefgen.handouts.named import Order
from briefgen.model.core.diagnostics import Outcome
from briefgen.model.output.tree import Tree
from briefgen.running.pool.inline import Inline
from briefgen.running.store import NullStore

SITE = "content/site.yaml"
BRIEF = "content/briefs/first/brief.yaml"
TEXT = "content/briefs/first/en.md"


def sent(project: Project, name: str = "first", lang: str | None = None) -> Outcome[Tree]:
    return mail(project.world(), Order((name,), lang), executor=Inline(), store=NullStore())


@pytest.fixture(scope="module")
def brief() -> Tree:
    made = sent(Project())
    assert made.diagnostics == ()
    return made.value


def test_what_the_site_takes_as_a_warning_keeps_no_message_back() -> None:
    dead = Project().with_change(TEXT, "Take more samples.", "Take more [samples](gone.md).")
    assert "link-resolves" in [it.code for it in sent(dead).diagnostics]
    made = sent(dead.with_change(SITE, "level: publication", "level: standard"))
    assert made.diagnostics == () and len(made.value.files) == 6


def opened(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def test_there_is_a_message_in_each_language_three_times(brief: Tree) -> None:
    names = [f"first-{lang}.{ending}" for lang in ("ko", "en") for ending in ("eml", "html", "txt")]
    assert sorted(brief.files) == sorted(names)
    assert sorted(sent(Project(), "S-01", "en").value.files) == sorted(it for it in names if "-en." in it)


def test_the_same_text_gives_the_same_bytes(brief: Tree) -> None:
    assert sent(Project()).value.files == brief.files


def test_a_mail_program_opens_it_as_a_draft_with_both_kinds_of_text(brief: Tree) -> None:
    message = opened(brief["first-ko.eml"])
    assert message["Subject"] == "[S-01] 첫째 브리프" and message["X-Unsent"] == "1"
    plain, rich = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None and rich is not None
    assert plain.get_content().replace("\r\n", "\n") == brief["first-ko.txt"].decode()
    assert rich.get_content().replace("\r\n", "\n") == brief["first-ko.html"].decode()


@pytest.mark.parametrize(
    "title",
    [
        "저녁에 문을 열자 도서관을 찾는 사람이 늘었다",
        "중국, 차입을 늘리고 내수를 첫째 과제로 삼았으나 소매판매는 거의 그대로였다",
        "An English title that is much longer than a line of a header may be, and then some more of it",
        "Émission d’obligations à la deuxième année",
        "简体中文 标题 很长 很长 很长 很长 很长 很长 很长 很长 很长",
    ],
)
def test_the_subject_is_read_as_it_was_written(title: str) -> None:
    path = TEXT.replace("en.md", "ko.md")
    given = Project().with_change(path, "title: 첫째 브리프", f'title: "{title}"')
    names = "name: {ko: '국가, 정책 연구원', en: Office}"
    given = given.with_change(SITE, "name: {ko: 표본 출판, en: Sample Press}", f"{names}, email: a@example.org")
    message = opened(sent(given, lang="ko").value["first-ko.eml"])
    assert message["Subject"] == f"[S-01] {title}"
    (sender,) = message["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ("국가, 정책 연구원", "a@example.org")


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_it_says_what_the_page_says_at_a_glance(brief: Tree, lang: str) -> None:
    page = html.fromstring(Project().build().page(f"{lang}/briefs/first.html"))
    for number in page.xpath("//sup"):
        number.drop_tree()
    points = [it.text_content() for it in page.xpath("//*[@class='at-a-glance']//li")]
    text = words(brief[f"first-{lang}.txt"].decode())
    assert points
    for point in points:
        said = words(point.replace("\u2060", ""))
        assert any(text[at : at + len(said)] == said for at in range(len(text))), point


@pytest.mark.parametrize("name", ["first", "all"])
def test_it_loads_nothing_and_every_link_is_a_full_address(name: str) -> None:
    for path, content in sent(Project(), name).value.files.items():
        if not path.endswith(".html"):
            continue
        document = html.document_fromstring(content.decode())
        assert {str(it.tag) for it in document.iter("*")}.isdisjoint(
            {"img", "link", "script", "svg", "iframe", "style"}
        )
        assert b"url(" not in content and b"var(" not in content and b"class=" not in content
        links = [it.get("href") for it in document.iter("a")]
        assert links and all(link.startswith("https://") and "?" not in link for link in links)


def test_html_and_plain_text_have_the_same_words(brief: Tree) -> None:
    body = html.document_fromstring(brief["first-en.html"].decode()).find("body")
    shown = [it for it in words(" ".join(body.itertext())) if not it.isdigit()]
    plain = re.sub(r"<https?://[^>]*>", "", brief["first-en.txt"].decode())
    assert shown == [it for it in words(plain) if not it.isdigit()]


def test_the_sources_whose_numbers_it_has_are_listed_and_no_others(brief: Tree) -> None:
    text = brief["first-en.txt"].decode()
    body, _, sources = text.partition("References")
    cited = set(re.findall(r"\[(\d+)\]", body))
    assert cited and cited == set(re.findall(r"(?m)^- \[(\d+)\]", sources))


def test_a_pack_names_its_briefs() -> None:
    text = sent(Project(), "all", "en").value["all-en.txt"].decode()
    assert "S-01" in text and "https://example.org/sample/en/briefs/first.html" in text


@pytest.mark.parametrize("more", ["embargo_until: 2099-03-05T09:00+09:00\n", "status: draft\n"])
def test_what_readers_may_not_see_yet_is_not_sent(more: str) -> None:
    made = sent(Project().with_file(BRIEF, Project().text(BRIEF) + more))
    assert made.value.files == {} and "brief-is-published" in {it.code for it in made.diagnostics}


def test_nothing_is_sent_of_a_site_with_errors() -> None:
    made = sent(Project().with_body(TEXT, "There are {fact}`count-x`.\n"))
    assert made.value.files == {} and "fact-is-known" in {it.code for it in made.diagnostics}


@pytest.mark.parametrize(
    ("name", "lang", "code", "hint"),
    [("frist", None, "brief-is-known", "first"), ("first", "de", "language-has-file", "ko, en")],
)
def test_a_wrong_name_or_language_is_answered(name: str, lang: str | None, code: str, hint: str) -> None:
    (found,) = sent(Project(), name, lang).diagnostics
    assert found.code == code and hint in found.hint


def test_a_site_without_an_address_cannot_be_linked_to() -> None:
    made = sent(Project().with_change(SITE, "base_url: https://example.org/sample/\n", ""))
    (found,) = [it for it in made.diagnostics if it.code == "address-is-known"]
    assert made.value.files == {} and "base_url" in found.hint


def test_whose_proposal_it_is_stands_apart_from_the_heading() -> None:
    folder = "content/briefs/first/brief.yaml"
    project = Project().with_change(folder, "source: report-b", "basis: editorial")
    text = next(it for name, it in sent(project).value.files.items() if name.endswith("en.txt"))
    assert "What to do · our proposal" in bytes(text).decode()
