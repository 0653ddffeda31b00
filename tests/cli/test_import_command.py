"""``briefgen import``: a document becomes a text of a draft, and no text is lost by doing it again."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from support.command import Run
from support.office import heading_styles, hwpx, hwpx_paragraph, paragraph, sheet_rows, text, word, xlsx

from briefgen.importing.briefs import address_of, summary_of
from briefgen.importing.site.source.languages import certain_language, language_among, other_language


@pytest.fixture
def report(tmp_path: Path) -> Path:
    body = paragraph("The budget", style="title") + paragraph("Why", style="h1") + paragraph("Spending rose by half.")
    path = tmp_path / "Trade in Services-en.docx"
    path.write_bytes(word(body, styles=heading_styles()))
    return path


@pytest.fixture
def project(tmp_path: Path, briefgen: Run) -> Path:
    assert briefgen("new", "site", tmp_path / "site").code == 0
    return tmp_path / "site"


def folder(project: Path) -> Path:
    return project / "content/briefs/trade-in-services"


def test_a_document_becomes_a_draft_that_can_be_checked(briefgen: Run, project: Path, report: Path) -> None:
    ran = briefgen("import", report, "-C", project)
    assert ran.code == 0, ran.err
    assert (folder(project) / "en.md").read_text("utf-8") == (
        '---\ntitle: "The budget"\nsummary: "Spending rose by half."\n---\n\n## Why\n\nSpending rose by half.\n'
    )
    assert "languages: [en]" in (folder(project) / "brief.yaml").read_text("utf-8")
    assert briefgen("check", "-C", project).code == 0


def test_another_language_joins_the_brief(briefgen: Run, project: Path, report: Path, tmp_path: Path) -> None:
    briefgen("import", report, "-C", project)
    korean = tmp_path / "보고서.hwpx"
    korean.write_bytes(hwpx(hwpx_paragraph("예산") + hwpx_paragraph("지출이 절반이나 늘었다.")))
    ran = briefgen("import", korean, "-C", project, "--brief", "trade-in-services")
    assert ran.code == 0, ran.err
    assert 'title: "예산"' in (folder(project) / "ko.md").read_text("utf-8")
    assert "languages: [en, ko]" in (folder(project) / "brief.yaml").read_text("utf-8")


@pytest.mark.parametrize("tag", ["../../outside", "k\no", "french"])
def test_what_is_no_language_is_refused_before_a_project_is_made(
    briefgen: Run, report: Path, tmp_path: Path, tag: str
) -> None:
    for given in (report, report.parent):
        ran = briefgen("import", given, "-C", tmp_path / "new", "--lang", tag)
        assert ran.code == 2 and "is not the tag of a language, such as fr" in ran.err
    assert not (tmp_path / "new").exists()


def test_a_title_that_no_page_has_room_for_begins_the_text(briefgen: Run, project: Path, tmp_path: Path) -> None:
    path = tmp_path / "con.docx"
    path.write_bytes(word(paragraph("Word " * 300 + "last", style="title") + paragraph("A."), styles=heading_styles()))
    assert briefgen("import", path, "-C", project, "--lang", "en").code == 0
    text = (project / "content/briefs/con-1/en.md").read_text("utf-8")
    assert text.partition("summary:")[0].endswith('Word…"\n') and "Word last\n\nA.\n" in text
    assert briefgen("check", "-C", project, "--draft").code == 0


def test_a_text_that_was_edited_is_not_overwritten(briefgen: Run, project: Path, report: Path) -> None:
    briefgen("import", report, "-C", project)
    text = folder(project) / "en.md"
    text.write_text(text.read_text("utf-8") + "\nMine.\n", "utf-8")
    ran = briefgen("import", report, "-C", project)
    assert ran.code == 1 and "give --overwrite" in ran.err
    assert text.read_text("utf-8").endswith("Mine.\n")
    assert briefgen("import", report, "-C", project, "--overwrite").code == 0
    assert "Mine." not in text.read_text("utf-8")


def drawn(words: str, *colours: bytes, title: str = "The budget") -> bytes:
    picture = '<w:r><w:drawing><wp:docPr descr="A street"/><a:blip r:embed="{}"/></w:drawing></w:r>'.format
    lines = "".join(paragraph(picture(f"x{at}")) for at in range(len(colours)))
    files = {f"word/media/x{at}.png": colour for at, colour in enumerate(colours)}
    head = paragraph(title, style="title") if title else ""
    return word(head + paragraph(words) + lines, styles=heading_styles(), files=files)


def test_a_text_with_pictures_and_no_title_is_called_as_its_file(briefgen: Run, project: Path, tmp_path: Path) -> None:
    (tmp_path / "annual-report.docx").write_bytes(drawn("It rose in every year by half.", b"red", title=""))
    ran = briefgen("import", tmp_path / "annual-report.docx", "-C", project, "--lang", "en")
    assert "no title was found: “Annual report” is used instead" in ran.out, ran.err


def test_a_newer_version_takes_the_place_of_a_text_that_nobody_edited(
    briefgen: Run, project: Path, tmp_path: Path
) -> None:
    report, place = tmp_path / "report.docx", project / "content/briefs/costs"
    report.write_bytes(drawn("It rose.", b"red"))
    assert briefgen("import", report, "-C", project, "--lang", "en", "--brief", "costs").code == 0
    report.write_bytes(drawn("It fell.", b"blue"))
    ran = briefgen("import", report, "-C", project, "--lang", "en")
    assert ran.code == 0, ran.err
    assert "It fell." in (place / "en.md").read_text("utf-8")
    assert {it.name: it.read_bytes() for it in place.glob("*.png")} == {"image-1.png": b"blue"}
    moved = report.rename(tmp_path / "site" / "report.docx")
    moved.write_bytes(drawn("It stayed.", b"blue"))
    assert briefgen("import", moved, "-C", project, "--lang", "en").code == 0
    assert "It stayed." in (place / "en.md").read_text("utf-8")


def test_a_newer_version_leaves_the_pictures_of_another_document(briefgen: Run, project: Path, tmp_path: Path) -> None:
    for lang in ("en", "ko"):
        (tmp_path / f"report-{lang}.docx").write_bytes(drawn("It rose.", b"red"))
        assert briefgen("import", tmp_path / f"report-{lang}.docx", "-C", project, "--lang", lang).code == 0
    (tmp_path / "report-en.docx").write_bytes(drawn("It fell.", b"blue"))
    assert briefgen("import", tmp_path / "report-en.docx", "-C", project, "--lang", "en").code == 0
    place = project / "content/briefs/report"
    assert {it.name: it.read_bytes() for it in place.glob("*.png")} == {
        "image-1.png": b"red",
        "en-image-1.png": b"blue",
    }
    assert "(image-1.png)" in (place / "ko.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.docx", b"nothing", "damaged or not an office file"),
        ("a.hwp", b"", "save it as .hwpx"),
        ("a.doc", b"", "save it as .docx"),
        ("~$port.docx", b"", "is the lock file of a document that is open in Word"),
        ("a.xlsx", b"nothing", "damaged or not an office file"),
        ("a.xls", b"", "save it as .xlsx"),
        ("a.xlsm", b"", "a file with macros is not read"),
        ("a.csv", b"\xff\xff\xff", "not text in UTF-8 or CP949"),
        ("a.xyz", b"", "only .docx, .hwpx, .bib, .ris, .json, .xlsx, .csv and .tsv are read"),
    ],
)
def test_what_is_not_read_is_refused_and_nothing_is_written(
    briefgen: Run, project: Path, tmp_path: Path, name: str, content: bytes, why: str
) -> None:
    (tmp_path / name).write_bytes(content)
    before = sorted(project.rglob("*"))
    ran = briefgen("import", tmp_path / name, "-C", project)
    assert ran.code == 1 and why in ran.err
    assert sorted(project.rglob("*")) == before


FRENCH = (
    "Le rapport dit que les dépenses de la ville et des communes sont dans une loi, et que la dette est pour tous. "
)


def test_a_language_that_the_site_has_not_is_added(briefgen: Run, report: Path, tmp_path: Path) -> None:
    site, settings = tmp_path / "site", tmp_path / "site/content/site.yaml"
    assert briefgen("import", report, "-C", site).code == 0
    before = settings.read_text("utf-8")
    french = report.with_name("trade-in-services-fr.docx")
    french.write_bytes(word(paragraph(FRENCH)))
    other = report.with_name("debt.docx")
    other.write_bytes(word(paragraph(FRENCH * 2)))
    ran = briefgen("import", french, "-C", site, "--lang", "fr")
    assert ran.code == 0 and "content/site.yaml: fr was added to languages:" in ran.out, ran.err
    assert settings.read_text("utf-8") == before.replace("languages: [en]", "languages: [en, fr]")
    assert "languages: [en, fr]" in (folder(site) / "brief.yaml").read_text("utf-8")
    assert briefgen("import", french, "-C", site, "--lang", "fr").out.count("added to languages") == 0
    assert briefgen("import", other, "-C", site, "--lang", "nl").code == 0
    assert "languages: [en, fr, nl]" in settings.read_text("utf-8") and (site / "templates/locale/nl.yaml").exists()
    ran = briefgen("check", "-C", site, "--executor", "inline")
    assert ran.code == 0, ran.out
    ran = briefgen("import", other, "-C", site, "--lang", "french")
    assert ran.code == 2 and "“french” is not the tag of a language" in ran.err


def test_a_text_clearly_in_another_language_is_not_put_into_the_file_of_this(briefgen: Run, tmp_path: Path) -> None:
    site, notes = tmp_path / "site", tmp_path / "notes"
    notes.mkdir()
    for name in ("budget.md", "budget.ko.md", "harbour.md", "harbour.ko.md"):
        (notes / name).write_text(f"# {name}\n\nIt has grown in the last year.\n", "utf-8")
    assert briefgen("import", notes, "-C", site).code == 0
    (tmp_path / "dette.docx").write_bytes(word(paragraph(FRENCH)))
    ran = briefgen("import", tmp_path / "dette.docx", "-C", site)
    assert ran.code == 0 and "fr was added to languages:, for the words of this text are in it" in ran.out, ran.err
    assert "2 briefs without that line got it, with en, ko" in ran.out
    assert sorted(path.name for path in (site / "content/briefs/dette").iterdir()) == ["brief.yaml", "fr.md"]
    assert "languages: [en, ko]" in (site / "content/briefs/budget/brief.yaml").read_text("utf-8")
    ran = briefgen("import", notes, "-C", site)
    assert "changed or deleted here" not in ran.out
    assert "languages: [en, ko, fr]" in (site / "content/site.yaml").read_text("utf-8")
    ran = briefgen("check", "-C", site, "--executor", "inline")
    assert ran.code == 0, ran.out


def test_what_a_new_language_needs_is_said_and_nothing_is_written(briefgen: Run, project: Path, tmp_path: Path) -> None:
    (tmp_path / "dette.docx").write_bytes(word(paragraph(FRENCH)))
    before, settings = sorted(project.rglob("*")), (project / "content/site.yaml").read_text("utf-8")
    ran = briefgen("import", tmp_path / "dette.docx", "-C", project, "--lang", "fr")
    line = "write “languages: [ko, en, fr]” into content/site.yaml"
    assert ran.code == 2 and f"the site has no language “fr”; it has ko, en: {line}, and words in fr for" in ran.err
    assert "the unit “member-states”, the term “un” of the glossary; then import again" in ran.err
    ran = briefgen("import", tmp_path / "dette.docx", "-C", project)
    assert ran.code == 1 and "its words are in “fr”" in ran.err and line in ran.err
    several = settings.replace("languages: [ko, en]", "languages:\n  - ko\n  - en")
    (project / "content/site.yaml").write_text(several, "utf-8")
    assert f"{line}, and import it again" in briefgen("import", tmp_path / "dette.docx", "-C", project).err
    assert sorted(project.rglob("*")) == before


BIBTEX = """
@article{kim2024, author = {Kim, Min-ji and {World Bank}}, title = {The {GDP} of Caf{\\'e}}, journal = {J},
  year = 2024, month = mar, pages = {1--9}}
@online{assembly, title = {2025년 중국 양회}, date = {2025-04-11}, url = {https://example.org/a\\_b}}
"""


def test_a_bibliography_joins_the_sources(briefgen: Run, project: Path, tmp_path: Path) -> None:
    path, sources = tmp_path / "mine.bib", project / "content/sources.yaml"
    path.write_text(BIBTEX, "utf-8")
    before = sources.read_text("utf-8")
    ran = briefgen("import", path, "-C", project)
    assert ran.code == 0 and "2 of 2 entries added" in ran.out, ran.err
    assert "assembly: it has no author, editor, publisher or container-title" in ran.out
    after = sources.read_text("utf-8")
    assert after.startswith(before) and "title: The GDP of Café" in after
    assert "0 of 2 entries added" in briefgen("import", path, "-C", project).out
    assert sources.read_text("utf-8") == after


def test_a_file_that_is_no_bibliography_changes_nothing(briefgen: Run, project: Path, tmp_path: Path) -> None:
    before = (project / "content/sources.yaml").read_bytes()
    for name, content in (("a.bib", "nothing"), ("a.ris", "nothing"), ("a.json", '{"a": 1}'), ("b.json", "[" * 99_999)):
        (tmp_path / name).write_text(content)
        ran = briefgen("import", tmp_path / name, "-C", project)
        assert ran.code == 1 and "internal-error" not in ran.err, name
    assert (project / "content/sources.yaml").read_bytes() == before


BUDGET = "구분,2024(백만원)\n연구개발비,1200\n"


def proposals(project: Path) -> Path:
    return project / "content/facts/proposed/예산.yaml"


def test_a_spreadsheet_becomes_proposed_facts_that_are_not_part_of_the_site(
    briefgen: Run, project: Path, tmp_path: Path
) -> None:
    (tmp_path / "예산.csv").write_bytes(BUDGET.encode("cp949"))
    ran = briefgen("import", tmp_path / "예산.csv", "-C", project)
    assert ran.code == 0 and "1 of 1 figures proposed" in ran.out
    assert "value: 1,200 million KRW" in proposals(project).read_text("utf-8")
    checked = briefgen("check", "-C", project)
    assert checked.code == 0 and "proposed" not in checked.out + checked.err
    assert "연구개발비" not in briefgen("facts", "list", "-C", project).out


def test_the_sheets_of_a_workbook_may_be_chosen(briefgen: Run, project: Path, tmp_path: Path) -> None:
    sheets = {name: sheet_rows(("Item", "2025"), (f"Roads {name}", 10), (f"Rails {name}", 20)) for name in "ABC"}
    (tmp_path / "plan.xlsx").write_bytes(xlsx(sheets))
    ran = briefgen("import", tmp_path / "plan.xlsx", "-C", project, "--sheet", "A", "--sheet", "C")
    assert (ran.code, "4 of 4 figures proposed" in ran.out) == (0, True), ran.err
    text = proposals(project).with_name("plan.yaml").read_text("utf-8")
    assert "Rails A" in text and "Rails C" in text and "Rails B" not in text
    wrong = briefgen("import", tmp_path / "plan.xlsx", "-C", project, "--sheet", "D")
    assert wrong.code == 1 and "it has no sheet “D”; its sheets are A, B, C" in wrong.err
    (tmp_path / "예산.csv").write_text(BUDGET, "utf-8")
    wrong = briefgen("import", tmp_path / "예산.csv", "-C", project, "--sheet", "A")
    assert wrong.code == 1 and "a .csv file has no sheets" in wrong.err
    wrong = briefgen("import", tmp_path, "-C", project, "--sheet", "A")
    assert wrong.code == 2 and "--sheet is for a spreadsheet" in wrong.err


def test_a_sheet_without_figures_says_that_nothing_is_written(briefgen: Run, tmp_path: Path) -> None:
    project, sheet = tmp_path / "site", tmp_path / "empty.csv"
    briefgen("new", "site", project)
    sheet.write_text("Item,Remark\nBudget,none\n", encoding="utf-8")
    ran = briefgen("import", sheet, "-C", project)
    assert ran.code == 0 and "no figures to propose, and nothing is written" in ran.out
    assert not (project / "content/facts/proposed").exists()


def test_a_proposal_that_was_taken_or_deleted_does_not_come_back(briefgen: Run, project: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "예산.csv"
    sheet.write_text(BUDGET + "장학금,30\n", "utf-8")
    assert briefgen("import", sheet, "-C", project).code == 0
    kept = proposals(project).read_text("utf-8").partition("\n장학금")[0]
    proposals(project).write_text(kept, "utf-8")
    sheet.write_text(BUDGET + "장학금,30\n시설비,7\n", "utf-8")
    ran = briefgen("import", sheet, "-C", project)
    assert "1 of 3 figures proposed" in ran.out
    after = proposals(project).read_text("utf-8")
    assert after.startswith(kept) and "시설비" in after and "장학금" not in after
    assert "3 of 3 figures proposed" in briefgen("import", sheet, "-C", project, "--overwrite").out


@pytest.mark.parametrize(("line", "is_subtitle"), [("How 4 ports pay", True), ("By Kim Yeongu", False)])
def test_a_subtitle_goes_into_the_front_matter(
    line: str, is_subtitle: bool, briefgen: Run, project: Path, report: Path
) -> None:
    styles = heading_styles() + '<w:style w:type="paragraph" w:styleId="sub"><w:name w:val="Subtitle"/></w:style>'
    body = paragraph("The budget", style="title") + paragraph(line, style="sub") + paragraph("Spending rose by half.")
    report.write_bytes(word(body, styles=styles))
    ran = briefgen("import", report, "-C", project)
    head, _, written = (folder(project) / "en.md").read_text("utf-8").partition("\n---\n")
    assert (f'\nsubtitle: "{line}"\n' in head) is is_subtitle and (line in written) is not is_subtitle
    assert ("stands at the beginning" in ran.out) is not is_subtitle and briefgen("check", "-C", project).code == 0


def test_who_wrote_it_is_named_and_is_not_the_summary(briefgen: Run, project: Path, tmp_path: Path) -> None:
    lines = ("작성: 김연구 연구관, 2026년 3월 5일", "지역마다 의사 수가 다르다.", "작성: 뒤에 오는 줄이다.")
    body = paragraph("의료 인력", style="title") + "".join(map(paragraph, lines))
    (tmp_path / "workforce.docx").write_bytes(word(body, styles=heading_styles()))
    ran = briefgen("import", tmp_path / "workforce.docx", "-C", project)
    assert "“작성: 김연구 연구관, 2026년 3월 5일” stands at the beginning: name the authors in brief.yaml" in ran.out
    assert 'summary: "지역마다 의사 수가 다르다."' in (project / "content/briefs/workforce/ko.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("보도시점 2025. 3. 14.(금) 11:00 배포 2025. 3. 13.(목)", "2025-03-14"),
        ("보도시점 : 배포 즉시 보도 가능 / 배포 : 2024. 5. 20.(월)", "2024-05-20"),
        ("보도시점 2025. 13. 40.", ""),
        ("2025. 3. 14. 회의에서 배포되었다.", ""),
    ],
)
def test_the_day_of_release_is_that_of_the_brief(
    briefgen: Run, project: Path, tmp_path: Path, line: str, day: str
) -> None:
    body = (
        paragraph(line)
        + paragraph(text("예산이 늘었습니다.", '<w:b/><w:sz w:val="40"/>'))
        + paragraph("지출이 늘었다.")
    )
    (tmp_path / "release.docx").write_bytes(word(body))
    assert briefgen("import", tmp_path / "release.docx", "-C", project, "--lang", "ko").code == 0
    made = project / "content/briefs/release"
    assert 'title: "예산이 늘었습니다"' in (made / "ko.md").read_text("utf-8")
    said = yaml.safe_load((made / "brief.yaml").read_text("utf-8"))["published"]
    assert str(said or "") == day


def test_many_remarks_are_in_a_file(briefgen: Run, project: Path, tmp_path: Path) -> None:
    change = '<w:ins w:author="Kim"><w:r><w:t>word {0}</w:t></w:r></w:ins>'
    document, report = tmp_path / "plan.docx", project / "import-report-plan-en.md"
    document.write_bytes(word("".join(paragraph(f"Part {at}. ", change.format(at)) for at in range(30))))
    ran = briefgen("import", document, "-C", project, "--lang", "en")
    assert ran.out.count("tracked insertion") < 21 and f"more remarks are in {report}" in ran.out
    assert report.read_text("utf-8").count("tracked insertion by Kim") == 30
    document.write_bytes(word(paragraph("Part 1.")))
    briefgen("import", document, "-C", project, "--lang", "en", "--overwrite")
    assert not report.exists()


def test_remarks_say_where_by_words(briefgen: Run, project: Path, tmp_path: Path) -> None:
    gone = "<w:p><w:r><w:object/></w:r></w:p>"
    body = paragraph("Title", style="title") + paragraph("Causes", style="h1") + gone
    (tmp_path / "a.docx").write_bytes(word(body, styles=heading_styles()))
    assert "paragraph 3, under “Causes”: a drawing" in briefgen("import", tmp_path / "a.docx", "-C", project).out


def test_a_check_of_a_new_site_says_how_much_is_still_the_starter(briefgen: Run, project: Path) -> None:
    ran = briefgen("check", "-C", project)
    assert (
        ran.code == 0
        and "files have placeholder text of the starter; show it with: briefgen check --release" in ran.err
    )


def test_a_build_says_so_too_and_nothing_of_a_licence_that_nobody_chose(briefgen: Run, project: Path) -> None:
    ran = briefgen("build", "--no-pdfs", "-C", project)
    assert ran.code == 0 and "files have placeholder text of the starter" in ran.err
    assert "creativecommons.org" not in (project / "site/en/briefs/first-brief.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("markdown", "summary"),
    [
        ("Result\n\n12 March 2024\n\nSpending rose by half.\n", "Spending rose by half."),
        (":::{box}\n\n표준 (2023.5.18.)\n:::\n\n:::{box}\n\n예산이 크게 늘었다.\n:::\n", "예산이 크게 늘었다."),
        ("<table>\n<td>\n\nIt is a *cell*.\n\n</td>\n</table>\n\nIt stands below.\n", "It stands below."),
        ("Purpose of the document:\n\n委員会は予算を半分に減らした。\n", "委員会は予算を半分に減らした。"),
        ("予算は半分に減った。\n委員会が決めた。\n", "予算は半分に減った。委員会が決めた。"),
        ("「법률」을 고쳤다.\n「시행령」도 고쳤다.\n", "「법률」을 고쳤다. 「시행령」도 고쳤다."),
        ("2023. 7. 5.\n\n붙임\n", ""),
        ("Before.\n\n<!-- open\n\nHidden words stand here.\n", ""),
        ("<!-- a\n\nHidden words stand here.\n-->\nSpending <!-- never --> rose by half.\n", "Spending rose by half."),
        ("Write `<!--` before it.\n\n`-->` ends it.\n", "Write <!-- before it."),
    ],
)
def test_a_summary_is_a_sentence_and_no_label_or_date(markdown: str, summary: str) -> None:
    assert summary_of(markdown) == summary


def test_a_paragraph_with_a_class_of_kramdown_is_a_summary() -> None:
    markdown = "Ruby runs on many systems.\n{: .summary}\n\nIt is free.\n"
    assert summary_of(markdown, of_lines=False) == "Ruby runs on many systems."


@pytest.mark.parametrize(
    ("markdown", "summary"),
    [
        ("**LCDP**\n\nLow-code and no-code development platforms\n\nFirms look for tools.\n", "Firms look for tools."),
        ("One is said first.\n\n**ABSTRACT**\n\nIt is the abstract.\n\n## Why\n\nBecause.\n", "It is the abstract."),
        ("처음에 한 말이다.\n\n## 요약\n\n예산이 크게 늘었다.\n", "예산이 크게 늘었다."),
        ("**2024년** 예산이 크게 늘었다.\n\n이것은 뒤에 오는 문장이다.\n", "2024년 예산이 크게 늘었다."),
        ("\\* 특별시와 광역시의 주석 문장이다.\n\n이것이 앞의 문장이다.\n", "이것이 앞의 문장이다."),
        ("**보도시점 : 배포 즉시 보도 가능 / 배포 : 5. 20.(월)**\n\n- 예산이 크게 늘었다.\n", "예산이 크게 늘었다."),
        ("\\- 1. 2." + " 예산이 늘었다는 것을" * 9 + "\n", "- 1. 2." + " 예산이 늘었다는 것을" * 9),
    ],
)
def test_the_summary_of_a_document_is_a_sentence_of_its_abstract_or_text(markdown: str, summary: str) -> None:
    assert summary_of(markdown) == summary


ARABIC = "الطفل في هذا البلد من العمر"
GERMAN = "Die Förderung ist nicht für das Land und mit dem Antrag"


@pytest.mark.parametrize(
    ("words", "languages", "chosen"),
    [
        (GERMAN, ("en", "de", "ja", "ar"), "de"),
        (ARABIC, ("en", "de", "ja", "ar"), "ar"),
        ("この子どもは国の中にいる。", ("en", "zh-Hans", "ja"), "ja"),
        ("这个国家的学者们说。", ("en", "zh-Hant", "zh-Hans", "ja"), "zh-Hans"),
        ("این کودک از کشور است", ("ar", "fa"), "fa"),
        ("Barnet och landet kan inte vänta", ("en", "sv"), "sv"),
        ("12.5", ("ko", "en"), "ko"),
    ],
)
def test_the_language_is_that_of_letters_and_words(words: str, languages: tuple[str, ...], chosen: str) -> None:
    assert language_among(words, languages) == chosen
    assert not other_language(words, chosen)


def test_the_marks_of_a_table_do_not_tell_the_language(briefgen: Run, project: Path, tmp_path: Path) -> None:
    cells = "<hp:tr>" + "".join(f"<hp:tc><hp:subList>{hwpx_paragraph('1.5')}</hp:subList></hp:tc>" for _ in range(9))
    wide = '<hp:tr><hp:tc><hp:subList/><hp:cellSpan colSpan="9" rowSpan="1"/></hp:tc></hp:tr>'
    table = hwpx_paragraph(f"<hp:tbl>{wide}{f'{cells}</hp:tr>' * 40}</hp:tbl>")
    (tmp_path / "budget.hwpx").write_bytes(hwpx(hwpx_paragraph("예산") + hwpx_paragraph("지출이 늘었다.") + table))
    assert briefgen("import", tmp_path / "budget.hwpx", "-C", project).code == 0
    assert (project / "content/briefs/budget/ko.md").exists()


@pytest.mark.parametrize(
    ("words", "certain"),
    [
        (FRENCH, "fr"),
        (GERMAN, "de"),
        ("지출이 절반이나 늘었다.", "ko"),
        ("Spending on 예산 and 지출 in the last year", ""),
        (ARABIC, ""),
        (
            "Barnet och landet kan inte vänta på en lag om de barn som är i en skola, och de kan inte vara en del",
            "",
        ),
        ("Правительство не может и не будет на это смотреть, что в городе с населением по закону", ""),
        ("Мы не можем и не будем на это смотреть, что в городе с населением по закону", "ru"),
        ("12.5", ""),
    ],
)
def test_a_language_is_certain_only_where_its_words_or_letters_are_many(words: str, certain: str) -> None:
    assert certain_language(words) == certain


def test_a_text_that_may_be_in_another_language_is_reported(briefgen: Run, project: Path, tmp_path: Path) -> None:
    for name, words in (("a", "Die Förderung und das Land"), ("b", ARABIC)):
        (tmp_path / f"{name}.docx").write_bytes(word(paragraph(words)))
    assert "look like “de” and were put into en.md" in briefgen("import", tmp_path / "a.docx", "-C", project).out
    assert "add ar to languages: in content/site.yaml" in briefgen("import", tmp_path / "b.docx", "-C", project).out


@pytest.mark.parametrize(
    ("words", "lang", "is_told"),
    [
        (("A report on ports", "Lights met", "Pilots"), "en", False),
        (("Fees of the port", "All lights were met."), "en", True),
        (("Die Häfen und das Land", "Der Hafen ist offen."), "de", True),
    ],
)
def test_a_project_for_a_few_words_is_in_english_unless_they_tell_more(
    words: tuple[str, ...], lang: str, is_told: bool, briefgen: Run, tmp_path: Path
) -> None:
    (tmp_path / "fees.docx").write_bytes(word("".join(map(paragraph, words))))
    ran = briefgen("import", tmp_path / "fees.docx", "-C", tmp_path / "my-briefs")
    assert (tmp_path / f"my-briefs/content/briefs/fees/{lang}.md").is_file() and "look like" not in ran.out
    assert ("its words are too few to tell the language, and English was taken" in ran.out) is not is_told


def test_a_project_is_made_for_a_document(briefgen: Run, report: Path, tmp_path: Path) -> None:
    ran = briefgen("import", report, "-C", tmp_path / "my-briefs")
    assert ran.code == 0, ran.err
    assert "content/site.yaml: the title and the publisher are “My briefs”, after the folder" in ran.out
    assert "a project in en" in ran.out and ran.out.splitlines()[-1] == f"Next: briefgen build -C {tmp_path}/my-briefs"
    assert (tmp_path / "my-briefs/README.md").exists()
    brief = tmp_path / "my-briefs/content/briefs/trade-in-services/brief.yaml"
    assert "draft" not in brief.read_text("utf-8")
    ran = briefgen("check", "-C", tmp_path / "my-briefs", "--executor", "inline")
    assert ran.code == 0, ran.out


def test_a_project_is_not_made_where_nobody_named_a_folder(
    briefgen: Run, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = briefgen("import", report)
    assert ran.code == 2 and f'briefgen import "{report}" -C my-briefs' in ran.err
    assert not (tmp_path / "content").exists()


def test_another_document_of_the_same_name_is_offered_an_address(briefgen: Run, project: Path, report: Path) -> None:
    briefgen("import", report, "-C", project)
    other = report.parent / "other" / report.name
    other.parent.mkdir()
    other.write_bytes(word(paragraph("Something else was said.")))
    ran = briefgen("import", other, "-C", project)
    assert ran.code == 1 and ran.err.index("give --brief trade-in-services-2") < ran.err.index("give --overwrite")


def test_a_name_without_latin_letters_gets_a_number_once(briefgen: Run, project: Path, tmp_path: Path) -> None:
    (tmp_path / "보고서.docx").write_bytes(word(paragraph("예산") + paragraph("지출이 절반이나 늘었다.")))
    ran = briefgen("import", tmp_path / "보고서.docx", "-C", project)
    assert "“보고서” has no Latin letters for an address: the brief is at brief-1; to choose another" in ran.out
    assert "number:" not in (project / "content/briefs/brief-1/brief.yaml").read_text("utf-8"), "none was given"
    assert "brief-1 holds this text already" in briefgen("import", tmp_path / "보고서.docx", "-C", project).out


@pytest.mark.parametrize(
    ("name", "slug"), [("2025년 2분기 해외직접투자 (최종)", ""), ("2025-03", "2025-03"), ("R&D 예산 2025", "r-d-2025")]
)
def test_digits_beside_other_letters_are_no_address(name: str, slug: str) -> None:
    assert address_of(name) == slug


def test_how_a_draft_is_published_is_said_of_drafts_alone(briefgen: Run, project: Path, report: Path) -> None:
    said = "until you delete the line “status: draft”"
    assert said in briefgen("import", report, "-C", project).out
    brief = folder(project) / "brief.yaml"
    brief.write_text(brief.read_text("utf-8").replace("status: draft", "#"), "utf-8")
    ran = briefgen("import", report, "-C", project)
    assert said not in ran.out and ran.out.splitlines()[-1].startswith("Next: briefgen build")


def test_each_document_of_a_folder_becomes_a_brief(briefgen: Run, tmp_path: Path) -> None:
    reports, project = tmp_path / "reports", tmp_path / "site"
    reports.mkdir()
    for name, words in (("One", GERMAN), ("two", "지출이 절반이나 늘었다."), ("one", "It is not the same text.")):
        (reports / f"{name}.docx").write_bytes(word(paragraph(words)))
    (reports / "~$ne.docx").write_bytes(b"")
    (reports / "README.md").write_text("# Reports")
    ran = briefgen("import", reports, "-C", project)
    assert ran.code == 0, ran.err
    texts = {path.relative_to(project / "content/briefs").as_posix() for path in project.glob("content/briefs/*/*.md")}
    assert texts == {"one/de.md", "one-2/en.md", "two/ko.md"}
    assert briefgen("import", reports, "-C", project).out.count("holds this text already") == 3


def test_documents_beside_markdown_become_briefs_too(briefgen: Run, tmp_path: Path) -> None:
    office, body = tmp_path / "office", paragraph("The budget", style="title") + paragraph("Spending rose by half.")
    office.mkdir()
    texts = {"notes.md": "# Notes\n\nSee [the figures](figures.docx).\n", "memo.md": "# Memo\n\nWords.\n"}
    for name, words in texts.items():
        (office / name).write_text(words, "utf-8")
    for name in ("budget.docx", "figures.docx", "memo.docx", "~$budget.docx"):
        (office / name).write_bytes(word(body, styles=heading_styles()))
    ran = briefgen("import", office, "-C", tmp_path / "site")
    assert ran.code == 0, ran.err
    briefs = tmp_path / "site/content/briefs"
    assert {it.name for it in briefs.iterdir()} == {"notes", "memo", "budget"}
    assert (briefs / "notes/figures.docx").is_file()
    assert ran.out.count("Next:") == 1


def test_documents_beside_the_pages_of_a_site_generator_are_not_texts(briefgen: Run, tmp_path: Path) -> None:
    old = tmp_path / "old"
    (old / "docs").mkdir(parents=True)
    (old / "mkdocs.yml").write_text("site_name: Old\n", "utf-8")
    (old / "docs/index.md").write_text("# Start\n\nWords.\n", "utf-8")
    (old / "docs/form.docx").write_bytes(word(paragraph("A form.")))
    assert briefgen("import", old, "-C", tmp_path / "site").code == 0
    assert not (tmp_path / "site/content/briefs/form").exists()
