"""A small data set with a record of every kind, as files that a test may change."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any

from sqlalchemy import select, text
from sqlmodel import SQLModel

from db.writer import open_writer

SMALL = {path.name: path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parent / "small").iterdir())}


def put(folder: Path, files: Mapping[str, str | bytes | None] = {}, **given: str | None) -> Path:
    """Write the small data set into a folder, with some files changed, or left out (None)."""
    wanted = {**SMALL, **files, **{f"{name}.yaml": content for name, content in given.items()}}
    folder.mkdir(exist_ok=True)
    for name, content in wanted.items():
        if content is None:
            (folder / name).unlink(missing_ok=True)
        elif isinstance(content, bytes):
            (folder / name).write_bytes(content)
        else:
            (folder / name).write_text(dedent(content), encoding="utf-8")
    return folder


def edited(file: str, *replacements: tuple[str, str]) -> dict[str, str]:
    """A file of the small set in which pieces of text are others."""
    content = SMALL[file]
    for old, new in replacements:
        assert content.count(old) == 1, f"{old!r} does not stand exactly once in {file}"
        content = content.replace(old, new)
    return {file: content}


def asked(url: str, sql: str, **parameters: object) -> list[tuple[Any, ...]]:
    """The rows that a statement gives."""
    with open_writer(url).begin() as connection:
        return [tuple(row) for row in connection.execute(text(sql), parameters)]


def done(url: str, *statements: str) -> None:
    """Change the database behind the back of every import."""
    with open_writer(url).begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def state(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that an import can change, table by table."""
    with open_writer(url).begin() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in SQLModel.metadata.sorted_tables
            if table.name != "currency"
        }
