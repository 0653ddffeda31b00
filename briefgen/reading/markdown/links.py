"""Addresses a text may use: those that are safe to follow, and those of the site itself."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote, urlsplit

from briefgen.model.values.characters import unwanted

SITE_SCHEMES = frozenset({"brief", "page", "pack", "topic", "fact", "term"})
"""Addresses on the site by id, e.g. ``brief:trade``; resolving turns them into links."""
SCHEMES = SITE_SCHEMES | {"http", "https", "mailto", "tel"}

_RUN = frozenset({"blob", "data", "file", "filesystem", "javascript", "livescript", "vbscript", "view-source"})
"""Schemes that a browser runs or opens by itself."""
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_UNSEEN = re.compile(
    "&#(?:x[0-9a-f]+|[0-9]+);|[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff]",
    re.IGNORECASE,
)
"""Control and format characters, of which browsers ignore some, and references to characters that HTML does not have:
those are still references after Markdown has been read."""
_WEB = re.compile(r"https?://[^/?#\\\s\x00-\x20\x7f]+(?:[/?#]|\Z)", re.IGNORECASE)
"""How the address of a page begins. Browsers follow ``https:host``, too, and slashes of either kind, with blanks
between them; other programs see a path of the site there."""
_NO_HOST = re.compile("%(?:[01][0-9A-F]|20|2F|5C|7F)", re.IGNORECASE)
"""What stands percent-encoded in no host: it was a blank, a control character or a slash."""
_BLANKS_AND_CONTROLS = "".join(map(chr, range(0x21)))
_NEVER_RAW = re.compile(r"[\x00-\x20\"<>\\^`{|}\x7f]")


def tidy(address: str) -> str:
    """The address as the author wrote it, with what may stand in no address percent-encoded.

    Letters of any script stay as they are, so that ``#한글`` matches the id of its heading.
    """
    return _NEVER_RAW.sub(lambda found: f"%{ord(found.group()):02X}", address)


def scheme(address: str) -> str:
    """The scheme a browser or a reader would see, in lower case; empty for a relative address."""
    seen = _UNSEEN.sub("", unquote(address)).strip(" ")
    found = _SCHEME.match(seen)
    return found.group(1).lower() if found else ""


def is_readable(address: str) -> bool:
    """Tell whether an address can be taken apart, and one of the web names a site as every program reads it."""
    try:
        host = urlsplit(address).netloc
    except ValueError:  # a host between brackets that is none
        return False
    return scheme(address) not in ("http", "https") or (bool(_WEB.match(address)) and not _NO_HOST.search(host))


def is_safe(address: str) -> bool:
    """Tell whether following the address can only lead to a page or a mail, never run anything."""
    return scheme(address) in SCHEMES | {""} and is_readable(address)


def program_of(address: str) -> str:
    """The scheme of an address that a program other than a browser opens, ``umbrella://…``; empty for others."""
    found = scheme(address)
    return "" if found in SCHEMES | _RUN else found


def host_of(address: str) -> str:
    """The host that an address of the web names; empty for none."""
    try:
        return urlsplit(address if "://" in address else f"https:{address}").hostname or ""
    except ValueError:
        return ""


def is_external(address: str) -> bool:
    """Tell whether the address names another host, so that showing it would make a request there."""
    return bool(scheme(address)) or unquote(address).strip(_BLANKS_AND_CONTROLS).replace("\\", "/").startswith("//")


def file_name(address: str) -> str:
    """The name of the file that an address means, as the project has it: ``my%20chart.png`` → ``my chart.png``.

    One with characters that no text may have, ``%00.png``, stays as it is written: it is shown to readers as missing.
    """
    name = unicodedata.normalize("NFC", unquote(address).removeprefix("./"))
    return name if next(unwanted(name), None) is None else address
