"""A PDF that somebody has changed is found out, whatever it says of itself; one that was only saved again is not."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pikepdf
import pytest
import tampering as to
from sites import PACK, PDF, Site, published

from briefgen.model.output.site_manifest import MANIFEST
from briefgen.model.output.tree import Tree
from briefgen.verifying.identify import Known, PdfMatch, PdfStatus, whose

BOOKLET, FACING = "en/packs/forms-booklet.pdf", "packs/all-facing.pdf"
CHANGES: dict[str, tuple[to.Change, tuple[str, ...]]] = {
    "another number": (
        to.with_other_text("398.5", "399.5"),
        ("page 1: another number: “399.5” instead of “398.5” (“budget is … billion yuan”)",),
    ),
    "the last page removed": (to.without_last_page, ("page 2 of 2 is missing",)),
    "the first page removed": (to.without_first_page, ("page 1 of 2 is missing",)),
    "pages in another order": (to.with_pages_turned_round, ("page 2 has moved and is now page 1",)),
    "a page more": (to.with_a_page_more, ("page 3 is one that the published file does not have",)),
    "no tags": (to.without_tags, ("its tags are missing: a screen reader cannot tell headings, tables and notes",)),
    "tags that programs pass over": (to.unmarked, ("its tags are missing",)),
    "a heading tagged as text": (to.retagged, ("page 1: what was tagged as H2 is tagged as P",)),
    "another description of a drawing": (
        to.redescribed,
        ("the tag Figure has another description for screen readers: “Nothing to see”, not “",),
    ),
    "text laid over a page": (
        to.with_text_over_it,
        ("page 1: something laid over it (FreeText “399.9”) that the published file does not have",),
    ),
    "a signature laid over a page": (to.with_a_signature_that_is_shown, ("page 1: something laid over it (Widget)",)),
    "hidden text": (to.with_hidden_text, ("page 1: text that the published file does not have: “",)),
    "a box that covers a page": (to.with_a_white_box, ("page 1 is drawn differently, with the same words",)),
    "a page cut off": (to.cut_off, ("page 1 has another size, is cut",)),
    "digits of other shapes": (to.with_other_shapes, (" is drawn differently, with the same words",)),
    "a link to elsewhere": (
        to.leading_elsewhere,
        (
            "page 1: a link to https://example.net/elsewhere that the published file does not have",
            "page 1: a link to https://example.org/sample/en/",
        ),
    ),
    "a script": (to.with_a_script, ("it does something when it is opened",)),
    "tags that mean nothing": (to.with_tags_that_mean_nothing, ("its tags mean something else",)),
    "another title": (to.with_another_title, ("its title is “Another brief”, not “The first brief”",)),
    "another author": (to.with_another_author, ("its metadata Author is “Somebody else”, not “",)),
    "another title in its metadata": (
        to.with_another_title_in_xmp,
        ("its metadata title is “The worst brief”, not “The first",),
    ),
    "no metadata": (to.without_metadata, ("its metadata title is missing: “The first brief”",)),
    "other facts inside": (to.with_other_facts, ("the file facts.json inside it is another",)),
}


def compared(site: Site, content: bytes) -> Known:
    outcome = whose(content, "mine.pdf", site.world(), "site")
    assert outcome.value is not None, outcome.diagnostics
    codes = [it.code for it in outcome.diagnostics]
    assert codes == {PdfStatus.CURRENT: [], PdfStatus.ALTERED: ["pdf-is-unchanged"]}.get(
        outcome.value.standing, ["pdf-is-current"]
    )
    return outcome.value


def differences(known: Known) -> tuple[str, ...]:
    assert known.compared is not None
    return known.compared.differences


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_copy_is_found_out(site: Site, name: str) -> None:
    change, words = CHANGES[name]
    known = compared(site, to.changed(site.files[PDF], change))
    assert known.standing is PdfStatus.ALTERED
    assert known.words == f"altered: it says that it is site/{PDF}, but differs:"
    for wanted in words:
        assert any(wanted in line for line in differences(known)), differences(known)
    assert all(f"  {line}" in known.lines() for line in differences(known))


@pytest.mark.parametrize(
    "name", ["another number", "text laid over a page", "no tags", "a script", "other facts inside", "another title"]
)
def test_one_change_is_one_difference(site: Site, name: str) -> None:
    known = compared(site, to.changed(site.files[PDF], CHANGES[name][0]))
    assert len(differences(known)) == 1, differences(known)


@pytest.mark.parametrize("form", [PACK, BOOKLET, FACING, "en/packs/forms-leave-behind.pdf", "ko/briefs/first.pdf"])
@pytest.mark.parametrize("change", [to.without_last_page, to.without_tags, to.with_a_white_box])
def test_a_change_is_found_in_every_form(site: Site, form: str, change: to.Change) -> None:
    assert compared(site, to.changed(site.files[form], change)).standing is PdfStatus.ALTERED


def test_the_manifest_of_another_document_is_not_believed(site: Site) -> None:
    other = to.changed(site.files["en/briefs/second.pdf"], to.with_manifest_of(site.files[PDF]))
    known = compared(site, other)
    assert known.standing is PdfStatus.ALTERED
    assert differences(known) == ("its text is that of another document: the manifest inside it does not belong to it",)


def test_the_manifest_of_another_form_is_not_believed(site: Site) -> None:
    other = to.changed(site.files["en/packs/forms-print.pdf"], to.with_manifest_of(site.files["en/packs/forms.pdf"]))
    assert compared(site, other).standing is PdfStatus.ALTERED


def test_every_pdf_of_the_site_is_itself(site: Site) -> None:
    pdfs = [path for path in site.files if path.endswith(".pdf")]
    assert {BOOKLET, FACING, PACK, PDF, "en/packs/forms-large-print.pdf", "en/packs/forms-print.pdf"} < set(pdfs)
    for path in pdfs:
        known = compared(site, site.files[path])
        assert known.words == f"current: site/{path} is the same file, byte for byte"


SAVINGS: dict[str, Callable[[bytes], bytes]] = {
    "as it is": lambda content: to.changed(content, to.as_it_is),
    "for the web": lambda content: to.changed(content, to.as_it_is, linearize=True),
    "packed anew": lambda content: to.changed(
        content, to.as_it_is, recompress_flate=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
    ),
    "unpacked": lambda content: to.changed(content, to.as_it_is, qdf=True),
    "with other lines": lambda content: to.changed(content, to.as_it_is, normalize_content=True),
    "signed": lambda content: to.changed(content, to.signed),
    "with a remark after its end": lambda content: content + b"% remark\n",
}


@pytest.mark.parametrize("name", SAVINGS)
def test_a_copy_that_was_saved_again_has_the_same_content(site: Site, name: str) -> None:
    for path in (PDF, BOOKLET, FACING):
        known = compared(site, SAVINGS[name](site.files[path]))
        assert (known.standing, differences(known)) == (PdfStatus.CURRENT, ())
        likeness = PdfMatch.LONGER if name == "with a remark after its end" else PdfMatch.CONTENT
        assert known.compared is not None and known.compared.likeness is likeness
        assert known.words == f"current: site/{path} has {likeness}"
        assert any(line.startswith("compared: pages, words, numbers") for line in known.lines())


def test_something_else_before_the_beginning_is_found(site: Site) -> None:
    """Programs that look for the beginning pass over it; others take the file for what stands there."""
    known = compared(site, b"<!doctype html><p>Another number.\n" + site.files[PDF])
    assert known.standing is PdfStatus.ALTERED
    assert differences(known) == ("34 other bytes are before its beginning",)


def test_what_a_file_says_commands_no_terminal(site: Site) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        manifest = bytes(pdf.attachments["manifest.json"].get_file().read_bytes())
        pdf.attachments["manifest.json"] = manifest.replace(b"The first brief", rb"The \u001b[31mfirst\u202e\n\ud800")
        pdf.docinfo["/Title"] = "\x1b]0;title\x07"

    known = compared(site, to.changed(site.files[PDF], change))
    assert all(line.isprintable() for line in known.lines()), known.lines()
    assert known.standing is PdfStatus.ALTERED


def test_a_change_of_a_kept_version_is_found(site: Site) -> None:
    """The site has gone on, and keeps what it gave out before."""
    old = site.files[PDF]
    now = rebuilt({**site.files, PDF: to.changed(old, newer), "en/briefs/first/1.0.pdf": old})
    known = compared(now, old)
    assert known.standing is PdfStatus.SUPERSEDED
    assert known.since[0] == "kept as version 1.0 in site/en/briefs/first/1.0.pdf: the same file, byte for byte"
    assert known.compared is not None and known.compared.likeness is PdfMatch.BYTES
    known = compared(now, to.changed(old, to.signed))
    assert known.standing is PdfStatus.SUPERSEDED
    assert known.since[0].endswith("the same content in other bytes: another program has saved or signed it")
    known = compared(now, to.changed(old, to.with_other_text("398.5", "399.5")))
    assert known.standing is PdfStatus.ALTERED
    assert known.words == "altered: it says that it is site/en/briefs/first/1.0.pdf, its version 1.0, but differs:"
    assert "page 1: another number: “399.5” instead of “398.5”" in differences(known)[0]
    known = compared(rebuilt({**now.files, "en/briefs/first/1.0.pdf": b""}), old)
    assert known.standing is PdfStatus.SUPERSEDED
    assert known.since[0] == "its own content was not compared: site has no copy of this version 1.0"


def rebuilt(files: Mapping[str, bytes]) -> Site:
    """A site with the list that a build of these files leaves."""
    return Site(published(Tree({path: content for path, content in files.items() if path != MANIFEST})))


def test_a_site_without_the_list_of_its_files_is_not_one_that_is_not_there(site: Site) -> None:
    outcome = whose(site.files[PDF], "mine.pdf", site.without(MANIFEST).world(), "site")
    assert outcome.value is not None and outcome.value.standing is PdfStatus.NOT_COMPARED
    (problem,) = outcome.diagnostics
    assert problem.code == "site-is-built" and f"site/{MANIFEST} is missing" in problem.message
    assert problem.message in outcome.value.words


def test_nothing_follows_from_a_file_of_the_site_that_was_changed(site: Site) -> None:
    """Both may have been changed alike."""
    changed = to.changed(site.files[PDF], to.with_other_text("398.5", "399.5"))
    outcome = whose(changed, "mine.pdf", Site({**site.files, PDF: changed}).world(), "site")
    assert outcome.value is not None and outcome.value.standing is PdfStatus.NOT_COMPARED
    (problem,) = outcome.diagnostics
    assert problem.code == "file-is-as-built"
    assert problem.message == f"not compared: site/{PDF} was changed since the build, so the comparison means nothing"


def newer(pdf: pikepdf.Pdf) -> None:
    manifest = bytes(pdf.attachments["manifest.json"].get_file().read_bytes())
    for old, new in ((b'"version": "1.0"', b'"version": "1.1"'), (b'"digest": "', b'"digest": "0')):
        assert old in manifest
        manifest = manifest.replace(old, new)
    pdf.attachments["manifest.json"] = manifest.replace(b'"updated": ""', b'"updated": "2001-05-02"')
