"""What an import does not take is said: files that no text links to, and links to folders."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.command import Run, laid_out, runner
from support.office import paragraph, word
from support.project import picture

from briefgen.importing.site.source.configuration import unread_settings
