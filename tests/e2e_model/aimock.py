"""CopilotKit's aimock as a process: an OpenAI-compatible server that is not ours.

https://github.com/CopilotKit/aimock
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest

PROGRAM = Path(sys.prefix) / "npm-model/node_modules/.bin/llmock"
"""Where ``make e2e-model`` puts it."""

LISTENS = "listening on "


@contextmanager
def aimock(folder: Path, fixtures: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The address, up to ``/v1``, of a server that answers as these fixtures say."""
    file = folder / "fixtures.json"
    file.write_text(json.dumps({"fixtures": fixtures}))
    with subprocess.Popen(
        [str(PROGRAM), "--port=0", f"--fixtures={file}", "--validate-on-load", "--strict"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            yield f"{_address(process)}/v1"
        finally:
            process.kill()


def asked(address: str) -> list[Mapping[str, Any]]:
    """The bodies of all requests to the server at this address, as its journal has them."""
    journal = httpx2.get(f"{address.removesuffix('/v1')}/__aimock/journal", trust_env=False)
    return [entry["body"] for entry in journal.json()]


def _address(process: subprocess.Popen[str]) -> str:
    said = ""
    for line in process.stdout or ():
        said += line
        if LISTENS in line:
            return line.partition(LISTENS)[2].strip()
    return pytest.fail(f"aimock does not start: {said}")
