"""Published files through the database and out again, compared field by field."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from exchange.ocds.export import export_ocds
from exchange.ocds.load import Wanted, import_ocds
from exchange.ocds.parsing import parsed
from exchange.ocds.processes import Chosen
from exchange.ocds.releases import COMPUTED
from tests.exchange.ocds.standard import SAMPLES, fields, needs_samples, wrong

COMPARED = {  # values in the file, how many of them come out equal, and where there are others than in the file
    "am_armeps_rel_6.json": (15805, 15805, set()),
    "md_bare_record_7contracts_amendment_shape.json": (
        2661,
        2527,
        # A bare record gets what a package must have, and what its releases come to is worked out anew: by the rules
        # of the standard lists of suppliers are merged by their ids, nulls left out, and a compiled release has an id
        # of its own.
        {"version", "uri", "publishedDate", "ocid", "compiledRelease", "versionedRelease"},
    ),
    "mx_jalisco_recpkg_SFIN-0016_6awards.json": (1562, 1562, set()),
    "oc_fictional_1.1_6releases_amend.json": (679, 679, set()),
    "ocdskit_real_release-package_encoding-iso-8859-1.json": (604, 604, {"version"}),  # one without it is 1.0
    "py_dncp_recpkg_274744_3contracts.json": (1063, 1063, {"version"}),
    "uk_contractsfinder_v1.0_b9f3037b-2015-s-27-45436.json": (133, 133, {"version"}),
}


@needs_samples
@pytest.mark.parametrize("name", COMPARED)
def test_a_published_file_comes_out_as_it_came_in(name: str, database_url: str, tmp_path: Path) -> None:
    content = (SAMPLES / name).read_bytes()
    came = _package(parsed(content.decode("cp1252" if "iso-8859" in name else "utf-8")))
    import_ocds(database_url, Wanted([SAMPLES / name], encoding="cp1252"))
    export_ocds(database_url, Chosen("", "records" in came), tmp_path / "out.json")
    went = parsed((tmp_path / "out.json").read_text())
    before, after = dict(fields(came)), dict(fields(went))

    equal = {path for path, value in before.items() if after.get(path) == value}
    others = {path for path in {*before, *after} - equal if before.get(path) != after.get(path)}
    assert (len(before), len(equal), {_short(path) for path in others}) == COMPARED[name]
    assert not set(wrong(_plain(went))) - set(wrong(_plain(came)))  # what the schema has against it came from outside


def _package(tree: Any) -> Any:
    """A file as a package, with the releases of each process in the order of their dates, as they go out."""
    if "compiledRelease" in tree:
        record = {name: tree.pop(name) for name in ("compiledRelease", "versionedRelease", "releases")}
        return tree | {"records": [record]}
    tree.get("releases", []).sort(key=lambda release: (release["ocid"], release["date"]))
    return tree


def _short(path: str) -> str:
    """A path without the places in lists; what is worked out by its name alone."""
    names = [name for name in path.split("/") if name not in {"", "records"} and not name.isdigit()]
    return names[0] if names[0] in COMPUTED else "/".join(names)


def _plain(tree: Any) -> Any:
    return json.loads(json.dumps(tree, default=float))
