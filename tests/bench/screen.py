"""How long the screen takes for a message, and what it finds; ``python -m tests.bench screen``."""

import time
from pathlib import Path

from bot.domain.names import Listed, Marked, Names, marks_of
from integrations.screening import NameScreen
from tests.bench.table import Result
from tests.screen.measure import measured, names, sentences
from tests.screen.shapes import KNOWN

LONG = 3000
RUNS = 30
MILLISECONDS = 15


async def measure(_: Path) -> list[Result]:
    """A long message of the field against 15,000 students; then each half of the sentences."""
    screen, halves = NameScreen(), sentences()
    text = " ".join(sentence.text for half in halves for sentence in half)[:LONG]
    lines = [_timed(screen, text, _district())]
    for half, labelled in zip(("half tuned on", "other half"), halves, strict=True):
        for with_lists in (True, False):
            figures = measured(screen, names(with_lists=with_lists), labelled)
            what = f"names found, {half}, {'with' if with_lists else 'without'} lists"
            false = f"{figures.disturbed_share:.1%} of clean sentences"
            aim = "at most 3 % disturbed"
            met = figures.disturbed_share <= 0.03
            lines.append(
                Result(what=what, ours=f"{figures.recall:.1%}", theirs=false, aim=aim, met=met)
            )
    return lines


def _timed(screen: NameScreen, text: str, known: Names) -> Result:
    took = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        screen.find(text, known)
        took.append((time.perf_counter() - begun) * 1000)
    best = min(took)
    return Result(
        what=f"screening {len(text):,} characters, half of them about somebody",
        ours=f"{best:.1f} ms",
        aim=f"under {MILLISECONDS} ms",
        met=best < MILLISECONDS,
    )


def _district() -> Names:
    many = (f"Given{n} Family{n}" for n in range(15_000))
    marks = frozenset(marks_of(many, "a salt"))
    students = Marked(listed=Listed.STUDENTS, salt="a salt", marks=marks)
    return Names(lists=(students, *KNOWN.lists), people=KNOWN.people, places=KNOWN.places)
