"""The bibliography: CSL-YAML as Zotero and Pandoc export it, with when it was read and kept."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict, Field

from briefgen.model.core.written import Allowed, LocalText, MomentField, Schema


class Source(Schema):
    """One CSL item; what is named here is what briefgen itself reads, the rest is handed to CSL as written."""

    model_config = ConfigDict(frozen=True, extra="allow", populate_by_name=True, defer_build=True)

    id: str
    type: str
    title: str | None = None
    language: str | None = None
    url: str | None = Field(default=None, alias="URL")
    accessed: Any = None
    archived: str | None = None
    """Address of an archived copy."""
    title_translated: LocalText | None = Field(default=None, alias="title-translated")
    """The title in the site's other languages; our translation, said so in References."""
    container_title_translated: LocalText | None = Field(default=None, alias="container-title-translated")
    """What the newspaper, journal or site is called in the site's other languages."""
    note: LocalText | None = None
    embargo_until: MomentField | None = None
    allow: Allowed = Field(default_factory=dict)
