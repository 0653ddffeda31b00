"""Which domain is a site's own, by its address."""

from __future__ import annotations

import pytest

from briefgen.hosting.domain import domain_of


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("https://briefs.example.org/", "briefs.example.org"),
        ("https://Briefs.Example.org", "briefs.example.org"),
        ("https://example.org/briefs/", ""),
        ("https://example.org:8443/", ""),
        ("https://name.github.io/", ""),
        ("https://name.gitlab.io/", ""),
        ("http://127.0.0.1/", ""),
    ],
)
def test_a_domain_is_the_sites_own_where_it_has_all_of_it(address: str, domain: str) -> None:
    assert domain_of(address) == domain
