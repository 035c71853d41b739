"""Keep a copy of one kind of record in an SQLite file, equal to what a Tenge Trail server has.

    python mirror.py https://trail.example copy.sqlite3 Lot lots "slug status value { amount currency }"

The first run reads the whole list, every later one only what imports did since then. It may be stopped at any moment
and goes on where it was. The table `record` holds a row for each record: its kind, its id, and its fields as JSON.
Needs Python 3.9 or later, and nothing else.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
import time
from typing import Any, NamedTuple
from urllib.error import HTTPError
from urllib.request import Request, urlopen

TABLES = """
    CREATE TABLE IF NOT EXISTS record (kind TEXT, id TEXT, fields TEXT, PRIMARY KEY (kind, id)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS place (
        kind TEXT PRIMARY KEY, asked TEXT, revision INTEGER, cursor TEXT, listed TEXT, complete INTEGER
    );"""
NOW = "{ revision { number cursor } }"
LIST = """
    query ($first: Int, $after: String) {{
      page: {list}(first: $first, after: $after) {{
        nodes {{ id_of_record: id {fields} }} pageInfo {{ hasNextPage endCursor }}
      }}
    }}"""
FEED = """
    query ($first: Int, $after: String, $kind: String) {{
      revision {{ number cursor }}
      page: changes(first: $first, after: $after, filter: {{ type: {{ eq: $kind }} }}) {{
        nodes {{ recordId node {{ ... on {kind} {{ {fields} }} }} }} pageInfo {{ hasNextPage endCursor }}
      }}
    }}"""
TRIES = 5


class Wanted(NamedTuple):
    """What is copied: a kind of record, the list of all of them, and the fields of each."""

    kind: str
    list: str
    fields: str

    def query(self, text: str) -> str:
        return text.format(**self._asdict())


class Place(NamedTuple):
    """How far a copy is: up to which revision of the feed, and in the list, as long as that is being read."""

    revision: int
    cursor: str
    listed: str | None
    complete: bool


class Mirror:
    """A copy in a file. Each page of a server's answers is written together with the place that it reaches."""

    def __init__(self, server: str, file: str, wanted: Wanted, size: int) -> None:
        self.server, self.wanted, self.size = server.rstrip("/"), wanted, size
        self.copy = sqlite3.connect(file, isolation_level=None)
        self.copy.executescript(TABLES)

    def follow(self) -> Place | None:
        """Make the copy equal to what the server has; None if the server has nothing yet."""
        place = self.place() or self.begin()
        while place and not place.complete:
            place = self.read_list(place)
        more = place is not None
        while place and more:
            place, more = self.read_feed(place)
        return place

    def begin(self) -> Place | None:
        """Remember where the feed ends before the list is read: what happens meanwhile is told by the feed."""
        now = self.ask(NOW)["revision"]
        if now is None:
            return None
        place = Place(now["number"], now["cursor"], None, complete=False)
        self.write({}, place, anew=True)
        return place

    def read_list(self, place: Place) -> Place:
        page = self.ask(self.wanted.query(LIST), first=self.size, after=place.listed)["page"]
        place = place._replace(listed=page["pageInfo"]["endCursor"], complete=not page["pageInfo"]["hasNextPage"])
        self.write({node.pop("id_of_record"): node for node in page["nodes"]}, place)
        return place

    def read_feed(self, place: Place) -> tuple[Place, bool]:
        """Take over a page of changes: each names a record, and gives it as it is now, or null if it is gone."""
        answer = self.ask(self.wanted.query(FEED), first=self.size, after=place.cursor, kind=self.wanted.kind)
        now, page = answer["revision"], answer["page"]
        if now is None or now["number"] < place.revision:
            raise SystemExit("The server has less than it had: it was set up anew. Begin with a new file.")
        more = page["pageInfo"]["hasNextPage"]
        place = place._replace(revision=now["number"], cursor=page["pageInfo"]["endCursor"] if more else now["cursor"])
        self.write({change["recordId"]: change["node"] for change in page["nodes"]}, place)
        return place, more

    def place(self) -> Place | None:
        """Where the copy is; None if there is none of these fields."""
        found = self.copy.execute(
            "SELECT revision, cursor, listed, complete FROM place WHERE kind = ? AND asked = ?",
            (self.wanted.kind, self.wanted.fields),
        ).fetchone()
        return Place(*found) if found else None

    def write(self, records: dict[str, Any], place: Place, *, anew: bool = False) -> None:
        kind = self.wanted.kind
        self.copy.execute("BEGIN IMMEDIATE")
        with self.copy:
            if anew:
                self.copy.execute("DELETE FROM record WHERE kind = ?", (kind,))
            for number, fields in records.items():
                if fields is None:
                    self.copy.execute("DELETE FROM record WHERE kind = ? AND id = ?", (kind, number))
                else:
                    row = (kind, number, json.dumps(fields, ensure_ascii=False))
                    self.copy.execute("INSERT OR REPLACE INTO record VALUES (?, ?, ?)", row)
            reached = (kind, self.wanted.fields, *place)
            self.copy.execute("INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?, ?, ?)", reached)

    def ask(self, query: str, **variables: object) -> dict[str, Any]:
        """The answer to a question; a server that is busy is asked again when it says."""
        body = json.dumps({"query": query, "variables": variables}).encode()
        request = Request(f"{self.server}/graphql", body, {"Content-Type": "application/json"})
        for attempt in range(1, TRIES + 1):
            try:
                with urlopen(request, timeout=60) as response:
                    answer = json.load(response)
                    break
            except HTTPError as error:
                if error.code not in {429, 503} or attempt == TRIES:
                    raise SystemExit(f"{error.code}: {error.read().decode(errors='replace')}") from error
                time.sleep(float(error.headers.get("Retry-After", attempt)))
        if "errors" in answer:
            raise SystemExit(json.dumps(answer["errors"], ensure_ascii=False, indent=2))
        data: dict[str, Any] = answer["data"]
        return data


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("server", help="such as http://127.0.0.1:8000")
    arguments.add_argument("file", help="the SQLite file, which is made if it is missing")
    arguments.add_argument("kind", help="the kind of record, as the schema calls it, such as Lot")
    arguments.add_argument("list", help="the list of all of them, such as lots")
    arguments.add_argument("fields", help="what of them is copied, as GraphQL")
    arguments.add_argument("--page", type=int, default=200, help="records in one answer")
    given = arguments.parse_args()
    wanted = Wanted(given.kind, given.list, given.fields)
    place = Mirror(given.server, given.file, wanted, given.page).follow()
    state = f"{wanted.kind}: equal to revision {place.revision}." if place else "The server has no data yet."
    sys.stdout.write(f"{state}\n")


if __name__ == "__main__":
    main()
