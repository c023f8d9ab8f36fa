"""Riverbend in the Playground's tenant, and Headway as the process that serves it."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import yaml

from tests.e2e.browsing import free_port, wait_for
from tests.e2e_teams.tenant import LEADERSHIP, NUMBERS, TEAM, TENANT, Json, entra_id
from tests.faults.district import PATIENCE, SUNDAY, District

PARTNERSHIP = Path(__file__).parents[1] / "data/riverbend.yaml"


class Riverbend(District):
    """One database; its clock stands on the Sunday before the first check-in until it is set."""

    def load(self) -> None:
        """Make the database and load the partnership."""
        file = self.file.with_name("riverbend.yaml")
        file.write_text(yaml.safe_dump(partnership()))
        self.run("migrate")
        self.set_clock(SUNDAY)
        self.run("load", str(file))

    def copy(self, folder: Path) -> "Riverbend":
        """The same in another folder."""
        other = Riverbend(folder)
        self.copy_to(other)
        return other

    def set_clock(self, at: str) -> None:
        """See ``District.set_clock``."""
        with ThreadPoolExecutor() as other_loop:  # Playwright runs one in this thread
            other_loop.submit(super().set_clock, at).result()

    @contextmanager
    def served(self) -> Iterator[int]:
        """The port of ``headway serve --local-teams``; what it logs goes to a failed test."""
        port = free_port()
        process = self.start(
            *("serve", "--local-teams"),
            HEADWAY_HOST="127.0.0.1",
            HEADWAY_PORT=str(port),
            HEADWAY_TICK_SECONDS="1",
        )
        try:
            wait_for(port)
            yield port
        finally:
            _stop(process)
        assert process.returncode == 0


def partnership() -> Json:
    """Riverbend's own file with the Playground's ids; who is not in Teams has none."""
    file: Json = yaml.safe_load(PARTNERSHIP.read_text())
    for workspace in file["workspaces"].values():
        workspace.update(platform="teams", id=TENANT)
    file["channels"]["leadership"]["id"] = LEADERSHIP
    file["channels"]["partner"]["id"] = TEAM
    for person in file["people"]:
        person.pop("user", None)
        if person["key"] in NUMBERS:
            person["user"] = entra_id(person["key"])
    return file


def _stop(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGINT)
    for told in process.communicate(timeout=PATIENCE):
        sys.stdout.write(told)
