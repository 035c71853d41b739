"""Ways through a data set that lead back to where they began."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import islice, pairwise
from typing import NamedTuple

from analysis.succession import successions
from db.change_event import ChangeEventParticipant, ParticipantRole
from db.node import RecordKey
from db.table import Table, table_of
from exchange.problems import MOST, Place, Problems
from exchange.records import PlacedRow, ends, having, starts


class Edge(NamedTuple):
    """One record leads to another; the row that says so."""

    source: RecordKey
    target: RecordKey
    row: PlacedRow
    column: str

    @property
    def place(self) -> Place:
        return self.row.at(self.column)


def check_circles(model: type[Table], rows: Sequence[PlacedRow], problems: Problems) -> None:
    """Note what runs in circles and must not."""
    for edges in _graphs(model, rows):
        for way in islice(_circles_in_time(edges), MOST):
            names = " > ".join(str(record) for record in (way[0].source, *(edge.target for edge in way)))
            places = ", ".join(str(edge.place) for edge in way)
            problems.add(way[0].place, names, f"runs in a circle (by {places})", "take one of these steps away")


def circles(edges: Iterable[Edge]) -> Iterator[list[Edge]]:
    """Ways that lead back to where they began, each record in one of them at most."""
    rows = {(edge.source, edge.target): edge for edge in edges}
    graph: dict[RecordKey, list[RecordKey]] = defaultdict(list)
    for source, target in rows:
        graph[source].append(target)
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            way = error.args[1]
            steps = [rows[source, target] for target, source in reversed(list(pairwise(way)))]
            first = min(range(len(steps)), key=lambda step: steps[step].place)
            yield steps[first:] + steps[:first]
            for record in way:
                graph.pop(record, None)
        else:
            return


def _graphs(model: type[Table], rows: Sequence[PlacedRow]) -> Iterator[list[Edge]]:
    """What must not run in circles: references within one table, links between two records, and successions."""
    table = table_of(model)
    for column in table.columns:
        if any(key.column.table is table for key in column.foreign_keys):
            yield [
                Edge(row.key, row.values[column.name], row, column.name) for row in having(rows, "slug", column.name)
            ]
    if model.acyclic:
        source, target = model.acyclic
        yield [Edge(row.values[source], row.values[target], row, target) for row in having(rows, source, target)]
    if model is ChangeEventParticipant:
        yield list(_successions(rows))


def _successions(rows: Sequence[PlacedRow]) -> Iterator[Edge]:
    """Who came after whom because that one ended: a body that goes on may take back what was split from it."""
    events: dict[RecordKey, list[PlacedRow]] = defaultdict(list)
    for row in having(rows, "change_event_id", "participant_id", "role"):
        events[row.values["change_event_id"]].append(row)
    for event in events.values():
        roles = {(row.values["role"], row.values["participant_id"]): row for row in event}
        resulting = {record for role, record in roles if role == ParticipantRole.RESULTING}
        ended = {record for role, record in roles if role == ParticipantRole.ORIGINAL} - resulting
        for before, after in successions(ended, resulting):
            yield Edge(before, after, roles[ParticipantRole.ORIGINAL, before], "participant_id")


def _circles_in_time(edges: Sequence[Edge]) -> Iterator[list[Edge]]:
    """Circles; where steps have times, only those of which all steps hold on one day."""
    if next(circles(edges), None) is None:
        return
    if "valid_from" not in table_of(edges[0].row.model).c:
        yield from circles(edges)
        return
    told = set()
    for day in sorted({starts(edge.row) for edge in edges}):
        for way in circles(edge for edge in edges if starts(edge.row) <= day < ends(edge.row)):
            records = frozenset(edge.source for edge in way)
            if records not in told:
                told.add(records)
                yield way
