"""What is said of a picture, in a file beside it: who made it, on what terms, what it shows."""

from __future__ import annotations

from pydantic import field_validator

from briefgen.model.core.written import LocalText, Schema

_SCHEMES = ("https://", "http://")


class Picture(Schema):
    """``briefs/<slug>/<image>.yaml``, such as ``photo.jpg.yaml``: what a text need not say where it shows the image."""

    credit: LocalText | None = None
    """Who made it or holds the rights, shown under it in small type."""
    licence: str = ""
    """A short name, as in ``site.yaml``, or an address."""
    source: str = ""
    """The address of the page that it was taken from."""
    alt: LocalText | None = None
    caption: LocalText | None = None

    @field_validator("source")
    @classmethod
    def _is_address(cls, given: str) -> str:
        if given and not given.startswith(_SCHEMES):
            raise ValueError(
                f"“{given}” is not an address; write https://…, or name the source under credit: or in the text"
            )
        return given

    @property
    def is_credited(self) -> bool:
        """Whether something stands under it besides its caption."""
        return bool(self.credit or self.licence or self.source)
