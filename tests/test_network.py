from __future__ import annotations

import asyncio
import socket

import pytest

from tests.network import NetworkClosedError


def test_names_of_other_machines_are_not_looked_up() -> None:
    with pytest.raises(NetworkClosedError, match=r"socket\.getaddrinfo asked for example\.org"):
        socket.create_connection(("example.org", 443))


@pytest.mark.parametrize(("family", "address"), [(socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")])
def test_other_machines_are_not_reached(family: socket.AddressFamily, address: str) -> None:
    with socket.socket(family) as connection, pytest.raises(NetworkClosedError, match=address):
        connection.connect((address, 443))


async def test_event_loops_do_not_reach_them_either() -> None:
    with pytest.raises(NetworkClosedError, match=r"192\.0\.2\.1"):
        await asyncio.open_connection("192.0.2.1", 443)


def test_this_machine_is_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
