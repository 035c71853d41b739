from __future__ import annotations

import os
import subprocess
import sys

import orjson

from tests.api.servers import ROOT

PROGRAM = """
import logging
import structlog
from api.logs import configure_logs

configure_logs("INFO")
structlog.get_logger().info("ours", figure=1)
logging.getLogger("library").warning("theirs")
structlog.get_logger().debug("too quiet")
try:
    raise ValueError("wrong figure")
except ValueError as error:
    structlog.get_logger().error("trouble", exc_info=error)
"""


def logged(stderr: int) -> bytes:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, stdin=subprocess.DEVNULL, stderr=stderr, check=True
    )
    return done.stderr or b""


def test_a_machine_reads_one_line_of_json_an_event() -> None:
    ours, theirs, trouble = (orjson.loads(line) for line in logged(subprocess.PIPE).splitlines())

    assert (ours["event"], ours["figure"], ours["level"]) == ("ours", 1, "info")
    assert (theirs["event"], theirs["logger"], theirs["level"]) == ("theirs", "library", "warning")
    assert trouble["exception"].endswith("ValueError: wrong figure")
    assert all(line["timestamp"].endswith("Z") for line in (ours, theirs, trouble))


def test_a_person_at_a_terminal_reads_words() -> None:
    reading, writing = os.openpty()
    logged(writing)
    os.close(writing)
    shown = os.read(reading, 100_000).decode()
    os.close(reading)

    assert "ours" in shown
    assert "theirs" in shown
    assert "ValueError" in shown
    assert "{" not in shown.splitlines()[0]
