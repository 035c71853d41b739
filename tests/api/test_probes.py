from __future__ import annotations

from pathlib import Path

from db.migrate import known, migrate
from exchange.seed import import_seed
from tengetrail import __version__
from tengetrail.settings import Limits
from tests.api.servers import ROOT, Server, change, running_server
from tests.databases import Databases

SEED = ROOT / "seed_data"


def test_a_server_over_data_lives_and_is_ready(server: Server) -> None:
    assert server.client.get("/livez").json() == {"status": "alive"}
    assert server.client.get("/readyz").json() == {"status": "ready"}


def test_head_is_get_without_the_body(server: Server) -> None:
    response = server.client.head("/livez")

    assert (response.status_code, response.content) == (200, b"")


def test_the_status_tells_version_data_counts_and_limits(server: Server) -> None:
    status = server.client.get("/status").json()

    assert status["version"] == __version__
    assert status["revision"]["number"] == 1
    assert status["revision"]["importedAt"].endswith("Z")
    assert [dataset["name"] for dataset in status["datasets"]] == ["kz-countering-extremism"]
    assert (status["counts"]["Lot"], status["counts"]["Programme"]) == (23, 2)
    assert status["limits"] == Limits().model_dump()


def test_the_public_schema_is_served_as_it_is_checked_in(server: Server) -> None:
    response = server.client.get("/schema.graphql")

    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert response.text == (ROOT / "schema" / "schema.graphql").read_text(encoding="utf-8")


def test_the_description_of_the_http_side_names_the_probes(server: Server) -> None:
    paths = server.client.get("/openapi.json").json()["paths"]

    assert {"/livez", "/readyz", "/status"} <= paths.keys()


def test_a_server_follows_its_database_from_the_first_table_to_the_data(databases: Databases, tmp_path: Path) -> None:
    url = databases.empty()
    change(url, "CREATE TABLE other (id INTEGER)")  # a database that is there, with nothing of ours in it
    with running_server(url, tmp_path) as server:
        assert "tengetrail migrate" in reason_why_not_ready(server)
        assert server.client.get("/livez").status_code == 200
        assert server.client.get("/status").json()["revision"] == {"number": None, "importedAt": None}

        migrate(url)
        assert "tengetrail import seed" in reason_why_not_ready(server)
        assert server.ask("{ lots { totalCount } }") == {"data": {"lots": {"totalCount": 0}}}

        import_seed(url, SEED)
        assert server.client.get("/readyz").json() == {"status": "ready"}
        assert server.ask("{ lots { totalCount } }") == {"data": {"lots": {"totalCount": 23}}}
        [event] = server.events(event="data revision")
        assert event["number"] == 1

        change(url, "UPDATE alembic_version SET version_num = '2020_01_01_older'")
        assert f"2020_01_01_older, not at {known()[-1]}" in reason_why_not_ready(server)
    databases.drop(url)


def reason_why_not_ready(server: Server) -> str:
    response = server.client.get("/readyz")
    assert response.status_code == 503
    [error] = response.json()["errors"]
    assert error["extensions"] == {"code": "NOT_READY"}
    return str(error["message"])
