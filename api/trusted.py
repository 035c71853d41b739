"""Trusted documents: texts that whoever runs the server knows, asked by the digest of their text."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

import orjson

from api.replies import HttpError
from engine.document import read_document
from engine.errors import RequestError
from engine.vocabulary import Vocabulary
from schema.entity import ENTITIES
from schema.public import core
from tengetrail.settings import Limits, Settings

PREFIX = "sha256:"


class TrustedDocumentsError(Exception):
    """A file of trusted documents that cannot be used; the text says where and why."""


@dataclass(frozen=True, slots=True)
class Trusted:
    """Texts by their ids; with `only`, nothing else is answered."""

    texts: Mapping[str, str] = field(default_factory=dict)
    only: bool = False

    def text(self, identity: str) -> str:
        """The text with this id; raises HttpError with 404 if it is not known here."""
        found = self.texts.get(identity)
        if found is None:
            message = (
                f"There is no trusted document {identity[:80]!r} here; send its text as 'query' instead, or have it "
                "added by whoever runs this server."
            )
            raise HttpError(HTTPStatus.NOT_FOUND, "TRUSTED_DOCUMENT_NOT_FOUND", message)
        return found

    def check(self, text: str) -> None:
        """Raise HttpError with 403 if this text may not be asked."""
        if self.only and identity_of(text) not in self.texts:
            message = (
                "Only trusted documents are answered here: ask by 'documentId', or ask a text that is one of them."
            )
            raise HttpError(HTTPStatus.FORBIDDEN, "TRUSTED_DOCUMENTS_ONLY", message)


def identity_of(text: str) -> str:
    """The id of a document: the digest of its text, to the letter."""
    return PREFIX + hashlib.sha256(text.encode()).hexdigest()


def trusted_documents(settings: Settings) -> Trusted:
    """Read a folder of .graphql files, or a JSON file of ids and texts; raises TrustedDocumentsError."""
    path, only = settings.trusted_documents, settings.trusted_documents_only
    if path is None:
        if only:
            raise TrustedDocumentsError("TRUSTED_DOCUMENTS_ONLY is set, but TRUSTED_DOCUMENTS names no file or folder")
        return Trusted()
    try:
        texts = _of_folder(path) if path.is_dir() else _of_file(path)
    except (OSError, UnicodeDecodeError) as error:
        raise TrustedDocumentsError(f"{path}: {error}") from error
    if not texts:
        raise TrustedDocumentsError(f"{path}: there is no document in it")
    _check_documents(path, texts, settings.limits)
    return Trusted(texts, only)


def _check_documents(path: Path, texts: Mapping[str, str], limits: Limits) -> None:
    """What could never be answered is told at the start."""
    vocabulary = Vocabulary(core(), ENTITIES)
    for identity, text in texts.items():
        try:
            read_document(vocabulary, text, limits)
        except RequestError as error:
            raise TrustedDocumentsError(f"{path}: {identity}, which begins with {text[:60]!r}: {error}") from error


def _of_folder(folder: Path) -> dict[str, str]:
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.graphql")))
    return {identity_of(text): text for text in texts}


def _of_file(path: Path) -> dict[str, str]:
    try:
        found = orjson.loads(path.read_bytes())
    except orjson.JSONDecodeError as error:
        raise TrustedDocumentsError(f"{path}: not JSON in UTF-8: {error}") from error
    if not isinstance(found, dict):
        raise TrustedDocumentsError(f"{path}: not an object of ids and texts")
    return dict(_checked(path, identity, text) for identity, text in found.items())


def _checked(path: Path, identity: str, text: object) -> tuple[str, str]:
    """An id with the prefix, and its text, if they belong together; manifests of other tools leave the prefix out."""
    if not isinstance(text, str):
        raise TrustedDocumentsError(f"{path}: {identity}: not a text")
    right = identity_of(text)
    if identity not in {right, right.removeprefix(PREFIX)}:
        raise TrustedDocumentsError(f"{path}: {identity}: the digest of this text is {right}")
    return right, text
