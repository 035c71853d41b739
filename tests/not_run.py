"""Names every test that did not run, in the last lines; with CI=true that is a failure."""

from __future__ import annotations

import os
from collections import Counter

import pytest


def _reasons(terminal: pytest.TerminalReporter | None) -> Counter[str]:
    reports = terminal.stats.get("skipped", []) if terminal else []
    return Counter(str(report.longrepr[2]).removeprefix("Skipped: ") for report in reports)


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for reason, count in sorted(_reasons(terminalreporter).items()):
        terminalreporter.write_line(f"not run: {count} {'test' if count == 1 else 'tests'}: {reason}", red=True)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    terminal = session.config.pluginmanager.get_plugin("terminalreporter")
    if exitstatus == pytest.ExitCode.OK and os.environ.get("CI") == "true" and _reasons(terminal):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
