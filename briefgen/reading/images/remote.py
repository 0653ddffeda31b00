"""Images of other sites: of a site that keeps all its images elsewhere, one problem and not one for each image."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from briefgen.model.core.diagnostics import Diagnostic

REMOTE = "remote"
_MANY = 10
"""With more images than this of one host, one warning covers them all."""


def subject_of(address: str) -> tuple[str, ...]:
    """What a problem of an image at ``address`` is of, so that it is known again."""
    try:
        host = urlsplit(address if "://" in address else f"https:{address}").hostname
    except ValueError:
        host = None
    return (REMOTE, host) if host else ()


def told_once(problems: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The problems, with those of many images of one host as one, at the first of them."""
    by_host: dict[str, list[Diagnostic]] = {}
    for each in problems:
        if each.subject[:1] == (REMOTE,):
            by_host.setdefault(each.subject[1], []).append(each)
    many = {host: found for host, found in by_host.items() if len(found) > _MANY}
    told = {id(found[0]): _together(host, found) for host, found in many.items()}
    gone = {id(each) for found in many.values() for each in found[1:]}
    return tuple(told.get(id(each), each) for each in problems if id(each) not in gone)


def _together(host: str, found: Sequence[Diagnostic]) -> Diagnostic:
    files = len({each.span.path for each in found if each.span})
    where = f"in {files} files" if files > 1 else "in this file"
    message = f"{len(found)} images {where} are at {host}, are not files of the project, and are shown as links"
    hint = "put the image files next to the texts and write their names; to leave it so, set rules: image-is-local: off"
    return replace(found[0], message=message, hint=hint)
