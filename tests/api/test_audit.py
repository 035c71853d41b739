from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from tests.api.servers import ROOT, Server

AUDIT = ROOT / "tests" / "audit"


def test_every_audit_of_graphql_over_http_is_ok(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    node = shutil.which("node")
    if node is None or not (AUDIT / "node_modules" / "graphql-http").is_dir():
        pytest.skip("the audits of GraphQL over HTTP need Node and what `make test` installs by npm")
    command = [node, str(AUDIT / "audit.mjs"), f"{server.url}/graphql"]

    results = json.loads(subprocess.run(command, check=True, capture_output=True, timeout=60).stdout)

    passed = [result for result in results if result["status"] == "ok"]
    with capsys.disabled():
        print(f" {len(passed)} of {len(results)} audits ok", end="")  # noqa: T201  # the count is a figure that we promise
    assert [result for result in results if result not in passed] == []
    assert len(passed) == 61
