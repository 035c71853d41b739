"""Closes the network: a test that reaches for anything but this machine fails and says what it asked for."""

from __future__ import annotations

import ipaddress
import os
import sys
from urllib.parse import urlsplit

EVENTS = {"socket.connect", "socket.sendto", "socket.sendmsg"}
NAMED = urlsplit(os.environ.get("TEST_POSTGRES_URL", "")).hostname


class NetworkClosedError(Exception):
    """The code under test asked for an address outside this machine."""


def _is_here(host: str) -> bool:
    if host in {"localhost", "", NAMED}:
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _refuse_outside(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event in EVENTS and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    name = host.decode() if isinstance(host, bytes) else host
    if isinstance(name, str) and not _is_here(name):
        raise NetworkClosedError(f"{event} asked for {name}; tests reach only this machine.")


def pytest_configure() -> None:
    sys.addaudithook(_refuse_outside)  # works for threads, event loops and imports alike
