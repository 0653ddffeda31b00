"""What an author writes is inert in a book, and cannot break it."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from briefgen.building.project import read_all
from briefgen.building.workers import Workers
from briefgen.handouts.epub import make_books
from briefgen.resolving.documents.resolve import resolve
from briefgen.running.executors import Inline
from briefgen.running.progress import SILENT
from briefgen.running.store import NullStore

from attacks import attacked  # isort: skip
from hostile import CONTROLS, HOSTILE, MARK  # isort: skip

SCHEMES = ("http://", "https://", "mailto:", "tel:")


@pytest.mark.parametrize("text", [HOSTILE, CONTROLS], ids=["markup", "controls"])
def test_hostile_words_stay_words(text: str) -> None:
    # Much of it is reported as wrong, and the command makes no book then: here it is made all the same.
    sources = read_all(attacked(text).world(), None).value
    editions = resolve(sources.site, sources.styles).value
    wanted = [(lang, it) for lang, one in editions.items() for it in (*one.articles.values(), *one.packs.values())]
    made = make_books(wanted, editions, sources, Workers(Inline(), NullStore(), SILENT)).value
    assert len(made) == len(wanted) > 2
    said = ""
    for book in made.values():
        with zipfile.ZipFile(io.BytesIO(book)) as opened:
            files = {it: opened.read(it) for it in opened.namelist()}
        for name in [it for it in files if it.endswith((".xhtml", ".opf", ".xml"))]:
            document = etree.fromstring(files[name])
            said += "".join(document.itertext())
            for element in document.iter():
                tag = etree.QName(element).localname
                assert tag not in ("script", "svg", "iframe", "object", "style") and (
                    tag != "meta" or name.endswith("opf")
                )
                assert not [key for key in element.attrib if key.startswith(("on", "style"))]
                address = element.get("href", "")
                inside = address.partition("#")[0]
                assert address.startswith(SCHEMES) or not inside or f"EPUB/{inside}" in files, address
                assert not element.get("src") or f"EPUB/{element.get('src')}" in files
    assert MARK in said
