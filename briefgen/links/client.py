"""One request to one address, and no more of the answer than its head.

The connection is opened here, so that the machine that is really spoken to is known to be a public one: a name may
lead to an address of this machine or its network, and may do so only at the second look.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Timer
from urllib.parse import SplitResult, quote, urlsplit

from briefgen.reading.markdown.links import tidy

_TRANSLATED = IPv6Network("64:ff9b::/96")
"""IPv4 addresses as a network that speaks IPv6 alone writes them."""
_LARGEST = 1 << 16
_SAFE = "/%:@!$&'()*+,;=~-._"


@dataclass(frozen=True, slots=True)
class Reply:
    """The head of an answer."""

    status: int
    location: str = ""
    body: bytes = b""


NO_SUCH_HOST = "no such host"


class NoAnswerError(Exception):
    """Nothing of HTTP came back; the words say what came instead. ``met``: there was somebody all the same."""

    def __init__(self, reason: str, *, met: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.met = met


class ForbiddenError(Exception):
    """The address leads to a machine that must not be asked, or cannot be asked; the words say why."""


@dataclass(frozen=True, slots=True)
class Client:
    """Asks addresses; all times are seconds."""

    agent: str = "briefgen"
    timeout: float = 10
    """Of each step: to connect, to be answered."""
    longest: float = 30
    """Of a whole request, however slowly something drips in."""
    private: bool = False
    """Whether addresses of this machine and of private networks may be asked."""
    _tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def fetch(self, address: str) -> bytes:
        """The beginning of what stands at ``address``. Raises as ``send`` does, and where nothing stands there."""
        reply = self.send("GET", address, _LARGEST)
        if reply.status != 200:
            raise NoAnswerError(f"status {reply.status}", met=True)
        return reply.body

    def send(self, method: str, address: str, largest: int = 0) -> Reply:
        """Ask ``address``, and read no more than ``largest`` bytes of what comes.

        Raises NoAnswerError without an answer, ForbiddenError when it must not be asked.
        """
        try:
            parts = urlsplit(address)
            connection = self._connection(parts)
        except (HTTPException, UnicodeError, ValueError):
            raise ForbiddenError("the host name is not valid") from None
        clock = Timer(self.longest, _cut, (connection,))
        clock.daemon = True
        clock.start()
        try:
            target = quote(parts.path or "/", _SAFE) + (f"?{quote(parts.query, _SAFE + '?')}" if parts.query else "")
            connection.request(method, target, headers=self._headers(method if not largest else ""))
            answer = connection.getresponse()
            body = answer.read(largest) if largest else b""
            return Reply(answer.status, _location(answer), body)
        except ssl.SSLCertVerificationError as problem:
            raise NoAnswerError(f"certificate: {problem.verify_message}", met=True) from None
        except ssl.SSLError:
            raise NoAnswerError("no secure connection", met=True) from None
        except TimeoutError:
            raise NoAnswerError("no answer in time") from None
        except (HTTPException, UnicodeError, ValueError):
            raise NoAnswerError("an invalid answer", met=True) from None
        except OSError as problem:
            raise NoAnswerError((problem.strerror or "no connection").lower()) from None
        finally:
            clock.cancel()
            connection.close()

    def _connection(self, parts: SplitResult) -> HTTPConnection:
        """Raises HTTPException or ValueError for a host or port that cannot be, ForbiddenError for another scheme."""
        host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
        if parts.scheme == "https":
            return _Secure(host, port, self, self._tls)
        if parts.scheme == "http":
            return _OpenConnection(host, port, self)
        raise ForbiddenError("neither http nor https")

    def _headers(self, method: str) -> dict[str, str]:
        wanted = {"Range": "bytes=0-0"} if method == "GET" else {}
        return {"User-Agent": self.agent, "Accept": "*/*", "Connection": "close", **wanted}


class _OpenConnection(HTTPConnection):
    """A connection to a machine that may be asked."""

    def __init__(self, host: str, port: int | None, client: Client) -> None:
        super().__init__(host, port, timeout=client.timeout)
        self._client = client

    def connect(self) -> None:
        self.sock = _connected(self.host, self.port, self._client)


class _Secure(_OpenConnection):
    default_port = 443

    def __init__(self, host: str, port: int | None, client: Client, tls: ssl.SSLContext) -> None:
        super().__init__(host, port, client)
        self._tls = tls

    def connect(self) -> None:
        super().connect()
        self.sock = self._tls.wrap_socket(self.sock, server_hostname=self.host)


def _connected(host: str, port: int, client: Client) -> socket.socket:
    """A socket to the first public machine that the name leads to and that takes the call."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as problem:
        known = problem.errno not in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", None))
        raise NoAnswerError("the name of the host cannot be looked up" if known else NO_SUCH_HOST) from None
    allowed = [(family, where) for family, _, _, _, where in found if client.private or is_public(str(where[0]))]
    if not allowed:
        raise ForbiddenError("an address of a private network")
    last: OSError | None = None
    for family, where in allowed:
        sock = socket.socket(family, socket.SOCK_STREAM)
        sock.settimeout(client.timeout)
        try:
            sock.connect(where)
        except OSError as problem:
            sock.close()
            last = problem
        else:
            return sock
    raise last or OSError("no connection")


def is_public(number: str) -> bool:
    """Tell whether an address of the internet, ``93.184.216.34`` or ``2606:…``, is one that anybody can reach."""
    address = ip_address(number.partition("%")[0])
    inner = _inside(address) if isinstance(address, IPv6Address) else None
    if inner is not None and not is_public(str(inner)):
        return False
    return (inner is not None or address.is_global) and not address.is_multicast


def _inside(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an address of IPv6 stands for."""
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)


def _location(answer: HTTPResponse) -> str:
    """Return where an answer sends on to; letters that no address may hold are written as numbers."""
    given = answer.getheader("Location", "")
    with contextlib.suppress(UnicodeError):
        given = given.encode("latin-1").decode("utf-8")
    return "".join(letter if letter.isprintable() else quote(letter) for letter in tidy(given.strip()))


def _cut(connection: HTTPConnection) -> None:
    with contextlib.suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)
