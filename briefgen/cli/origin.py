"""Where this briefgen came from, so that another machine can install the same."""

from __future__ import annotations

import re
import subprocess
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import briefgen
from briefgen.model.values.json_text import parse_json

_ON_GITHUB = re.compile(r"briefgen @ git\+(https://github\.com/[^/@]+/[^/@]+?)(?:\.git)?@([0-9a-f]+)")
_SSH = re.compile(r"(?:ssh://)?git@([^/:]+)[:/](.+)")


def origin() -> str | None:
    """The requirement by which pip installs this very briefgen elsewhere, or None when that is not known."""
    checkout = Path(briefgen.__file__).resolve().parent.parent
    if (checkout / "pyproject.toml").is_file():
        return of_checkout(checkout)
    try:
        record = distribution("briefgen").read_text("direct_url.json")
    except PackageNotFoundError:
        return None
    return of_record(parse_json(record.encode())) if record else f"briefgen=={briefgen.__version__}"


def documentation() -> str:
    """The address of diagnostics.md as it belongs to this very briefgen; empty when it is not known."""
    found = _ON_GITHUB.fullmatch(origin() or "")
    return f"{found[1]}/blob/{found[2]}/docs/diagnostics.md" if found else ""


def of_record(record: dict[str, Any]) -> str | None:
    """The same from what pip recorded when it was given an address (``direct_url.json``)."""
    address = urlsplit(record["url"])
    if "vcs_info" in record:
        public = public_address(record["url"])
        return f"briefgen @ git+{public}@{record['vcs_info']['commit_id']}" if public else None
    if "dir_info" in record and address.scheme == "file":
        return of_checkout(Path(url2pathname(address.path)))
    return f"briefgen @ {record['url']}" if address.scheme == "https" else None


def of_checkout(folder: Path) -> str | None:
    """The same for a checkout: where it was cloned from, at its commit, if that one is there too."""
    if not (folder / ".git").exists():  # a repository further up is another one
        return None
    commit = _git(folder, "rev-parse", "HEAD")
    address = public_address(_git(folder, "remote", "get-url", "origin"))
    pushed = commit and _git(folder, "branch", "--remotes", "--contains", commit)
    return f"briefgen @ git+{address}@{commit}" if address and pushed else None


def public_address(remote: str) -> str | None:
    """The address of a repository without the name and secret of whoever cloned it; None for a folder of this disk."""
    if found := _SSH.fullmatch(remote):
        return f"https://{found[1]}/{found[2]}"
    address = urlsplit(remote)
    if address.scheme != "https" or not address.hostname:
        return None
    return address._replace(netloc=address.netloc.rpartition("@")[2]).geturl()


def _git(folder: Path, *arguments: str) -> str:
    """What git says; empty when it fails or is not there."""
    try:
        ran = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return ran.stdout.strip()
