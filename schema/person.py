"""People who speak in sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import db
from schema.declare import column, day, listed, many, one
from schema.entity import entity
from schema.node import Node

if TYPE_CHECKING:
    from db.person import ContributorRole
    from schema.claim import Citation, Claim, Source
    from schema.organization import Organization
    from schema.page import Connection
    from schema.territory import Territory
    from schema.values import PartialDate


@entity(db.Post, "A post that a person held for a time.")
class Post:
    title: str = column(db.Post.title, "What the post is called.")
    organization: Organization | None = one("Organization", db.Post.organization_id, "The body that it is in.")
    territory: Territory | None = one("Territory", db.Post.territory_id, "The place that it is for.")
    from_: PartialDate | None = day(db.Post.valid_from, "Since when it is known to be held; null if not known.")
    to: PartialDate | None = day(db.Post.valid_to, "Until when it is known to be held; null if not known.")
    citation: Citation = one("Citation", db.Post.citation_id, "Where this is taken from.")


@entity(db.Contributor, "A person's part in a source.")
class Contributor:
    person: Person = one("Person", db.Contributor.person_id, "The person.")
    source: Source = one("Source", db.Contributor.source_id, "The source.")
    role: ContributorRole = column(db.Contributor.role, "Wrote it, helped with it, or said it.")


@entity(db.Person, "A person in a public role. Nothing private is kept of anybody.")
class Person(Node):
    name: str = column(db.Person.name, "The name, as sources print it.", filter=True)
    posts: list[Post] = listed("Post", db.Post.person_id, order=[db.Post.id], description="The posts that are known.")
    contributions: list[Contributor] = listed(
        "Contributor", db.Contributor.person_id, order=[db.Contributor.id], description="The sources it has a part in."
    )
    asserts: Connection[Claim] = many("Claim", db.Claim.asserter_id, description="What the person is reported to say.")
