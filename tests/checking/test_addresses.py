"""An address that leads to no page: told where it is written, and never on a page."""

from __future__ import annotations

import pytest
from support.project import Project

from briefgen.cli.options import _base_url
from briefgen.model.records.links import leads_to_a_page

SITE = "content/site.yaml"
MALFORMED = ["https://[page/", "https://[::1", "http:///page", "https://example.org:port/", "https://℀.example/"]
RUNS = ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,<b>", "vbscript:x", " javascript:alert(1)"]
OF_EACH_KIND = [MALFORMED[0], MALFORMED[-1], RUNS[0], RUNS[-1]]


def added(project: Project, path: str, text: str) -> Project:
    return project.with_file(path, (project.text(path) if path in project.files else "") + text)


@pytest.mark.parametrize("address", MALFORMED)
def test_a_base_url_that_names_no_host_is_an_error_at_its_place(project: Project, address: str) -> None:
    built = project.with_change(SITE, "https://example.org/sample/", f'"{address}"').build()
    assert built.problems == [f"{SITE}:4:11 value-has-type"]


@pytest.mark.parametrize("address", [*MALFORMED, "https://example.org/a b"])
def test_a_licence_that_is_a_broken_address_is_an_error_at_its_place(project: Project, address: str) -> None:
    built = added(project, SITE, f'licence: "{address}"\n').build()
    assert built.problems == [f"{SITE}:20:10 value-has-type"]


@pytest.mark.parametrize("address", OF_EACH_KIND)
@pytest.mark.parametrize(
    ("path", "text", "codes"),
    [
        (SITE, "url: {}", {"address-is-safe", "link-resolves"}),
        ("content/sources.yaml", "  URL: {}\n", {"address-is-safe", "link-resolves"}),
        ("content/sources.yaml", "  archived: {}\n", {"address-is-safe", "link-resolves"}),
        (SITE, "redirects: {{ko/old.html: {}}}\n", {"link-resolves", "old-address-is-free"}),
        (
            "content/links.yaml",
            "https://example.org/x: {{state: gone, archived: {{url: {}}}}}\n",
            {"address-is-safe", "file-is-expected"},
        ),
    ],
)
def test_an_address_that_cannot_be_followed_is_an_error_and_on_no_page(
    project: Project, path: str, text: str, codes: set[str], address: str
) -> None:
    written = f'"{address}"'
    if text == "url: {}":
        changed = project.with_change(path, "publisher: {", f"publisher: {{url: {written}, ")
    else:
        changed = added(project, path, text.format(written))
    if path == "content/links.yaml":
        changed = added(changed, "content/sources.yaml", "  URL: https://example.org/x\n")
    built = changed.build()
    assert {it.code for it in built.diagnostics} <= codes
    assert built.diagnostics
    assert all(it.span is not None for it in built.diagnostics)
    bare = address.strip().lower()
    for page in (it for it in built.tree.files if it.endswith((".html", ".xml", ".json"))):
        assert f'="{bare}' not in built.page(page).lower(), page


def test_an_option_for_the_address_is_held_to_the_same() -> None:
    assert not any(leads_to_a_page(address) for address in (*MALFORMED, *RUNS))
    assert leads_to_a_page("https://example.org:8443/a?b#c")
    assert _base_url(None, None, "https://example.org/a") == "https://example.org/a/"  # type: ignore[arg-type]


def test_a_malformed_address_in_a_template_is_an_error_and_no_exception(project: Project) -> None:
    from briefgen.reading.world import default_theme

    old, new = '<div class="docket" data-search="off">', '<div class="docket"><a href="https://[page/">x</a>'
    text = (default_theme() / "web/brief.html").read_text("utf-8").replace(old, new)
    built = project.with_file("templates/web/brief.html", text).build()
    assert {it.code for it in built.errors} <= {"link-resolves", "template-is-sound"}
    assert any("https://[page/" in it.message for it in built.errors)


@pytest.mark.parametrize("where", ["title: The first brief", "summary: What the first brief says."])
def test_digits_without_end_are_text_like_any_other(project: Project, where: str) -> None:
    path = "content/briefs/first/en.md"
    built = project.with_change(path, where, f"{where} {'7' * 5000}").build()
    assert "internal-error" not in {it.code for it in built.diagnostics}
    many = " ".join(f"[{n % 10}](https://example.org/{n})" for n in range(3)).replace(" ", "") * 1500
    built = project.with_file(path, project.text(path) + f"\n{'7' * 5000}\n\n{many}\n").build()
    assert "internal-error" not in {it.code for it in built.diagnostics}


@pytest.mark.parametrize("old", ["EN/INDEX.html", "En/Briefs/First.html"])
def test_a_redirect_that_differs_only_in_capitals_from_a_page_is_told_once_at_its_line(
    project: Project, old: str
) -> None:
    built = added(project, SITE, f"redirects: {{{old}: en/briefs/second.html}}\n").build()
    assert built.problems == [f"{SITE}:20:{13 + len(old) + 2} old-address-is-free"]
    assert old.lower() in built.errors[0].message and "only in capitals" in built.errors[0].message


def test_two_redirects_that_differ_only_in_capitals_are_told_once_at_a_line(project: Project) -> None:
    lines = "redirects:\n  en/old.html: en/index.html\n  en/OLD.html: en/facts.html\n"
    built = added(project, SITE, lines).build()
    assert built.problems == [f"{SITE}:22:16 old-address-is-free"]


@pytest.mark.parametrize(
    ("old", "why"),
    [
        ("briefgen-manifest.json", "its own list under this name"),
        ("en/con.html", "Windows keeps this name"),
        ("en/index.html/x.html", "en/index.html is a file, not a folder"),
        ("EN/Index.html/x.html", "en/index.html is a file, not a folder"),
    ],
)
def test_an_old_address_that_cannot_be_a_file_is_reported_at_its_line(project: Project, old: str, why: str) -> None:
    built = added(project, SITE, f"redirects:\n  {old}: en/briefs/second.html\n").build()
    (found,) = built.diagnostics
    assert str(found.span).startswith(f"{SITE}:21:") and found.code == "old-address-is-free" and why in found.message


def test_one_old_address_below_another_is_reported_once(project: Project) -> None:
    lines = "redirects:\n  en/old.html: en/index.html\n  en/old.html/x.html: en/index.html\n"
    built = added(project, SITE, lines).build()
    assert built.problems == [f"{SITE}:22:23 old-address-is-free"]


@pytest.mark.parametrize("name", ["old ", " old", "a/b", "old.html"])
def test_a_former_name_that_no_folder_has_had_is_an_error_at_its_place(project: Project, name: str) -> None:
    path = "content/briefs/first/brief.yaml"
    changed = added(project, path, f'was: ["{name}"]\n')
    line = changed.text(path).count("\n")
    assert changed.build().problems == [f"{path}:{line}:7 value-has-type"]
