"""The forms in which a brief or pack is put on paper."""

from __future__ import annotations

from enum import StrEnum


class Profile(StrEnum):
    """One form of a document as PDF."""

    SCREEN = "screen"
    """To read on a screen, to keep and to print at the office: always made."""
    PRINT = "print"
    """For a printer: boxes, bleed, a binding margin."""
    LARGE_PRINT = "large-print"
    """Type of 18 points, set anew."""
    LEAVE_BEHIND = "leave-behind"
    """One sheet, two sides."""
    FACING = "facing"
    """Two languages, one on the left-hand pages, the other on the right-hand ones."""
    CHECKING = "checking"
    """With every mark that says where something comes from and how far it can be trusted."""


class Tier(StrEnum):
    """How much a text says of where it comes from. A page on the web has both; a PDF has one."""

    READING = "reading"
    """The numbers of sources at the end of each paragraph, and no other mark."""
    CHECKING = "checking"
    """Every mark in its place: sources, strength, numbers of paragraphs, addresses."""


def tier_of(profile: Profile) -> Tier:
    """The tier of a form."""
    return Tier.CHECKING if profile is Profile.CHECKING else Tier.READING


def profiles_made(asked: tuple[Profile, ...]) -> tuple[Profile, ...]:
    """The profiles in the order of their names above; ``screen`` is always one of them."""
    return tuple(profile for profile in Profile if profile is Profile.SCREEN or profile in asked)
