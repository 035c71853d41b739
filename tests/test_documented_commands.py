from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from itertools import pairwise
from urllib.request import Request, urlopen

import pytest

from tests.commands import documented_commands, documents, serving, tengetrail

BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
COMMANDS = sorted({" ".join(words) for program, words in documented_commands() if program == "tengetrail" and words})


def documented_requests() -> Iterator[list[str]]:
    """The words of every `curl` that the documentation shows."""
    for document in documents():
        for block in BLOCK.findall(document.read_text(encoding="utf-8")):
            for line in block.replace("\\\n", "").splitlines():
                if line.startswith("curl "):
                    yield shlex.split(line)


def after(option: str, words: list[str]) -> list[str]:
    return [value for name, value in pairwise(words) if name == option]


@pytest.mark.parametrize("command", COMMANDS)
def test_each_documented_command_does_its_work(seeded_url: str, command: str) -> None:
    words = command.partition(" >")[0].split()

    ended = tengetrail(*words, DATABASE_URL=seeded_url)

    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout


def test_each_documented_request_is_answered_with_data(seeded_url: str) -> None:
    requests = list(documented_requests())
    assert requests

    with serving(DATABASE_URL=seeded_url) as address:
        for words in requests:
            url = next(word for word in words if word.startswith("http")).replace("http://127.0.0.1:8000/", address)
            headers = dict(header.split(": ", 1) for header in after("-H", words))
            body = next((data.encode() for data in after("-d", words)), None)
            with urlopen(Request(url, body, headers), timeout=30) as response:
                answer = json.load(response)
            assert "errors" not in answer
            assert all(answer["data"].values())
