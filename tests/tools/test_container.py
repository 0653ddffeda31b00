"""The container image: any base, the wheel and no checkout, hashes for the libraries, and a user without rights."""

import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
TEXT = (PROJECT / "Dockerfile").read_text("utf-8")
STEPS = re.findall(r"^([A-Z]+) (.+(?:\n .+)*)", TEXT, re.MULTILINE)


def of(kind: str) -> list[str]:
    return [said for name, said in STEPS if name == kind]


def test_the_base_has_a_digest_and_can_be_another() -> None:
    assert STEPS[0][0] == "ARG" and re.fullmatch(r"BASE=\S+@sha256:[0-9a-f]{64}", STEPS[0][1])
    assert of("FROM") == ["${BASE}"]


def test_only_the_wheels_and_the_locked_libraries_go_in() -> None:
    assert of("COPY") == ["requirements/base.txt dist/briefgen*.whl /install/"] and not of("ADD")
    kept = (PROJECT / ".dockerignore").read_text("utf-8").split()
    assert kept == ["*", "!dist/briefgen*.whl", "!requirements/base.txt"]
    installs = [line for said in of("RUN") for line in said.splitlines() if "pip install" in line]
    assert ["--require-hashes" in line or "--no-index" in line for line in installs] == [True, True]


def test_the_libraries_of_the_system_are_those_of_the_makefile() -> None:
    (libraries,) = re.findall(r"^LIBRARIES := (.+)$", (PROJECT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert f"--no-install-recommends git {libraries} " in of("RUN")[0]


def test_it_runs_as_a_user_without_rights_in_the_folder_that_is_mounted() -> None:
    (user,) = of("USER")
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", user), "a number: whoever runs it can see that it is not root"
    assert of("VOLUME") == of("WORKDIR") == ["/work"]
    assert [name for name, _ in STEPS].index("USER") > max(n for n, (name, _) in enumerate(STEPS) if name == "RUN")
    assert of("ENTRYPOINT") == ['["briefgen"]']
