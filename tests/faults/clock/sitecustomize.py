"""A clock that a test sets, for every Python process that has this folder in its PYTHONPATH.

The file that HEADWAY_TEST_CLOCK names says how many seconds this process's clock is ahead of the
machine's; it is looked at ten times a second. Only the time of day is changed, as by somebody who
sets a machine's clock: what counts seconds (``time.monotonic``) goes on as it did.
"""

import os
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import time_machine

LOOKS = 0.1


def follow(file: Path) -> None:
    """Set this process's clock, and set it again whenever the file says something else."""
    ahead = float(file.read_text())
    travel = time_machine.travel(datetime.now(UTC) + timedelta(seconds=ahead), tick=True)
    clock = travel.start()

    def look() -> None:
        nonlocal ahead
        while True:
            time.sleep(LOOKS)
            now = float(file.read_text() or ahead)
            if now != ahead:
                clock.shift(timedelta(seconds=now - ahead))
                ahead = now

    threading.Thread(target=look, daemon=True).start()


if name := os.environ.get("HEADWAY_TEST_CLOCK"):
    follow(Path(name))
