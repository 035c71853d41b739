"""`python -m tengetrail` is `tengetrail`."""

from __future__ import annotations

from tengetrail.cli import main

main()
