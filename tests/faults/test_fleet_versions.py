"""Two versions of Headway on one database, while the older one is replaced without a stop."""

import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from storage.migrate import known
from tests.faults.commands import Promises
from tests.faults.conftest import Report
from tests.faults.fleet import PATIENCE, REPOSITORY, SOME, Running, ready, struck, wait_until

LATER = '''"""What the next version adds."""

import sqlalchemy as sa
from alembic import op

from storage.columns import TEXT

revision = "9999"
down_revision = "{newest}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A column of a table that is written all the time, and a table of its own."""
    urgency = sa.Column("urgency", sa.Integer(), nullable=False, server_default="0")
    op.add_column("deliveries", urgency)
    op.create_table("later", sa.Column("key", TEXT, primary_key=True))
'''
SLOW = 60
"""Messages a minute to each district, so that there is something left to send all the while."""
FIELD = "    changed_at: datetime\n"
ADDED = FIELD + "    urgency: int = 0\n"


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """The next version of Headway: it knows one more shape, and a field of deliveries."""
    folder = tmp_path / "later"
    for package in ("bot", "integrations", "storage", "prompts"):
        shutil.copytree(REPOSITORY / package, folder / package)
    versions = folder / "storage" / "migrations" / "versions"
    newest = known()[-1]
    (versions / "9999_later.py").write_text(LATER.format(newest=newest))
    delivery = folder / "bot" / "domain" / "delivery.py"
    text = delivery.read_text()
    assert FIELD in text
    delivery.write_text(text.replace(FIELD, ADDED, 1))
    return folder


def test_two_versions_side_by_side(fleet: Running, later: Path, report: Report) -> None:
    """The older ones send, answer and are ready after a newer one has changed the database."""
    fleet.pace = SLOW
    old, worker = fleet.serve(), fleet.work()

    def fault(promises: Promises) -> None:
        new = fleet.serve(code=later)
        assert fleet.ask("SELECT version_num FROM alembic_version") == [("9999",)]
        arrived = fleet.slack.arrived()
        wait_until(lambda: fleet.slack.arrived() > arrived, "the older worker goes on")
        before = kept_by(promises, old)
        wait_until(lambda: kept_by(promises, old) >= before + SOME, "the older one keeps promises")
        wait_until(lambda: kept_by(promises, new) >= SOME, "the newer one keeps promises")
        assert ready(old)
        assert ready(new)
        fleet.work(code=later)
        stop(fleet.serving.pop(old))
        stop(worker)

    report("two versions side by side, the older one stopped", struck(fleet, fault))


def kept_by(promises: Promises, port: int) -> int:
    """How many promises a service has kept."""
    return list(promises.kept.values()).count(port)


def stop(process: subprocess.Popen[bytes]) -> None:
    """As an upgrade does it: end what has begun, and go."""
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0
