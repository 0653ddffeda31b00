"""Licences by their short names."""

from __future__ import annotations

import pytest

from briefgen.model.written.licences import licence_of


@pytest.mark.parametrize(
    ("short", "names", "url"),
    [
        (
            "CC-BY-4.0",
            ("Creative Commons Attribution 4.0 International (CC BY 4.0)",),
            "https://creativecommons.org/licenses/by/4.0/",
        ),
        ("CC BY-NC-SA 3.0", ("CC BY-NC-SA 3.0",), "https://creativecommons.org/licenses/by-nc-sa/3.0/"),
        ("cc0-1.0", ("Creative Commons CC0 1.0 Universal",), "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("KOGL-0", ("KOGL Type 0: Free Use",), "https://www.kogl.or.kr/info/license.do"),
        (
            "kogl-3+ai",
            ("KOGL Type 3: Source Indication + Change Prohibition", "KOGL AI Type"),
            "https://www.kogl.or.kr/info/license.do",
        ),
        ("KOGL-5", ("KOGL-5",), ""),
        ("CC-BY-XX-4.0", ("CC-BY-XX-4.0",), ""),
        ("공공누리 제1유형", ("공공누리 제1유형",), ""),
        ("all-rights-reserved", ("All rights reserved",), ""),
        ("https://example.org/terms", ("https://example.org/terms",), "https://example.org/terms"),
        ("", (), ""),
    ],
)
def test_a_licence_has_its_own_name_and_address(short: str, names: tuple[str, ...], url: str) -> None:
    licence = licence_of(short)
    assert (licence.names, licence.url) == (names, url)


def test_a_name_that_no_catalogue_has_is_never_looked_up() -> None:
    assert licence_of("Notes").worded(str.upper) == "Notes"
    assert licence_of("KOGL-1").worded(str.upper) == "KOGL TYPE 1: SOURCE INDICATION"
