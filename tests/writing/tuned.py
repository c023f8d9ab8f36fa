"""The digests that the checker was tuned with: the demo's month and the rich week."""

from collections.abc import Mapping

from bot.domain.material import Material
from bot.writing.claim import Claim
from tests.evidence import rich_week
from tests.writing.month import READERS, month

Key = tuple[object, str]


def materials() -> Mapping[Key, Material]:
    """Of each week what its digests are made from, by the number of the week and the audience."""
    rich: dict[Key, Material] = {("rich", reads.value): rich_week(reads) for reads in READERS}
    numbers = {
        week: number for number, week in enumerate(dict.fromkeys(week for week, _ in month()))
    }
    played: dict[Key, Material] = {
        (numbers[week], reads.value): found for (week, reads), found in month().items()
    }
    return {**played, **rich}


def claim(text: str, cites: str) -> Claim:
    """A sentence that cites "C-12 asked": records and figures."""
    cited = cites.split()
    return Claim(
        text=text,
        sources=tuple(each for each in cited if "-" in each),
        figures=tuple(each for each in cited if "-" not in each),
    )
