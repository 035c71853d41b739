"""Lets datasette-graphql read our columns: generated ones, days, and whole numbers above 2,147,483,647."""

import graphene
from datasette_graphql import utils
from sqlite_utils.db import Column, Queryable


def columns(table):
    rows = table.db.execute(f"PRAGMA table_xinfo([{table.name}])").fetchall()
    return [Column(*row[:6]) for row in rows]


utils.types[int] = graphene.BigInt()
utils.types[float] = graphene.String()  # which it takes DATE for; we have no other such columns
Queryable.columns = property(columns)
