from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path
from shutil import copytree

import httpx
import pytest

from exchange.seed import import_seed
from tests.api.inside import Inside, inside
from tests.api.servers import Server, change, running_server
from tests.conftest import SEED

TITLE = '{ programme(slug: "kz-extremism-2018-2022") { title } }'
LOT = "query ($slug: String!) { lot(slug: $slug) { slug title } }"
GUIDES = "kz-sko-2017/guides"


@pytest.fixture
async def app(seeded_url: str) -> AsyncIterator[Inside]:
    async with inside(seeded_url) as made:
        yield made


def import_with_another_title(database_url: str, folder: Path) -> None:
    """A new revision of the seed, in which the programmes are called otherwise."""
    changed = copytree(SEED, folder / "changed")
    file = changed / "programme.yaml"
    file.write_text(re.sub(r"(?m)^(  title:).*", r"\1 Renamed", file.read_text(encoding="utf-8")), encoding="utf-8")
    import_seed(database_url, changed)


async def test_what_was_asked_before_is_answered_with_the_same_bytes_and_no_statement(app: Inside) -> None:
    first = await app.post(LOT, slug=GUIDES)
    asked = len(app.reader.statements)
    second = await app.post(LOT, slug=GUIDES)

    assert first.json()["data"]["lot"]["slug"] == GUIDES
    assert (second.content, second.headers["etag"]) == (first.content, first.headers["etag"])
    assert second.headers["x-request-id"] != first.headers["x-request-id"]
    assert (asked, len(app.reader.statements)) == (1, 1)


async def test_the_same_question_in_other_words_of_the_request_is_the_same_question(app: Inside) -> None:
    question = "query ($a: String!, $b: String!) { a: lot(slug: $a) { slug } b: lot(slug: $b) { slug } }"

    by_post = await app.post(question, a=GUIDES, b="none")
    other_order = await app.post(question, b="none", a=GUIDES)
    by_get = await app.get(question, variables=f'{{"b": "none", "a": "{GUIDES}"}}', operationName="")

    assert by_post.content == other_order.content == by_get.content
    assert by_post.headers["etag"] == other_order.headers["etag"] == by_get.headers["etag"]
    assert len(app.reader.statements) == 2  # one a root field


async def test_the_entity_tag_tells_questions_and_forms_apart(app: Inside) -> None:
    form = {"accept": "application/graphql-response+json"}
    answers = [
        await app.post(LOT, slug=GUIDES),
        await app.post(LOT, slug="none"),
        await app.post(LOT + " ", slug=GUIDES),
        await app.client.post("/graphql", json={"query": LOT, "variables": {"slug": GUIDES}}, headers=form),
        await app.client.post(
            "/graphql", json={"query": LOT, "variables": {"slug": GUIDES}, "extensions": {"cost": True}}
        ),
    ]

    assert len({answer.headers["etag"] for answer in answers}) == len(answers)


@pytest.mark.parametrize("form", ["{}", "W/{}", '"another", {}', "{},W/{}"])
async def test_whoever_has_the_answer_is_told_that_it_still_holds(app: Inside, form: str) -> None:
    tag = (await app.get(TITLE)).headers["etag"]

    got = await app.get(TITLE, form.replace("{}", tag))
    head = await app.client.head("/graphql", params={"query": TITLE}, headers={"if-none-match": tag})

    assert (got.status_code, got.content) == (head.status_code, head.content) == (304, b"")
    assert (got.headers["etag"], got.headers["vary"]) == (tag, "Accept")
    assert got.headers["cache-control"] == "public, max-age=60"
    assert (await app.get(TITLE, '"another"')).status_code == 200


async def test_a_server_that_was_never_asked_knows_that_an_answer_still_holds(seeded_url: str) -> None:
    async with inside(seeded_url) as one, inside(seeded_url, cache={"bytes": 0}) as other:
        tag = (await one.get(TITLE)).headers["etag"]
        told = await other.get(TITLE, tag)

        assert (told.status_code, other.reader.statements) == (304, [])


async def test_a_post_is_answered_whole_with_a_tag(app: Inside) -> None:
    tag = (await app.post(TITLE)).headers["etag"]

    again = await app.client.post("/graphql", json={"query": TITLE}, headers={"if-none-match": tag})

    assert (again.status_code, again.headers["etag"]) == (200, tag)


async def test_identical_questions_at_once_cost_one_statement(app: Inside) -> None:
    app.reader.go_on.clear()
    asking = [asyncio.create_task(app.post(LOT, slug=GUIDES)) for _ in range(20)]
    asking += [asyncio.create_task(app.post(LOT, slug="none"))]
    await asyncio.sleep(0.1)
    app.reader.go_on.set()
    answers = [await each for each in asking]

    assert len(app.reader.statements) == 2
    assert len({answer.content for answer in answers[:-1]}) == 1
    assert answers[-1].json() == {"data": {"lot": None}}


