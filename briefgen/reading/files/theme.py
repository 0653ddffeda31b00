"""The theme's files, through the world's door."""

from __future__ import annotations

from briefgen.model.theme import Theme
from briefgen.reading.world import World

FOLDER = "templates"


def read_theme(world: World) -> Theme:
    """Every file of the theme but the fonts."""
    paths = (path for path in world.files(FOLDER) if not path.startswith(f"{FOLDER}/fonts/"))
    return Theme({path.removeprefix(f"{FOLDER}/"): world.read(path) for path in paths})
