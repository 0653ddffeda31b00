"""``site.yaml``: what holds for the whole site."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, Field, field_validator

from briefgen.model.core.levels import Level, RuleSetting
from briefgen.model.core.limits import DEFAULT, Limits
from briefgen.model.core.rules import REMOVED, RULES
from briefgen.model.core.written import (
    Allowed,
    ImageName,
    Lang,
    LocalText,
    OldNames,
    Schema,
    Strings,
    one_or_many,
)
from briefgen.model.records.links import full_address, is_external, leads_to_a_page
from briefgen.model.records.marks import Role
from briefgen.model.values.fields import DayField
from briefgen.model.written.facts import Rate

_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def _language_tag(given: str) -> str:
    if not _TAG.fullmatch(given):
        raise ValueError(f"“{given}” is not a language tag; write ko, en or zh-Hans")
    return given


def _on_the_site(path: str) -> str:
    if "\\" in path or ".." in path.split("/"):
        raise ValueError(f"“{path}” leads out of the site; write a path below its first page, without “..”")
    return path


def _target(path: str) -> str:
    if path.startswith("//"):
        raise ValueError(f"“{path}” is not a full address; write https:// before it, or a path of this site")
    return _on_the_site(path)


def _old_address(path: str) -> str:
    if any(part.startswith(".") for part in _target(path).split("/")):
        raise ValueError(
            f"a part of “{path}” begins with a dot, which no page of a site does; write it without the dot"
        )
    return path


_OldAddress = Annotated[str, AfterValidator(_old_address)]
_Target = Annotated[str, AfterValidator(_target)]


_ExtensionName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$", description="a name in small letters: deadlines")]


class Publisher(Schema):
    """Who publishes the site."""

    name: LocalText
    url: str | None = None
    email: str | None = None
    logo: ImageName | None = None
    """An image beside ``site.yaml``, for the covers of packs."""
    disclaimer: LocalText | None = None


_BESIDE_NUMBER = re.compile(r"(?<![A-Za-z\d])\d+[\s.,]*\{\}|\{\}[\s.,]*\d")
"""Digits before or after the place of the number, which read as part of it; those of CO2 do not."""


class Unit(Schema):
    """How a unit of the author's own is worded: ``{}`` stands for the number.

    English takes ``one`` and ``other`` as the plural rules of the language ask; a plain string serves
    every number.
    """

    removed: ClassVar = {"counts_items": "key-figure-is-a-magnitude"}
    """Key that there was → the rule that read it."""

    words: dict[str, str | dict[str, str]]

    @field_validator("words")
    @classmethod
    def _add_no_digits(cls, given: dict[str, str | dict[str, str]]) -> dict[str, str | dict[str, str]]:
        for words in given.values():
            for one in words.values() if isinstance(words, dict) else [words]:
                if _BESIDE_NUMBER.search(one):
                    raise ValueError(f"“{one}” has a digit beside {{}}: the number would be another one")
        return given


class Topic(Schema):
    """A subject under which briefs are listed."""

    name: LocalText
    description: LocalText | None = None
    was: OldNames = ()
    """Ids that it had before."""


class SignoffRules(Schema):
    """Who has to have signed what is released."""

    required: Annotated[tuple[Role, ...], BeforeValidator(one_or_many), Field(min_length=1)]
    """Roles: each signs every language."""
    people: Annotated[int, Field(ge=1, le=9)] = 1
    """So many different people at least."""


PAGE = "{}"
"""What stands for the address of a page in the address of an archive."""


class LinkRules(Schema):
    """How external addresses are looked after."""

    max_age_days: Annotated[int, Field(ge=1)] = 180
    """After so many days an address should be asked again."""
    archive: str | None = None
    """Where to ask for copies of pages that are gone: ``{}`` stands for the page. It answers as the Wayback Machine."""

    @field_validator("archive")
    @classmethod
    def _is_an_address_with_a_place(cls, given: str | None) -> str | None:
        if given is not None and not (PAGE in given and leads_to_a_page(given.replace(PAGE, ""))):
            raise ValueError(f"archive is an address in which {PAGE} stands for the page")
        return given


class PublishRules(Schema):
    """Where ``briefgen publish`` puts the site."""

    remote: str = "origin"
    """A remote of the project's git repository, an address, or a folder."""
    branch: str = "gh-pages"
    domain: Annotated[
        str | None,
        Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$", description="a domain in small letters: briefs.example.org"),
    ] = None
    """A domain of the site's own; without one it is that of ``base_url``, where no path stands behind it."""