async def test_whoever_waited_asks_anew_when_the_first_one_gives_up(app: Inside) -> None:
    app.reader.go_on.clear()
    first = asyncio.create_task(app.post(LOT, slug=GUIDES))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(app.post(LOT, slug=GUIDES))
    await asyncio.sleep(0.05)
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    app.reader.go_on.set()

    assert (await second).json()["data"]["lot"]["slug"] == GUIDES
    assert len(app.reader.statements) == 2


async def test_an_answer_read_before_an_import_is_not_kept_after_it(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, SEED)
    async with inside(database_url) as app:
        app.reader.go_on.clear()
        old = asyncio.create_task(app.post(TITLE))
        await asyncio.sleep(0.05)  # read, and not yet sent
        import_with_another_title(database_url, tmp_path)
        await app.service.look()
        app.reader.go_on.set()
        stale = await old
        fresh = await app.post(TITLE)

    assert stale.json()["data"]["programme"]["title"] != "Renamed"
    assert (stale.headers["cache-control"], "etag" in stale.headers) == ("no-store", False)
    assert fresh.json()["data"]["programme"]["title"] == "Renamed"
    assert "etag" in fresh.headers


async def test_an_answer_read_after_an_import_has_its_tag_before_the_next_look(
    database_url: str, tmp_path: Path
) -> None:
    import_seed(database_url, SEED)
    async with inside(database_url) as app:
        before = await app.post(TITLE)
        import_with_another_title(database_url, tmp_path)
        unseen = await app.post(LOT, slug=GUIDES)  # nobody has looked for a new revision yet
        after = await app.post(TITLE)

    assert unseen.headers["etag"].partition("-")[0] == after.headers["etag"].partition("-")[0]
    assert after.headers["etag"] != before.headers["etag"]
    assert after.json()["data"]["programme"]["title"] == "Renamed"


async def test_memory_for_answers_is_bounded(seeded_url: str) -> None:
    async with inside(seeded_url, cache={"bytes": 40_000}) as app:
        for number in range(200):
            await app.post(LOT, slug=f"none-{number}")
        await app.post("{ lots(first: 200) { nodes { slug title again: title } } }")
        kept = app.service.answers

        assert 0 < kept.used() <= 40_000
        assert len(app.reader.statements) == 201


async def test_without_memory_each_question_is_asked_anew_and_tags_still_hold(seeded_url: str) -> None:
    async with inside(seeded_url, cache={"bytes": 0, "max_age": 0}) as app:
        first = await app.get(TITLE)
        again = await app.get(TITLE)
        told = await app.get(TITLE, first.headers["etag"])

        assert (first.headers["etag"], first.content) == (again.headers["etag"], again.content)
        assert first.headers["cache-control"] == "public, max-age=0"
        assert (told.status_code, len(app.reader.statements)) == (304, 2)


async def test_data_without_a_revision_are_not_kept(database_url: str) -> None:
    async with inside(database_url) as app:
        answers = [await app.get("{ lots { totalCount } }") for _ in range(2)]

        assert [answer.headers["cache-control"] for answer in answers] == ["no-store", "no-store"]
        assert len(app.reader.statements) == 2


def is_not_kept(response: httpx.Response) -> bool:
    return response.headers["cache-control"] == "no-store" and "etag" not in response.headers


def test_errors_are_kept_by_nobody(server: Server) -> None:
    asked = server.client.get

    assert is_not_kept(asked("/graphql", params={"query": "{ nope }"}))
    assert is_not_kept(asked("/graphql", params={"query": "{ nope }"}, headers={"accept": "application/json"}))
    assert is_not_kept(asked("/graphql"))
    assert is_not_kept(asked("/graphql", params={"query": "{ __typename }"}, headers={"accept": "image/png"}))
    assert is_not_kept(server.client.put("/graphql"))


def test_half_an_answer_is_kept_by_nobody(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, SEED)
    question = "{ lots { nodes { slug } } dataset { name } }"
    with running_server(database_url, tmp_path) as server:
        change(database_url, "ALTER TABLE lot RENAME TO lot_away")
        half = server.client.get("/graphql", params={"query": question})
        change(database_url, "ALTER TABLE lot_away RENAME TO lot")
        whole = server.client.get("/graphql", params={"query": question})

    assert half.json()["data"]["lots"] is None
    assert is_not_kept(half)
    assert len(whole.json()["data"]["lots"]["nodes"]) == 20
    assert not is_not_kept(whole)


def test_an_import_while_serving_gives_new_answers_with_new_tags(database_url: str, tmp_path: Path) -> None:
    import_seed(database_url, SEED)
    with running_server(database_url, tmp_path) as server:
        before = server.client.get("/graphql", params={"query": TITLE})
        import_with_another_title(database_url, tmp_path)
        server.events(event="data revision", number=2)
        after = server.client.get(
            "/graphql", params={"query": TITLE}, headers={"if-none-match": before.headers["etag"]}
        )

    assert after.status_code == 200
    assert after.json()["data"]["programme"]["title"] == "Renamed"
    assert after.headers["etag"] != before.headers["etag"]
