from __future__ import annotations

import io
import socket
import time
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from pyarrow import parquet

from exchange.export.formats import FORMATS
from exchange.export.shape import sets
from tengetrail.generation import run as generate
from tests.api.servers import Server, running_server
from tests.databases import Databases
from tests.exchange.export.read import comma_separated, json_lines

CANCELLED = "/download/lots.ndjson?filter=" + quote("{status: {eq: CANCELLED}}")


def message(server: Server, path: str) -> tuple[int, str, str]:
    response = server.client.get(path)
    (error,) = response.json()["errors"]
    return response.status_code, error["extensions"]["code"], error["message"]


def test_the_index_tells_lists_with_their_lengths_and_files(server: Server) -> None:
    index = server.client.get("/download").json()

    lots = next(each for each in index["lists"] if each["name"] == "lots")
    assert (index["revision"], len(index["lists"]), lots["rows"]) == (1, len(sets()), 23)
    assert lots["files"] == [f"/download/lots.{suffix}" for suffix in FORMATS]


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_file_comes_with_its_name_and_kind(server: Server, suffix: str) -> None:
    response = server.client.get(f"/download/lots.{suffix}")

    assert response.status_code == 200
    assert response.headers["content-type"] == FORMATS[suffix].media_type
    assert response.headers["content-disposition"] == f'attachment; filename="lots.{suffix}"'
    assert response.content == server.client.get(f"/download/lots.{suffix}").content


def test_amounts_are_exact(server: Server) -> None:
    headings, rows = comma_separated(server.client.get("/download/programmes.csv").content)
    totals = [row[headings.index("total.amount")] for row in rows]
    table = parquet.read_table(io.BytesIO(server.client.get("/download/programmes.parquet").content))

    assert "270148000000.00" in totals
    assert [None if each is None else f"{each:.2f}" for each in table["total.amount"].to_pylist()] == totals


def test_a_filter_is_written_as_in_a_question_or_as_json(server: Server) -> None:
    about, records, _ = json_lines(server.client.get(CANCELLED).content)
    as_json = server.client.get("/download/lots.ndjson", params={"filter": '{"status": {"eq": "CANCELLED"}}'})

    assert about["filter"] == {"status": {"eq": "CANCELLED"}}
    assert [each["slug"] for each in records] == ["kz-almaty-viners/content"]
    assert json_lines(as_json.content)[1] == records


def test_what_was_cut_off_goes_on_behind_the_last_record(server: Server) -> None:
    _, records, _ = json_lines(server.client.get("/download/claims.ndjson").content)

    path = f"/download/claims.ndjson?after={records[99]['id']}&revision=1"
    assert json_lines(server.client.get(path).content)[1] == records[100:]
    assert message(server, f"{path}0")[:2] == (409, "REVISION_GONE")


def test_a_file_that_the_client_has_is_not_sent_again(server: Server) -> None:
    tag = server.client.get("/download/lots.csv").headers["etag"]

    again = server.client.get("/download/lots.csv", headers={"if-none-match": tag})
    other = server.client.get("/download/lots.xlsx", headers={"if-none-match": tag})
    assert (again.status_code, again.content, other.status_code) == (304, b"", 200)
    head = server.client.head("/download/lots.csv")
    assert (head.status_code, head.headers["etag"], head.content) == (200, tag, b"")


@pytest.mark.parametrize(
    ("path", "code", "words"),
    [
        ("/download/lot.csv", "NO_SUCH_FILE", "'lot.csv'"),
        ("/download/lots.doc", "NO_SUCH_FILE", "ndjson, csv, xlsx, parquet"),
        ("/download/lots.csv?filter={", "BAD_DOWNLOAD", "{status: {eq: CANCELLED}}"),
        ("/download/lots.csv?filter=" + quote("[1]"), "BAD_DOWNLOAD", "no object"),
        ("/download/lots.csv?filter=" + "[" * 5_000, "BAD_DOWNLOAD", "filter"),
        ("/download/lots.csv?filter=" + quote("{staus: {eq: A}}"), "BAD_VARIABLE", "'status'"),
        ("/download/lots.csv?filter=" + quote("{status: {eq: GONE}}"), "BAD_VARIABLE", "'GONE'"),
        ("/download/lots.csv?after=zz", "BAD_DOWNLOAD", "'zz' is not an id"),
        ("/download/lots.csv?after=" + b"Lot:none".hex(), "BAD_DOWNLOAD", "no record of this list"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(server: Server, path: str, code: str, words: str) -> None:
    status, told, sentence = message(server, path)

    assert (status, told) == (404 if code == "NO_SUCH_FILE" else 400, code)
    assert words in sentence


def test_more_files_than_may_be_sent_at_a_time_are_to_come_again(seeded_url: str, tmp_path: Path) -> None:
    with running_server(seeded_url, tmp_path, DOWNLOADS__AT_ONCE="0") as server:
        response = server.client.get("/download/lots.csv")

    assert (response.status_code, response.headers["retry-after"]) == (503, "10")
    assert response.json()["errors"][0]["extensions"]["code"] == "TOO_MANY_DOWNLOADS"


def test_whoever_leaves_makes_room_for_others(databases: Databases, tmp_path: Path) -> None:
    url = databases.migrated()
    list(generate(url, 10_000, 1))
    with running_server(url, tmp_path, DOWNLOADS__AT_ONCE="1") as server:
        address = urlsplit(server.url)
        with socket.socket() as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)  # so that most of it waits to be sent
            client.connect((address.hostname, address.port))
            client.sendall(b"GET /download/lots.ndjson HTTP/1.1\r\nHost: here\r\n\r\n")
            assert client.recv(100).startswith(b"HTTP/1.1 200")
            assert server.client.get("/download/lots.csv").status_code == 503
        deadline = time.monotonic() + 20
        while (status := server.client.get("/download/bids.csv").status_code) == 503 and time.monotonic() < deadline:
            time.sleep(0.1)
    databases.drop(url)

    assert status == 200
