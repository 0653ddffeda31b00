"""What a PDF says of itself is read from both places where it may say it."""

from __future__ import annotations

import pikepdf

from briefgen.verifying.paper.about import metadata_of

TITLE = "{http://purl.org/dc/elements/1.1/}title"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"


def test_the_dictionary_and_the_metadata_are_read_but_not_what_programs_write_anew() -> None:
    with pikepdf.new() as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            xmp["dc:title"] = "A brief"
            xmp["dc:creator"] = ["Lee", "Kim"]
            xmp["xmp:CreatorTool"] = "a program"
        pdf.docinfo["/Subject"] = "Samples"
        assert metadata_of(pdf) == {"Subject": "Samples", TITLE: "A brief", CREATOR: "Kim; Lee"}


def test_a_pdf_without_metadata_has_its_dictionary() -> None:
    with pikepdf.new() as pdf:
        pdf.docinfo["/Author"] = "Kim"
        assert metadata_of(pdf) == {"Author": "Kim"}