class PdfMaking(StrEnum):
    """Which builds make PDFs."""

    ALWAYS = "always"
    ON_RELEASE = "on-release"
    """Those with ``--release``, and those that are asked for a form of them."""
    NEVER = "never"


class Settings(Schema):
    """The whole of ``site.yaml``."""

    title: LocalText
    short_title: LocalText | None = None
    """For the band of every page on a phone."""
    tagline: LocalText | None = None
    description: LocalText
    languages: Annotated[
        tuple[Annotated[Lang, AfterValidator(_language_tag)], ...], BeforeValidator(one_or_many), Field(min_length=1)
    ]
    """The first is the original."""
    base_url: str = ""
    """Where the site will stand, e.g. ``https://someone.github.io/briefs/``; empty: links stay relative."""
    publisher: Publisher
    licence: str = ""
    """Nothing is said about what may be done with the texts where none is given."""
    updated: DayField | None = None
    pdf: Literal["ua-1", "ua-2"] = "ua-1"
    """What the PDFs conform to: PDF/UA-1 with PDF/A-3a, which every reader opens, or PDF/UA-2 with PDF/A-4f."""
    pdfs: PdfMaking = PdfMaking.ALWAYS
    """Which builds make PDFs."""
    side_by_side: bool = True
    """Whether each brief also has a page that shows two languages side by side."""
    search: bool = True
    """Whether the site has a search."""
    rates: dict[str, Rate] = Field(default_factory=dict)
    units: dict[str, Unit] = Field(default_factory=dict)
    topics: dict[str, Topic] = Field(default_factory=dict)
    owners: dict[str, LocalText] = Field(default_factory=dict)
    """Id → name of who can be asked to act, as it stands within a sentence."""
    level: Level = Level.STANDARD
    """How strict the site is."""
    rules: dict[str, RuleSetting] = Field(default_factory=dict)
    """Code → what the site makes of that rule, whatever its level."""
    allow: Allowed = Field(default_factory=dict)
    signoff: SignoffRules | None = None
    links: LinkRules = LinkRules()
    publish: PublishRules = PublishRules()
    limits: Limits = DEFAULT
    """How much time and memory a chart, a PDF and other work may take."""
    redirects: dict[_OldAddress, _Target] = Field(default_factory=dict)
    """Address that something had → what stands in its place: paths on the site, or an address elsewhere."""
    home: Strings = ()
    """Briefs shown first on the home page, by slug."""
    extensions: Annotated[tuple[_ExtensionName, ...], BeforeValidator(one_or_many)] = ()
    """Extensions that the site uses, by name: their code runs in every build. Only the editor of the site adds one."""
    sources: Strings = ()
    """Bibliographies of other programs in ``content/``, e.g. ``data/zotero.bib``, of which briefs cite entries."""

    @field_validator("base_url")
    @classmethod
    def _ends_with_a_slash(cls, given: str) -> str:
        if "?" in given or "#" in given:
            raise ValueError(f"“{given}” is the address of a place or a question; write that of the site alone")
        return given if not given or full_address(given).endswith("/") else given + "/"

    @field_validator("rules")
    @classmethod
    def _can_be_set(cls, given: dict[str, RuleSetting]) -> dict[str, RuleSetting]:
        for code in given:
            if "/" in code:  # of an extension: whether there is one is known once it has been found
                continue
            if code in REMOVED:
                raise ValueError(f"the rule “{code}” was removed: delete this line; {REMOVED[code]}")
            if code not in RULES:
                raise ValueError(f"“{code}” is not a code; briefgen explain lists them")
            if not RULES[code].is_settable:
                raise ValueError(f"“{code}” cannot be set: a site without it would be broken")
        return given

    @field_validator("licence")
    @classmethod
    def _is_a_name_or_an_address(cls, given: str) -> str:
        if not given.strip():
            raise ValueError("the licence has no words; name it, or leave the key out")
        return full_address(given) if is_external(given) else given
