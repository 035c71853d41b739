"""What every table shares: its name, made from the name of its class, and what data files need to know of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

import sqlalchemy
from sqlalchemy.orm import declared_attr
from sqlmodel import SQLModel


def _checked_column(constraint: Any, _table: Any) -> str:
    return str(next(iter(constraint.columns)).name)


SQLModel.metadata.naming_convention = {
    "checked_column": _checked_column,
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(checked_column)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Table(SQLModel):
    """A table named like its class: `BudgetLine` is `budget_line`."""

    derived: ClassVar[frozenset[str]] = frozenset()  # columns that an import works out; no data file writes them
    accepts: ClassVar[Mapping[str, tuple[str, ...]]] = {}  # column that refers to any node -> the types that fit
    acyclic: ClassVar[tuple[str, ...]] = ()  # two columns: no way leads from what the first names back to it
    disjoint: ClassVar[tuple[str, ...]] = ()  # rows alike in these columns hold at different times
    disjoint_if: ClassVar[Mapping[str, object]] = {}  # ... if they have these values

    @declared_attr.directive
    def __tablename__(cls) -> Any:  # noqa: N805  # SQLAlchemy hands over the class
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


def table_of(model: type[Table]) -> sqlalchemy.Table:
    """The table behind a class."""
    return SQLModel.metadata.tables[str(model.__tablename__)]
