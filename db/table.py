"""What every table shares: its name, made from the name of its class."""

from __future__ import annotations

import re
from typing import Any

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

    @declared_attr.directive
    def __tablename__(cls) -> Any:  # noqa: N805  # SQLAlchemy hands over the class
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()
