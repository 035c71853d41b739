"""How far the money of a record came: the last stage that anything which hangs on it reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.codes import ProcurementStatus
from db.coverage import Stage
from schema.entity import ENTITIES
from schema.kinds import Many

VOID = (ProcurementStatus.CANCELLED, ProcurementStatus.UNSUCCESSFUL)  # awards and contracts name them alike


@dataclass(frozen=True)
class Stages:
    """The lists along which money goes on from a record, one for each stage, to what was paid."""

    onward: tuple[Many, ...]

    @property
    def codes(self) -> Sequence[Stage]:
        """The stage of the record itself, and those that may follow."""
        return list(Stage)[-len(self.onward) - 1 :]

    def key(self, number: str) -> str:
        """The last stage that the record with a number came to, in SQL that both databases read."""
        own, *later = self.codes
        reached = "".join(
            f" WHEN {exists(self.onward[: place + 1], number)} THEN '{code}'"
            for place, code in reversed(list(enumerate(later)))
        )
        return f"CASE{reached} ELSE '{own}' END"


def exists(onward: Sequence[Many], number: str, depth: int = 1) -> str:
    """Whether anything stands at the end of lists that start at a record; what was called off leads nowhere."""
    first, *rest = onward
    row, link = f"y{depth}", first.column
    found = f"{row}.{first.onward.name if first.onward is not None else 'id'}"
    wanted = [f"{row}.{link.name} = {number}", *standing(first, found)]
    if rest:
        wanted.append(exists(rest, found, depth + 1))
    return f'EXISTS(SELECT 1 FROM "{link.table.name}" {row} WHERE {" AND ".join(wanted)})'  # noqa: S608  # names of ours


def standing(declared: Many, number: str) -> list[str]:
    """That a record of a list, if its kind has a status, was not called off."""
    table = ENTITIES[declared.target].table
    if "status" not in table.c:
        return []
    called_off = ",".join(f"'{code}'" for code in VOID)
    status = f'(SELECT z.status FROM "{table.name}" z WHERE z.id = {number})'  # noqa: S608  # names of ours
    return [f"coalesce({status},'') NOT IN ({called_off})"]
