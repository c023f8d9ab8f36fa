"""Microsoft's Agents Playground as a process: a Teams with one team, on this machine."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.e2e.browsing import free_port
from tests.e2e_teams.tenant import config

PROGRAM = Path(sys.prefix) / "npm-teams/node_modules/.bin/agentsplayground"
"""Where ``make e2e-teams`` puts it."""


@contextmanager
def playground(folder: Path, *, bot: int) -> Iterator[str]:
    """The address of a Playground whose bot listens on that port of this machine."""
    settings = folder / "playground.yml"
    settings.write_text(json.dumps(config()))  # which is YAML, too
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(
        [
            *(str(PROGRAM), "start", "--channel-id=msteams", "--disable-telemetry"),
            *(f"--app-endpoint=http://127.0.0.1:{bot}/api/messages", f"--port={port}"),
            f"--service-url={address}/_connector",
        ],
        cwd=folder,
        env={
            **os.environ,
            "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(settings),
            "TEAMSAPPTESTER_BROWSER": "none",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            said = process.stdout.readline() if process.stdout else ""
            if said.strip() != f"Listening on {port}":
                pytest.fail(f"The Playground does not start: {said}")
            yield address
        finally:
            process.kill()
