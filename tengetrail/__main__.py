"""`python -m tengetrail` is `tengetrail`."""

from __future__ import annotations

from tengetrail.cli import main

if __name__ == "__main__":  # the processes of a server load this file, too
    main()
