"""Every knob, with its unit; each is an environment variable of the same name in capital letters.

The limits are nested: `LIMITS__TOKENS=4000` sets `limits.tokens`.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Limits(BaseModel):
    """What one request may ask for; every limit is named, with the actual value, in the error that it causes."""

    body: int = Field(default=262_144, gt=0, description="Bytes of a request's body.")
    tokens: int = Field(default=2_000, gt=0, description="Words and signs of a document.")
    depth: int = Field(default=12, gt=0, description="Entities below each other; edges, node and pageInfo add nothing.")
    introspection_depth: int = Field(
        default=20, gt=0, description="Fields below each other in a question on the schema."
    )
    aliases: int = Field(default=30, ge=0, description="Fields that a document gives another name.")
    root_fields: int = Field(default=20, gt=0, description="Fields at the top of an operation.")
    directives: int = Field(default=50, ge=0, description="Directives of a document.")
    fields: int = Field(default=500, gt=0, description="Fields of an operation after its fragments are laid out.")
    list_items: int = Field(default=250, gt=0, description="Items of one list argument.")
    default_page: int = Field(default=20, gt=0, description="Rows of a list where neither first nor last is given.")
    page: int = Field(default=200, gt=0, description="Rows of a list at most.")
    nodes: int = Field(default=100_000, gt=0, description="Rows that an operation could touch, by the fullest lists.")
    statement_seconds: float = Field(default=1.0, gt=0, description="Seconds of one SQL statement.")
    request_seconds: float = Field(default=10.0, gt=0, description="Seconds of one request.")


class Caching(BaseModel):
    """For how long answers may be used again; each process keeps its own, and a new revision forgets them all."""

    bytes: int = Field(
        default=16_777_216, ge=0, description="Bytes of memory for the answers that a process keeps; 0 keeps none."
    )
    max_age: int = Field(
        default=60, ge=0, description="Seconds for which browsers and proxies may use an answer without asking again."
    )


class Downloads(BaseModel):
    """Whole lists as files, and Open Contracting data: they take the database longer than any question may."""

    at_once: int = Field(
        default=8, ge=0, description="Files that a process sends at a time; others are asked to come again. 0: none."
    )
    seconds: float = Field(default=3600.0, gt=0, description="Seconds that sending one may take.")


class Settings(BaseSettings):
    """The settings of a server or a command."""

    model_config = SettingsConfigDict(env_nested_delimiter="__", extra="ignore")

    database_url: str = Field(
        default="sqlite:///data/tengetrail.sqlite3",
        description="Where the data are: sqlite:///FILE, or postgresql://USER:PASSWORD@HOST/NAME.",
        repr=False,
    )
    database_read_url: str | None = Field(
        default=None,
        description="Where the server reads, if elsewhere: a replica of DATABASE_URL, which it then needs no more.",
        repr=False,
    )
    host: str = Field(default="127.0.0.1", description="Address that the server listens on.")
    port: int = Field(default=8000, ge=0, le=65_535, description="Port that the server listens on; 0 takes a free one.")
    log_level: str = Field(default="INFO", description="DEBUG, INFO, WARNING or ERROR.")
    workers: int = Field(default=1, ge=1, le=64, description="Processes that answer; one a core is enough.")
    trusted_documents: Path | None = Field(
        default=None,
        description="Folder of .graphql files, or JSON file of ids and texts, that clients may ask by `documentId`.",
    )
    trusted_documents_only: bool = Field(
        default=False, description="Whether nothing but trusted documents is answered."
    )
    ocid_prefix: str = Field(
        default="tengetrail-",
        min_length=1,
        description="What stands before the slug of a process without an ocid, in Open Contracting data that go out.",
    )
    backups: Path = Field(default=Path("data/backups"), description="Folder of backups that are not told where to go.")
    cache: Caching = Field(default_factory=Caching, description="For how long answers may be used again.")
    downloads: Downloads = Field(default_factory=Downloads, description="Whole lists as files.")
    limits: Limits = Field(default_factory=Limits, description="What one request may ask for.")

    @property
    def reading_url(self) -> str:
        """Where questions are answered from."""
        return self.database_read_url or self.database_url
