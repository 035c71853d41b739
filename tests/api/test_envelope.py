from __future__ import annotations

import http.client
import socket
from pathlib import Path
from urllib.parse import urlsplit

import orjson
from sqlalchemy import make_url

from exchange.seed import import_seed
from tests.api.servers import ROOT, Server, change, running_server
from tests.databases import PostgresDatabases, SqliteFiles, run

SEED = ROOT / "seed_data"
SECRET = "name_that_nobody_needs_to_know"


def test_each_request_has_one_line_in_the_log_without_what_was_asked(server: Server) -> None:
    response = server.client.get("/graphql?query={__typename}", headers={"x-request-id": "the-line-of-this-test"})

    assert response.headers["x-request-id"] == "the-line-of-this-test"
    [line] = server.events(request_id="the-line-of-this-test")
    assert line.keys() == {
        "event", "level", "timestamp", "request_id", "method", "path", "status", "milliseconds",
    }  # fmt: skip
    assert (line["method"], line["path"], line["status"]) == ("GET", "/graphql", 200)


def test_a_request_id_that_could_forge_a_line_is_replaced(server: Server) -> None:
    response = server.client.get("/livez", headers={"x-request-id": 'x", "status": 200'})

    assert len(response.headers["x-request-id"]) == 16


def test_a_path_of_control_characters_is_logged_harmlessly(server: Server) -> None:
    server.client.get("/%1b%5b31m%0a", headers={"x-request-id": "control-characters"})

    [line] = server.events(request_id="control-characters")
    assert line["path"] == "/%1b%5b31m%0a"


def test_any_page_may_read_the_answers_and_no_cookie_is_asked_for(server: Server) -> None:
    preflight = {"origin": "https://example.org", "access-control-request-method": "POST"}

    asked = server.client.options("/graphql", headers=preflight)
    answered = server.client.get("/graphql?query={__typename}", headers={"origin": "https://example.org"})

    assert asked.status_code == 204
    assert "POST" in asked.headers["access-control-allow-methods"]
    assert "Content-Type" in asked.headers["access-control-allow-headers"]
    for response in (asked, answered):
        assert response.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in response.headers
        assert response.headers["x-content-type-options"] == "nosniff"


def test_an_unexpected_error_is_masked_and_stands_in_the_log_under_its_id(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, SEED)
    with running_server(database_url, tmp_path) as server:
        change(database_url, f"ALTER TABLE lot RENAME TO {SECRET}", f"ALTER TABLE record_count RENAME TO {SECRET}_2")
        partly = server.client.post("/graphql", json={"query": "{ lots { nodes { slug } } dataset { name } }"})
        wholly = server.client.get("/status")

        for response in (partly, wholly):
            identity = response.headers["x-request-id"]
            [error] = response.json()["errors"]
            assert error["message"] == "Unexpected error."
            assert error["extensions"] == {"code": "UNEXPECTED", "id": identity}
            [line] = server.events(event="unexpected error", request_id=identity)
            assert "Traceback" in line["exception"]
            assert SECRET not in response.text
    assert (partly.status_code, wholly.status_code) == (200, 500)
    assert partly.json()["data"] == {"lots": None, "dataset": {"name": "kz-countering-extremism"}}


def test_a_database_that_is_away_is_a_503_until_it_is_back(postgresql: PostgresDatabases, tmp_path: Path) -> None:
    url = postgresql.migrated()
    name = make_url(url).database
    elsewhere = make_url(url).set(database="postgres").render_as_string(hide_password=False)
    with running_server(url, tmp_path) as server:
        run(elsewhere, f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        run(elsewhere, f"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '{name}'")
        away = server.client.get("/readyz")
        run(elsewhere, f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        back = server.client.get("/status")
    postgresql.drop(url)

    assert (away.status_code, away.headers["retry-after"]) == (503, "1")
    assert away.json()["errors"][0]["extensions"] == {"code": "DATABASE_UNAVAILABLE"}
    assert back.status_code == 200


def test_a_request_that_is_not_done_in_time_gets_an_answer(sqlite: SqliteFiles, tmp_path: Path) -> None:
    with running_server(sqlite.migrated(), tmp_path, LIMITS__REQUEST_SECONDS="0.3") as server:
        connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=10)
        connection.putrequest("POST", "/graphql")
        connection.putheader("Content-Type", "application/json")
        connection.putheader("Content-Length", "100")
        connection.endheaders(b"{")  # and no more of it
        response = connection.getresponse()
        [error] = orjson.loads(response.read())["errors"]
        connection.close()

    assert response.status == 504
    assert error["extensions"] == {"code": "REQUEST_TIMEOUT"}
    assert "0.3 s (limits.request_seconds)" in error["message"]


def test_a_client_that_leaves_in_the_middle_is_no_error(server: Server) -> None:
    address = urlsplit(server.url)
    with socket.create_connection((address.hostname, address.port), timeout=10) as connection:
        connection.sendall(b"POST /graphql HTTP/1.1\r\nHost: x\r\nX-Request-Id: gone-in-the-middle\r\n")
        connection.sendall(b"Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{")

    [line] = server.events(request_id="gone-in-the-middle")
    assert (line["event"], line["status"]) == ("request", 0)
