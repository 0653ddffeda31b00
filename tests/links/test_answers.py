"""An address is asked politely, whatever it plays, and what it answers is read as a reader would find it."""

from __future__ import annotations

import pytest
from support.fake_web import Played

from briefgen.links.answers import Answer, answer_of
from briefgen.links.client import Client, ForbiddenError, NoAnswerError, is_public
from briefgen.model.records.links import LinkState

HERE = Client("briefgen/0 (+https://example.org/)", timeout=5, longest=5, private=True)


def asked(web: Played, path: str, client: Client = HERE) -> Answer:
    return answer_of(web.at(path), client.send)


@pytest.mark.parametrize(
    ("path", "state", "status"),
    [
        ("/ok", LinkState.OK, 200),
        ("/for-now", LinkState.OK, 200),
        ("/no-head", LinkState.OK, 206),
        ("/drops-head", LinkState.OK, 200),
        ("/ok?q=한글&x=a b", LinkState.OK, 200),
        ("/자리", LinkState.OK, 200),
        ("/missing", LinkState.GONE, 404),
        ("/gone", LinkState.GONE, 410),
        ("/to-gone", LinkState.GONE, 410),
        ("/forbidden", LinkState.REFUSED, 403),
        ("/broken", LinkState.REFUSED, 500),
        ("/always-busy", LinkState.REFUSED, 429),
    ],
)
def test_what_an_address_answers_says_whether_its_page_is_there(
    web: Played, path: str, state: LinkState, status: int
) -> None:
    answer = asked(web, path)
    assert (answer.state, answer.status, answer.heard) == (state, status, True)


@pytest.mark.parametrize(
    ("path", "to", "status"),
    [
        ("/moved", "/ok", 301),
        ("/moved-308", "/ok", 308),
        ("/to-letters", "/한글%20자리", 301),
        ("/moved-then-for-now", "/for-now", 301),
    ],
)
def test_what_has_moved_for_good_says_where_to(web: Played, path: str, to: str, status: int) -> None:
    answer = asked(web, path)
    assert (answer.state, answer.status, answer.to) == (LinkState.MOVED, status, web.at(to))


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/loop", "redirects endlessly"),
        ("/to-mail", "redirects to something that is not a page"),
        ("/to-file", "redirects to something that is not a page"),
    ],
)
def test_what_leads_nowhere_is_not_followed(web: Played, path: str, reason: str) -> None:
    answer = asked(web, path)
    assert (answer.state, answer.reason) == (LinkState.REFUSED, reason)


def test_a_head_is_asked_for_first_and_a_byte_only_of_who_refuses(web: Played) -> None:
    asked(web, "/ok")
    asked(web, "/no-head")
    assert web.asked == ["HEAD /ok", "HEAD /no-head", "GET /no-head"]
    assert web.agents == {HERE.agent}


def test_a_page_without_end_is_not_read(web: Played) -> None:
    assert asked(web, "/huge").state is LinkState.OK


@pytest.mark.parametrize("limit", [{"timeout": 0.2, "longest": 30}, {"timeout": 30, "longest": 0.2}])
def test_who_never_answers_is_not_waited_for(web: Played, limit: dict[str, float]) -> None:
    answer = asked(web, "/hangs", Client(private=True, **limit))
    assert answer.state is LinkState.REFUSED and answer.reason


def test_an_address_of_this_machine_is_not_asked(web: Played) -> None:
    answer = asked(web, "/ok", Client())
    assert (answer.state, answer.reason) == (LinkState.UNCHECKED, "an address of a private network")
    assert web.asked == []


def test_nobody_is_sent_on_to_this_machine(web: Played) -> None:
    inner = Client(timeout=5)

    def send(method: str, address: str):
        return (HERE if address.endswith("/moved") else inner).send(method, address)

    answer = answer_of(web.at("/moved"), send)
    assert (answer.state, answer.reason) == (LinkState.REFUSED, "redirects to an address of a private network")
    assert web.asked == ["HEAD /moved"]


@pytest.mark.parametrize(
    "address", ["ftp://example.org/", "file:///etc/passwd", "http://127.0.0.1:99999/", "https:///"]
)
def test_what_is_no_page_is_not_asked(address: str) -> None:
    with pytest.raises((ForbiddenError, NoAnswerError)):
        Client().send("HEAD", address)


@pytest.mark.parametrize(
    ("number", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("192.168.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::5db8:d822", True),
        ("2002:7f00:1::", False),
    ],
)
def test_a_number_of_a_private_network_is_known_in_every_spelling(number: str, public: bool) -> None:
    assert is_public(number) is public


@pytest.mark.parametrize(
    "address",
    ["http://[::1", "https://[page/", "http://\0/", "http://a\x7fb/", "https://example.org:port/", "http://℀.example/"],
)
def test_an_address_that_no_host_can_have_is_not_asked(address: str) -> None:
    with pytest.raises(ForbiddenError):
        HERE.send("GET", address)
