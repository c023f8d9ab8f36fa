"""What a run found out, as one table."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

COLUMNS = ("what", "ours", "theirs", "ratio", "aim", "met")
MET = {True: "yes", False: "missed"}
CAPTION = (
    "Ours is the shortest of several runs (20 of each digest, 3 of the rest), theirs a single run. "
    "As noted: measured earlier and elsewhere. Answers in Slack and Teams are medians of five "
    "rounds that take turns."
)
WIDTH = 132


@dataclass(frozen=True, kw_only=True)
class Result:
    """One line: what was measured, against what, and whether it is as good as it should be."""

    what: str
    ours: str
    theirs: str = ""
    ratio: str = ""
    aim: str
    met: bool


def show(results: Sequence[Result]) -> None:
    """Print the table. An aim that was missed is said, and ends nothing."""
    table = Table(*COLUMNS, title="Headway, measured", caption=CAPTION)
    for one in results:
        table.add_row(one.what, one.ours, one.theirs, one.ratio, one.aim, MET[one.met])
    Console(width=WIDTH).print(table)
