"""Many addresses at once, no host by two at a time; what is answered goes into the record, what people wrote stays."""

from __future__ import annotations

from datetime import date

import pytest
from support.fake_web import COPY, Played

from briefgen.links.answers import Answer, ask_all
from briefgen.links.client import NO_SUCH_HOST, Client, NoAnswerError, Reply
from briefgen.links.record import brought_up_to_date, copy_in, with_copies
from briefgen.model.records.links import ArchivedCopy, LinkRecord, LinkState
from briefgen.model.values.quantities import Day

TODAY = date(2026, 11, 25)


def test_one_host_is_asked_by_one_at_a_time(web: Played) -> None:
    pages = [web.at(f"/page-{number}") for number in range(6)] + [web.at("/moved")]
    told: list[int] = []
    found = ask_all(pages, Client(private=True).send, lambda: told.append(1))
    assert found.network and set(found.by_address) == set(pages)
    assert web.most_at_once == 1 and len(told) == len(pages)


def test_without_a_network_nothing_is_known() -> None:
    def send(method: str, address: str) -> Reply:
        raise NoAnswerError(NO_SUCH_HOST)

    assert not ask_all([f"https://{n}.example.org/" for n in range(9)], send).network


def test_a_host_that_has_no_number_is_gone_where_others_answer() -> None:
    def send(method: str, address: str) -> Reply:
        if "nobody" in address:
            raise NoAnswerError(NO_SUCH_HOST)
        return Reply(200)

    found = ask_all(["https://nobody.example/", "https://example.org/"], send)
    states = {address: answer.state for address, answer in found.by_address.items()}
    assert states == {"https://nobody.example/": LinkState.GONE, "https://example.org/": LinkState.OK}


def test_what_a_person_wrote_stays_and_what_nobody_writes_goes() -> None:
    copy = ArchivedCopy(url="https://archive.example/1")
    record = {
        "https://example.org/b": LinkRecord(state=LinkState.GONE, archived=copy, note="asked the office"),
        "https://example.org/kept": LinkRecord(archived=copy),
        "https://example.org/old": LinkRecord(state=LinkState.OK),
    }
    answers = {
        "https://example.org/b": Answer(LinkState.OK, 200),
        "https://example.org/a": Answer(LinkState.MOVED, 301, "https://example.org/b"),
    }
    made = brought_up_to_date(record, answers, answers, TODAY)
    assert list(made) == ["https://example.org/a", "https://example.org/b", "https://example.org/kept"]
    there = made["https://example.org/b"]
    assert (there.state, there.status, there.archived, there.note) == (LinkState.OK, 200, copy, "asked the office")
    assert there.checked == Day(2026, 11, 25)


def test_what_was_gone_is_gone_until_it_answers_again() -> None:
    record = {"https://example.org/": LinkRecord(state=LinkState.GONE, status=404)}
    refused = {"https://example.org/": Answer(LinkState.REFUSED, reason="no answer in time")}
    assert brought_up_to_date(record, refused, refused, TODAY)["https://example.org/"].state is LinkState.GONE


def test_what_was_not_asked_keeps_what_was_known_of_it() -> None:
    record = {"http://10.0.0.1/": LinkRecord(state=LinkState.OK, checked=Day(2026, 1, 1))}
    unasked = {
        address: Answer(LinkState.UNCHECKED, reason="private") for address in ("http://10.0.0.1/", "http://[::1]/")
    }
    made = brought_up_to_date(record, unasked, unasked, TODAY)
    assert made["http://10.0.0.1/"] == record["http://10.0.0.1/"]
    assert made["http://[::1]/"] == LinkRecord(reason="private")


def test_an_archive_is_asked_for_what_is_gone(web: Played) -> None:
    page = "https://example.org/a?b=c&d=e"
    own = ArchivedCopy(url="https://archive.example/own")
    record = {
        page: LinkRecord(state=LinkState.GONE),
        "https://example.org/": LinkRecord(state=LinkState.OK),
        "https://example.org/named": LinkRecord(state=LinkState.GONE, archived=own),
    }
    found = with_copies(record, web.at("/archive?url={}"), Client(private=True).fetch)
    copy = ArchivedCopy(url="https://archive.example/20261101/gone", date=Day(2026, 11, 1))
    assert [it.archived for it in found.values()] == [copy, None, own]
    assert web.asked == ["GET /archive?url=https%3A%2F%2Fexample.org%2Fa%3Fb%3Dc%26d%3De"]


@pytest.mark.parametrize("path", ["/missing", "/ok", "/hangs", "/huge"])
def test_an_archive_that_has_nothing_to_say_is_left_alone(web: Played, path: str) -> None:
    client = Client(private=True, timeout=0.3, longest=1)
    record = {"https://example.org/": LinkRecord(state=LinkState.GONE)}
    assert with_copies(record, web.at(path + "?{}"), client.fetch) == record


def test_a_page_of_which_an_archive_has_nothing_does_not_keep_the_next_from_being_asked() -> None:
    def fetch(address: str) -> bytes:
        if address.endswith("lost"):
            raise NoAnswerError("no answer in time")
        return COPY

    record = {page: LinkRecord(state=LinkState.GONE) for page in ("lost", "kept")}
    found = with_copies(record, "https://archive.example/?url={}", fetch)
    assert [bool(it.archived) for it in found.values()] == [False, True]


@pytest.mark.parametrize(
    "answer",
    [b"", b"[]", b'{"archived_snapshots": {}}', COPY.replace(b"true", b"false"), COPY.replace(b"https:", b"script:")],
)
def test_an_answer_without_a_copy_gives_none(answer: bytes) -> None:
    assert copy_in(answer) is None
