"""What a run found out, as rows of one table: those of ``docs/performance.md``."""

from collections.abc import Iterator
from dataclasses import dataclass

COLUMNS = ("what", "ours", "theirs", "ratio", "aim", "met", "`ARGS=`")
MET = {True: "yes", False: "**missed**"}


@dataclass(frozen=True, kw_only=True)
class Result:
    """One row: what was measured, against what, and whether it is as good as it should be.

    Without an ``aim`` there is nothing to meet.
    """

    what: str
    ours: str
    theirs: str = ""
    ratio: str = ""
    aim: str = ""
    met: bool = True

    def row(self, part: str) -> str:
        """The row in Markdown; ``part`` measured it."""
        met = MET[self.met] if self.aim else ""
        return _row(self.what, self.ours, self.theirs, self.ratio, self.aim, met, part)


def head() -> Iterator[str]:
    """The lines above the rows."""
    yield _row(*COLUMNS)
    yield _row(*("---" for _ in COLUMNS))


def _row(*fields: str) -> str:
    return f"| {' | '.join(fields)} |"
