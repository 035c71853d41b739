"""What the bodies that have a part in a programme were called when it began."""

from __future__ import annotations

from sqlalchemy import Connection, select

from analysis.current_name import dated_names, name_on
from analysis.derived import store_columns
from db.organization import Organization
from db.participation import Participation
from db.programme import Programme
from db.table import table_of


def derive_participant_names(connection: Connection) -> None:
    """Keep the name of every participation; of a programme whose beginning is not known, the latest name."""
    participation, programme, body = (table_of(model) for model in (Participation, Programme, Organization))
    query = (
        select(participation.c.id, body.c.id, body.c.name, programme.c.period_start)
        .join(programme, programme.c.id == participation.c.programme_id)
        .join(body, body.c.id == participation.c.organization_id)
    )
    names = dated_names(connection)
    wanted = {
        number: (latest if start is None else name_on(names.get(owner, ()), start, latest),)
        for number, owner, latest, start in connection.execute(query)
    }
    store_columns(connection, participation, ("name",), wanted)
