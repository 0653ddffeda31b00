"""One file for a screen reader and for an archive: what it claims, what it says of itself, what travels in it."""

import io
from dataclasses import replace
from xml.etree import ElementTree

import pikepdf
import pytest
from support.pdfs import laid_out, opened, small_job

from briefgen.model.output.assets import INSIDE, asset
from briefgen.rendering.paper.file.read_back import losses
from briefgen.rendering.paper.job import Enclosure, PdfJob, digest_of

FIGURES = Enclosure("figures.csv", "text/csv", "Data", "Figures", "\ufeffyear,n\r\n2001,1\r\n".encode(), "fig")
LEDGER = Enclosure("facts.json", "application/json", "Source", "Facts", b'{"a": 1}\n')
LAST = Enclosure("a-first-by-name.json", "application/json", "Supplement", "About", b"{}\n")
BODY = (
    '<h1 id="top">One</h1><p>text<span class=n>note</span> <a href="#fig">see</a> <a href="https://example.org/">out</a></p>'
    '<figure id="fig"><figcaption>Figure</figcaption><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    '<title>a</title><path d="M0 0h9"/></svg></figure><h2 id="two" style="break-before: page">Two</h2><p>more</p>'
)
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def job(body: str = BODY, **more) -> PdfJob:
    about = {
        "name": "en/a.pdf",
        "title": "The Two Sessions",
        "titles": {"ko": "양회", "en": "The Two Sessions"},
        "authors": ("A", "B"),
        "created": "2025-04-11",
        "modified": "2025-04-14",
        "identifier": "https://example.org/en/a.pdf",
        "version": "1.2",
        "publisher": "Press",
        "rights": "Press. Licence: CC-BY-4.0",
        "licence": "https://creativecommons.org/licenses/by/4.0/",
        "enclosures": (FIGURES, LEDGER, LAST),
        **more,
    }
    return small_job(body, ".n { float: footnote }", "serif", **about)


def laid(given: PdfJob) -> pikepdf.Pdf:
    return opened(laid_out(given))


