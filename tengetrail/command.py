"""What all commands share: settings, exit codes, and errors in words for whoever typed the command."""

from __future__ import annotations

from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tengetrail.settings import Settings

SEED = Path(__file__).resolve().parent.parent / "seed_data"


class Exit(IntEnum):
    """What a script can tell from how the command ended."""

    REFUSED = 1
    USAGE = 2
    UNUSABLE = 3
    UNFORESEEN = 4


class CommandError(Exception):
    """What stops a command, in words for whoever typed it."""

    def __init__(self, cause: str, mend: str, code: Exit) -> None:
        super().__init__(cause)
        self.cause = cause
        self.mend = mend
        self.code = code


def settings_of(**given: Any) -> Settings:
    """The settings of the environment, with what was given on the command line on top."""
    from pydantic import ValidationError
    from pydantic_settings import SettingsError

    from tengetrail.settings import Settings

    mend = "Give it another value, or leave it out; docs/settings.md lists all settings."
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except SettingsError as error:
        raise CommandError(f"A setting cannot be read: {error}.", mend, Exit.USAGE) from error
    except ValidationError as error:
        first = error.errors()[0]
        name = "__".join(str(part) for part in first["loc"]).upper()
        cause = f"{name}={first['input']} does not fit: {first['msg'].lower()}."
        raise CommandError(cause, mend, Exit.USAGE) from error
