"""Where this briefgen came from, so that another machine can install the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import briefgen
from briefgen import COMMIT, REPOSITORY
from briefgen.hosting.git import Git, GitError
from briefgen.model.values.json_text import parse_json

_ON_GITHUB = re.compile(r"briefgen @ git\+(https://github\.com/[^/@]+/[^/@]+?)(?:\.git)?@([0-9a-f]+)")
_SSH = re.compile(r"(?:ssh://)?git@([^/:]+)[:/](.+)")


def origin(environment: Mapping[str, str]) -> str | None:
    """The lines of requirements.txt by which pip installs this very briefgen elsewhere; None when they are not known.

    ``environment`` is the one that git runs in. No line has pip look for a name on an index: each has an address.
    """
    checkout = Path(briefgen.__file__).resolve().parent.parent
    if (checkout / "pyproject.toml").is_file():
        return of_checkout(checkout, environment)
    own = _record("briefgen")
    if own is None:  # it came from an index, by its name
        return f"briefgen @ git+{REPOSITORY}@{COMMIT}" if REPOSITORY and COMMIT else None
    line = of_record(own, environment)
    fonts = _record("briefgen-fonts") if line and "archive_info" in own else None
    also = of_record(fonts, environment, "briefgen-fonts") if fonts else None
    return f"{line}\n{also}" if also else line


def _record(package: str) -> dict[str, Any] | None:
    """Return what pip recorded of the address that it was given for a package; None where it was given a name."""
    try:
        found = distribution(package).read_text("direct_url.json")
    except PackageNotFoundError:
        return None
    return parse_json(found.encode()) if found else None


def documentation(environment: Mapping[str, str]) -> str:
    """The address of diagnostics.md as it belongs to this very briefgen; empty when it is not known."""
    found = _ON_GITHUB.fullmatch(origin(environment) or "")
    return f"{found[1]}/blob/{found[2]}/docs/diagnostics.md" if found else ""


def of_record(record: dict[str, Any], environment: Mapping[str, str], package: str = "briefgen") -> str | None:
    """The same of one package, from what pip recorded when it was given an address (``direct_url.json``)."""
    address = urlsplit(record["url"])
    if "vcs_info" in record:
        public = public_address(record["url"])
        return f"briefgen @ git+{public}@{record['vcs_info']['commit_id']}" if public else None
    if "dir_info" in record and address.scheme == "file":
        return of_checkout(Path(url2pathname(address.path)), environment)
    digest = record.get("archive_info", {}).get("hashes", {}).get("sha256")
    return f"{package} @ {record['url']}{f'#sha256={digest}' if digest else ''}" if address.scheme == "https" else None


def of_checkout(folder: Path, environment: Mapping[str, str]) -> str | None:
    """The same for a checkout: where it was cloned from, at its commit, if that one is there too."""
    if not (folder / ".git").exists():  # a repository further up is another one
        return None
    git = Git(folder, environment)
    commit = _line(git, "rev-parse", "HEAD")
    address = public_address(_line(git, "remote", "get-url", "origin"))
    pushed = commit and _line(git, "branch", "--remotes", "--contains", commit)
    return f"briefgen @ git+{address}@{commit}" if address and pushed else None


def public_address(remote: str) -> str | None:
    """The address of a repository without the name and secret of whoever cloned it; None for a folder of this disk."""
    if found := _SSH.fullmatch(remote):
        return f"https://{found[1]}/{found[2]}"
    address = urlsplit(remote)
    if address.scheme != "https" or not address.hostname:
        return None
    return address._replace(netloc=address.netloc.rpartition("@")[2]).geturl()


def _line(git: Git, *arguments: str) -> str:
    """The first line that git prints; empty when it fails or is not there."""
    try:
        return git.line(*arguments).strip()
    except GitError:
        return ""
