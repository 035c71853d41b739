"""Loading a data set from a folder of YAML files, as a whole or not at all."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection

from analysis import derive
from db.batch import RowsRefusedError
from db.node import Record, records
from db.register import Register
from db.revision import Dataset, Revision
from db.table import table_of
from db.write import Origin, last_digest, record_revision, write
from db.writer import open_writer
from exchange.checks import check_set
from exchange.neighbours import check_gone, check_neighbours
from exchange.problems import Place, Problems, WrongValueError, one_of
from exchange.records import RecordReader, RowSet, refuse_rows
from exchange.table.mapping import FILE as MAPPING
from exchange.table.mapping import TableMapping, read_mapping
from exchange.table.trees import tree_of
from exchange.tree import read_tree

DATASET_FILE = "dataset.yaml"
TABLES = (".csv", ".xlsx")
MOST_BYTES = 64 * 1024 * 1024  # of one file


def import_seed(database_url: str, folder: Path, command: str = "import seed") -> Revision | None:
    """Make a data set in the database equal to a folder; None if there was nothing to change.

    The revision tells by which command that was.

    Raises ImportRefusedError, which carries every problem of the files, and DatabaseUnavailableError.
    """
    problems = Problems()
    files = _files(folder, problems)
    dataset = _dataset(files, problems)
    if dataset is None:
        check_set(_rows(files, problems), problems)
        problems.refuse()
    origin = Origin(_digest(files), f"{command} {folder.resolve().name}")
    with open_writer(database_url).begin() as connection:
        return _load(connection, dataset, files, origin, problems)


def _load(
    connection: Connection, dataset: Dataset, files: dict[str, bytes], origin: Origin, problems: Problems
) -> Revision | None:
    if not problems and last_digest(connection, dataset.name) == origin.digest:
        return None
    rows = _rows(files, problems)
    register = Register(connection, dataset.name)
    check_set(rows, problems)
    check_neighbours(rows, register, problems)
    if problems:
        problems.refuse()
    gone = register.settle(rows.records)
    check_gone(register, gone, problems)
    if problems:
        problems.refuse()
    ours = [row for key, row in rows.records.items() if not register.is_foreign(key)]
    try:
        written = write(register, dataset, ours, gone)
    except RowsRefusedError as error:
        refuse_rows(error, dataset.name)
    if not written.rows:
        return None
    derive(connection)
    return record_revision(connection, dataset.name, origin, written)


def _files(folder: Path, problems: Problems) -> dict[str, bytes]:
    """What the YAML files of the folder hold, by name; other files are left alone."""
    if not folder.is_dir():
        problems.add(Place(str(folder)), folder, "is not a folder", f"name the folder that holds {DATASET_FILE}")
        problems.refuse()
    files = {}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in {".yaml", ".yml"} and not path.name.startswith("."):
            try:
                files[path.name] = _content(path)
            except WrongValueError as error:
                problems.add(Place(path.name), path.name, error.wrong, error.mend)
    for table in _tables(files, Problems()):
        if (path := folder / table.file).parent == folder and path.is_file():
            files[table.file] = _content(path)
    return files


def _tables(files: dict[str, bytes], problems: Problems) -> list[TableMapping]:
    """The tables of the set, if some of its records stand in such."""
    tree = read_tree(MAPPING, files[MAPPING], problems) if MAPPING in files else None
    return read_mapping(tree, problems) if tree else []


def _content(path: Path) -> bytes:
    if not path.is_file():
        raise WrongValueError("is not a file", "put a file in its place, or take it away")
    try:
        if path.stat().st_size > MOST_BYTES:
            raise WrongValueError(f"has more than {MOST_BYTES} bytes", "split the data set")
        return path.read_bytes()
    except OSError as error:
        raise WrongValueError(f"cannot be read ({error.strerror})", "make it readable") from error


def _digest(files: dict[str, bytes]) -> str:
    each = (f"{name}\0{sha256(content).hexdigest()}\n" for name, content in sorted(files.items()))
    return sha256("".join(each).encode()).hexdigest()


def _dataset(files: dict[str, bytes], problems: Problems) -> Dataset | None:
    """The row of the data set itself; None, and problems, if its file is missing or wrong."""
    if DATASET_FILE not in files:
        problems.add(
            Place(DATASET_FILE), DATASET_FILE, "is missing", "write one with the set's name, title and licence"
        )
        return None
    before = len(problems)
    tree = read_tree(DATASET_FILE, files[DATASET_FILE], problems)
    row = RecordReader(problems).row(Dataset, tree) if tree else None
    if row is None or len(problems) > before:
        return None
    return Dataset.model_validate({"url": None, "language": None, "imported_at": "", **row.values})


def _rows(files: dict[str, bytes], problems: Problems) -> RowSet:
    """The records of all files."""
    models: dict[str, type[Record]] = {
        f"{table_of(model).name}.yaml": model for model in records().values() if not model.inline
    }
    reader = RecordReader(problems)
    unread = set()
    for name, content in files.items():
        if name in models:
            tree = read_tree(name, content, problems)
            if tree is None or not reader.read(models[name], tree):
                unread.add(models[name].__name__)
        elif name not in {DATASET_FILE, MAPPING} and not name.lower().endswith(TABLES):
            known = [*models, DATASET_FILE, MAPPING]
            problems.add(Place(name), name, "is not a file of a data set", one_of(name, known))
    for table in _tables(files, problems):
        if f"{table.of}.yaml" not in models:
            known = [name.removesuffix(".yaml") for name in models]
            problems.add(table.place, table.of, "is not a kind of record", one_of(table.of, known))
        elif table.file not in files:
            problems.add(table.place, table.file, "is not there", "put the table into the same folder")
        else:
            tree, whole = tree_of(table, files[table.file], problems)
            if not reader.read(models[f"{table.of}.yaml"], tree) or not whole:
                unread.add(models[f"{table.of}.yaml"].__name__)
    return RowSet(reader.rows, unread)
