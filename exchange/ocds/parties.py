"""The bodies that a release names, each of them once, with its roles."""

from __future__ import annotations

from exchange.ocds.held import Held, Row
from exchange.ocds.releases import Tree


class Parties:
    """The bodies of one release."""

    def __init__(self, held: Held, language: str | None) -> None:
        """`language` is that of the release."""
        self._held, self._language = held, language
        self._roles: dict[int, list[str]] = {}

    def reference(self, role: str, body: int) -> Tree:
        """What names a body, which has this role."""
        roles = self._roles.setdefault(body, [])
        if role not in roles:
            roles.append(role)
        return self._named(body)

    def all(self) -> list[Tree]:
        """All bodies that were named, with what identifies them and their names in other languages."""
        return [self._party(body, roles) for body, roles in self._roles.items()]

    def _party(self, body: int, roles: list[str]) -> Tree:
        identifiers = [{"scheme": row["scheme"], "id": row["value"]} for row in self._held.identifiers[body]]
        told = self._named(body)
        for name in sorted(self._held.names[body], key=_best):
            if name["language"] != self._language and name["valid_to"] is None:
                told.setdefault(f"name_{name['language'].lower()}", name["text"])
        if identifiers:
            told["identifier"], *others = identifiers
            told |= {"additionalIdentifiers": others} if others else {}
        return {**told, "roles": roles}

    def _named(self, body: int) -> Tree:
        """Its id, and the latest of its names; one without a name is called by its slug only here."""
        name = {"name": self._held.bodies[body]["name"]} if self._held.names[body] else {}
        return {"id": self._id(body), **name}

    def _id(self, body: int) -> str:
        """Its number in a register, and else the slug by which it is known here."""
        identifiers = self._held.identifiers[body]
        slug: str = self._held.bodies[body]["slug"]
        return f"{identifiers[0]['scheme']}-{identifiers[0]['value']}" if identifiers else slug


def _best(name: Row) -> tuple[int, str]:
    return name["preference"], name["text"]
