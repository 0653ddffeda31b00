"""PDFs as somebody else has changed them, by the objects of the file."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

Change = Callable[[pikepdf.Pdf], None]


def changed(content: bytes, change: Change, **saving: Any) -> bytes:
    """The PDF after ``change``, saved."""
    file = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        change(pdf)
        pdf.save(file, **saving)
    return file.getvalue()


def as_it_is(pdf: pikepdf.Pdf) -> None:
    """No change."""


def with_other_text(old: str, new: str) -> Change:
    """``old``, which must stand in one run of letters, replaced by a text of as many letters, glyph by glyph."""

    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            fonts, font = page.obj.Resources.Font, None
            instructions = list(pikepdf.parse_content_stream(page))
            for at, (operands, operator) in enumerate(instructions):
                if str(operator) == "Tf":
                    font = fonts[str(operands[0])]
                elif str(operator) == "TJ" and (run := exchanged(list(operands[0]), codes_of(font), old, new)):
                    instructions[at] = pikepdf.ContentStreamInstruction([pikepdf.Array(run)], operator)
                    page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))
                    return
        raise AssertionError(f"{old} does not stand on a page in one piece")

    return change


def exchanged(run: list[Any], codes: dict[str, bytes], old: str, new: str) -> list[Any]:
    """The strings and moves of a run with other glyphs; none where ``old`` does not stand in it."""
    letters = {code: char for char, code in codes.items()}
    pieces = [bytes(it) if isinstance(it, pikepdf.String) else it for it in run]
    places = [(i, j) for i, it in enumerate(pieces) if isinstance(it, bytes) for j in range(0, len(it), 2)]
    said = "".join(letters.get(pieces[i][j : j + 2], "?") for i, j in places)
    if (start := said.find(old)) < 0:
        return []
    for (i, j), char in zip(places[start : start + len(old)], new, strict=True):
        pieces[i] = pieces[i][:j] + codes[char] + pieces[i][j + 2 :]
    return [pikepdf.String(it) if isinstance(it, bytes) else it for it in pieces]


def codes_of(font: Any) -> dict[str, bytes]:
    """Character → its code in a font."""
    found = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]{4})>", font.ToUnicode.read_bytes())
    return {bytes.fromhex(text.decode()).decode("utf-16-be"): bytes.fromhex(code.decode()) for code, text in found}


def without_last_page(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[-1]


def without_first_page(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0]


def with_pages_turned_round(pdf: pikepdf.Pdf) -> None:
    pdf.pages.reverse()


def with_a_page_more(pdf: pikepdf.Pdf) -> None:
    pdf.add_blank_page()


def without_tags(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot


def unmarked(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.MarkInfo


def retagged(pdf: pikepdf.Pdf) -> None:
    first(pdf, lambda it: it.get("/S") == "/H2").S = Name.P


def redescribed(pdf: pikepdf.Pdf) -> None:
    first(pdf, lambda it: "/S" in it and "/Alt" in it).Alt = "Nothing to see"


def first(pdf: pikepdf.Pdf, wanted: Callable[[Any], bool]) -> Any:
    return next(it for it in pdf.objects if isinstance(it, Dictionary) and wanted(it))


def with_text_over_it(pdf: pikepdf.Pdf) -> None:
    lay(pdf, Subtype=Name.FreeText, Rect=[100, 500, 200, 520], Contents="399.9", DA="/Helv 12 Tf")


def with_a_signature_that_is_shown(pdf: pikepdf.Pdf) -> None:
    sign(pdf, [100, 500, 200, 520])


def signed(pdf: pikepdf.Pdf) -> None:
    """A field of a signature that takes no room, as programs add it."""
    sign(pdf, [0, 0, 0, 0])


def sign(pdf: pikepdf.Pdf, place: list[int]) -> None:
    field = lay(pdf, Subtype=Name.Widget, FT=Name.Sig, T="Signature1", F=132, Rect=place)
    pdf.Root.AcroForm = Dictionary(SigFlags=3, Fields=[field])


def lay(pdf: pikepdf.Pdf, **entries: Any) -> Any:
    note = pdf.make_indirect(Dictionary(Type=Name.Annot, **entries))
    page = pdf.pages[0].obj
    page.Annots = pikepdf.Array([*page.get("/Annots", ()), note])
    return note


def with_hidden_text(pdf: pikepdf.Pdf) -> None:
    """Text that no ink is used for."""
    page = pdf.pages[0]
    name, font = next(iter(page.obj.Resources.Font.items()))
    code = next(iter(codes_of(font).values()))
    page.contents_add(f"BT 3 Tr {name} 9 Tf 20 20 Td <{code.hex() * 3}> Tj ET".encode())


def with_a_white_box(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"1 g 0 0 300 300 re f")


def cut_off(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.CropBox = [0, 0, 300, 300]


def with_other_shapes(pdf: pikepdf.Pdf) -> None:
    """The same codes drawn with another font program."""
    font = first(pdf, lambda it: "/FontFile2" in it or "/FontFile3" in it)
    program = font.get("/FontFile2", font.get("/FontFile3"))
    program.write(program.read_bytes() + b"\0")


def leading_elsewhere(pdf: pikepdf.Pdf) -> None:
    for note in pdf.pages[0].obj.Annots:
        if "/URI" in note.get("/A", {}):
            note.A.URI = "https://example.net/elsewhere"
            return


def with_a_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def with_tags_that_mean_nothing(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(P=Name.Artifact, H1=Name.Artifact)


def with_another_title(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "Another brief"


def with_another_author(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Author"] = "Somebody else"


def with_another_title_in_xmp(pdf: pikepdf.Pdf) -> None:
    content = bytes(pdf.Root.Metadata.read_bytes())
    assert b"The first brief" in content
    pdf.Root.Metadata.write(content.replace(b"The first brief", b"The worst brief"))


def without_metadata(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Metadata"]


def with_other_facts(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["facts.json"] = b"{}"


def with_manifest_of(other: bytes) -> Change:
    with pikepdf.open(BytesIO(other)) as its:
        manifest = bytes(its.attachments["manifest.json"].get_file().read_bytes())

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["manifest.json"] = manifest

    return change
