"""What the lines of every section share: marks, and lists that stay short."""

from collections.abc import Iterable, Iterator

from bot.domain.audience import Audience
from bot.domain.checkin import Momentum
from bot.domain.digest import Line
from bot.domain.standing import Standing
from prompts.words import Words

MOST = 5
NOBODY = "·"
BARS = {
    Momentum.STALLED: "▁",
    Momentum.SLOW: "▃",
    Momentum.STEADY: "▅",
    Momentum.STRONG: "▇",
}


def bars_of(levels: Iterable[Momentum | None]) -> str:
    """A bar for each level, a dot where nobody rated."""
    return "".join(BARS[level] if level else NOBODY for level in levels)


def trend_of(words: Words, standing: Standing) -> str:
    """How a standing moves, in the words of ``digest.toml``: "up from slow to steady"."""
    return words.plain(
        f"trend.{standing.trend.value}",
        now=standing.now.word if standing.now else "",
        before=standing.before.word if standing.before else "",
        ago=standing.ago,
        running=standing.running,
    )


def mark(words: Words, audience: Audience) -> str:
    """What stands behind a line that not all leaders may read; empty for the others."""
    narrow = audience in {Audience.SELF, Audience.PARTNER}
    return " " + words.plain(f"mark.{audience.value}") if narrow else ""


def cut(words: Words, kind: str, lines: Iterable[Line]) -> Iterator[Line]:
    """The first few lines, and one for the rest with all their sources."""
    found = list(lines)
    yield from found[:MOST]
    rest = found[MOST:]
    if rest:
        text = words.plain("more.line", n=len(rest), kind=words.plain(f"more.{kind}"))
        sources = dict.fromkeys(ref for line in rest for ref in line.sources)
        yield Line(text=text, sources=tuple(sources))
