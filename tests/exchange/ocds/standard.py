"""The standard's own schema, where it is beside the project, and what it finds wrong with packages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

SAMPLES = Path(__file__).parents[4] / "shared" / "samples" / "ocds"
SCHEMAS = SAMPLES / "schema"
VERSIONED = "https://standard.open-contracting.org/schema/1__1__5/versioned-release-validation-schema.json"

needs_schema = pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the standard's schema is not beside the project")
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the published sample files are not beside the project")


def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SCHEMAS / f"{name}-schema.json").read_text(encoding="utf-8"))
    return found


@cache
def _validator(name: str) -> jsonschema_rs.Draft4Validator:
    resources = [(schema(each)["id"], schema(each)) for each in ("release", "release-package", "record-package")]
    whole = jsonschema_rs.Registry([*resources, (VERSIONED, {})], draft=jsonschema_rs.Draft4)
    return jsonschema_rs.Draft4Validator(schema(name), registry=whole, validate_formats=True)


def wrong(package: dict[str, Any]) -> list[str]:
    """What the schema of release packages or record packages, formats included, has against a package."""
    name = "record-package" if "records" in package else "release-package"
    return sorted(error.message for error in _validator(name).iter_errors(package))


def fields(tree: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Each value of a document with its path, to compare documents field by field."""
    if isinstance(tree, dict) and tree:
        for name, value in tree.items():
            yield from fields(value, f"{path}/{name}")
    elif isinstance(tree, list) and tree:
        for place, value in enumerate(tree):
            yield from fields(value, f"{path}/{place}")
    else:
        yield path, repr(tree)