@pytest.fixture(scope="module", params=["ua-1", "ua-2"])
def standard(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def pdf(standard) -> pikepdf.Pdf:
    return laid(job(standard=standard))


def packet(pdf: pikepdf.Pdf) -> ElementTree.Element:
    return ElementTree.fromstring(pdf.Root.Metadata.read_bytes())


# What it says of itself


def test_both_standards_are_claimed(pdf, standard):
    wanted = {
        "ua-1": {"pdfuaid:part": "1", "pdfaid:part": "3", "pdfaid:conformance": "A"},
        "ua-2": {
            "pdfuaid:part": "2",
            "pdfuaid:rev": "2024",
            "pdfaid:part": "4",
            "pdfaid:rev": "2020",
            "pdfaid:conformance": "F",
        },
    }[standard]
    with pdf.open_metadata() as about:
        assert {name: about[name] for name in wanted} == wanted
    assert pdf.pdf_version == {"ua-1": "1.7", "ua-2": "2.0"}[standard]


def test_what_pdf_ua_adds_is_explained_to_an_archive():
    pdf = laid(job())
    words = pdf.Root.Metadata.read_bytes().decode()
    assert "pdfaExtension:schemas" in words
    assert "http://www.aiim.org/pdfua/ns/id/" in words


def test_a_pdf_with_nothing_inside_does_not_claim_to_hold_files():
    pdf = laid(job(standard="ua-2", enclosures=()))
    with pdf.open_metadata() as about:
        assert (about["pdfaid:part"], about.get("pdfaid:conformance")) == ("4", None)


def test_the_title_is_there_in_every_language_and_the_documents_own_comes_first(pdf):
    (title,) = packet(pdf).iter("{http://purl.org/dc/elements/1.1/}title")
    assert [(entry.get(_LANG), entry.text) for entry in title.iter(f"{_RDF}li")] == [
        ("x-default", "The Two Sessions"),
        ("ko", "양회"),
        ("en", "The Two Sessions"),
    ]


def test_people_languages_rights_and_version_are_those_of_the_job(pdf):
    with pdf.open_metadata() as about:
        assert about["dc:creator"] == ["A", "B"]
        assert about["dc:publisher"] == {"Press"}
        assert about["dc:language"] == {"en"}
        assert about["dc:rights"] == "Press. Licence: CC-BY-4.0"
        assert about["dc:identifier"] == "https://example.org/en/a.pdf"
        assert about["xmpRights:WebStatement"] == "https://creativecommons.org/licenses/by/4.0/"
        assert about["xmpMM:VersionID"] == "1.2"


def test_a_document_in_two_languages_names_both():
    pdf = laid(job(languages=("ko", "en")))
    with pdf.open_metadata() as about:
        assert about["dc:language"] == {"ko", "en"}


def ids(given: PdfJob) -> tuple[str, str]:
    with laid(given).open_metadata() as about:
        return about["xmpMM:DocumentID"], about["xmpMM:InstanceID"]


def test_the_document_keeps_its_id_and_each_text_has_its_own():
    first, again, changed = ids(job()), ids(job()), ids(job("<h1>Other</h1>"))
    assert first == again
    assert first[0] == changed[0]
    assert first[1] != changed[1]


def test_the_digest_speaks_of_everything_that_a_reader_gets():
    given = job()
    others = [
        replace(given, title="x"),
        replace(given, html=given.html + " "),
        replace(given, css=()),
        replace(given, assets={INSIDE: asset(b"other")}),
        replace(given, enclosures=(replace(LEDGER, content=b"{}"),)),
        replace(given, version="1.3"),
    ]
    assert digest_of(given) == digest_of(job())
    assert len({digest_of(it) for it in (given, *others)}) == len(others) + 1


# What travels in it


def test_every_file_travels_as_it_was_given(pdf):
    found = {name: file.get_file().read_bytes() for name, file in pdf.attachments.items()}
    assert found == {it.name: it.content for it in (FIGURES, LEDGER, LAST)}


def test_a_file_says_what_it_is_and_when_it_was_made(pdf):
    files = {str(it.UF): it for it in pdf.Root.AF}
    figures = files["figures.csv"]
    assert (str(figures.AFRelationship), str(figures.Desc)) == ("/Data", "Figures")
    assert str(figures.EF.F.Subtype) == "/text/csv"
    assert str(figures.EF.F.Params.CreationDate) == "D:20250411"
    assert str(figures.EF.F.Params.ModDate) == "D:20250414"
    assert int(figures.EF.F.Params.Size) == len(FIGURES.content)


def test_each_file_is_associated_once_and_listed_in_order(pdf):
    assert [str(it.UF) for it in pdf.Root.AF] == [it.name for it in (FIGURES, LEDGER, LAST)]
    names = [str(it) for it in pdf.Root.Names.EmbeddedFiles.Names][::2]
    assert names == sorted(names)
    assert len(names) == 3


def test_the_data_of_a_figure_belong_to_the_figure(pdf):
    owners = [it for it in pdf.objects if isinstance(it, pikepdf.Dictionary) and it.get("/Type") == "/StructElem"]
    (owner,) = [it for it in owners if "/AF" in it]
    assert [str(it.UF) for it in owner.AF] == ["figures.csv"]
    assert any(kid.get("/S") == "/Caption" for kid in owner.K if isinstance(kid, pikepdf.Dictionary))


def test_an_image_shows_its_own_pixels():
    dot = bytes.fromhex("47494638396101000100800000ff0000ffffff2c00000000010001000002024401003b")
    given = job('<p><img src="dot.gif" alt="dot"></p>', enclosures=())
    pdf = laid(replace(given, assets={**given.assets, INSIDE + "dot.gif": asset(dot)}))
    images = [it for it in pdf.objects if isinstance(it, pikepdf.Stream) and it.get("/Subtype") == "/Image"]
    assert images
    assert not any(bool(it.get("/Interpolate", False)) for it in images)


# PDF/UA-2


@pytest.fixture(scope="module")
def newer() -> pikepdf.Pdf:
    return laid(job(standard="ua-2"))


def test_links_and_bookmarks_lead_to_elements(newer):
    links = [it for page in newer.pages for it in page.get("/Annots", []) if it.A.S == "/GoTo"]
    assert [str(it.A.SD[0].S) for it in links] == ["/Sect"]
    marks = [it for it in newer.objects if isinstance(it, pikepdf.Dictionary) and "/Title" in it and "/A" in it]
    assert sorted(str(it.A.SD[0].S) for it in marks) == ["/H1", "/H2"]


def test_a_note_is_one_of_pdf_2(newer):
    elements = [it for it in newer.objects if isinstance(it, pikepdf.Dictionary) and it.get("/Type") == "/StructElem"]
    (note,) = [it for it in elements if str(it.S) == "/FENote"]
    assert str(note.A.NoteType) == "/Footnote"
    assert str(note.NS.NS) == "http://iso.org/pdf2/ssn"
    assert not [it for it in elements if str(it.S) == "/Note"]


def test_pdf_a_4_has_no_second_set_of_particulars(newer):
    assert "/Info" not in newer.trailer


# Read back


def spoilt(change) -> list[str]:
    """What is said of a file that has been changed after it was written."""
    given = job()
    pdf = laid(given)
    change(pdf)
    file = io.BytesIO()
    pdf.save(file)
    found = list(losses(file.getvalue(), given, pages=2, bookmarks=2))
    assert all(it.code == "pdf-is-whole" for it in found)
    return [it.message for it in found]


def without(*path: str):
    def change(pdf: pikepdf.Pdf) -> None:
        place = pdf.Root
        for name in path[:-1]:
            place = place[name]
        del place[path[-1]]

    return change


def other_claim(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as about:
        about["pdfaid:conformance"] = "B"


def other_content(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AF[1].EF.F.write(b"{}")


def loose_link(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].Annots[0]["/StructParent"]


def no_font(pdf: pikepdf.Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
            for key in ("/FontFile2", "/FontFile3"):
                if key in item:
                    del item[key]


def drop_page(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[1]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (drop_page, "1 of 2 pages"),
        (without("/Outlines"), "0 of 2 bookmarks"),
        (without("/StructTreeRoot"), "the structure tree is lost"),
        (without("/StructTreeRoot", "/ParentTree"), "the structure tree is lost"),
        (loose_link, "page 1 has 1 links that are not in the structure tree"),
        (no_font, "is not in the file"),
        (without("/Names", "/EmbeddedFiles"), "figures.csv is not in the file as it was given"),
        (other_content, "facts.json is not in the file as it was given"),
        (without("/AF"), "not associated"),
        (other_claim, "pdfaid:conformance is 'B'"),
    ],
)
def test_what_a_file_has_lost_is_said(change, said):
    assert any(said in message for message in spoilt(change))


def test_a_whole_file_has_lost_nothing():
    assert spoilt(lambda pdf: None) == []
