"""Whom the texts of a file name: nothing about a single person comes in by a file either."""

from collections.abc import Iterable, Sequence

from bot.domain.partnership import Partnership
from bot.domain.screen import read_confirmed
from bot.ledger.names import screened
from bot.ledger.tools import Tools
from bot.load.history.cells import Named
from bot.ports import Transaction

AT_ONCE = 100


async def named_in(
    tx: Transaction, tools: Tools, partnership: Partnership, texts: Iterable[Sequence[str]]
) -> Named:
    """Which words in each of these ``pages`` of texts name somebody who must not be named."""
    known: dict[str, tuple[str, tuple[str, ...]]] = {"": ("", ())}
    for page in texts:
        result = await screened(tx, tools, partnership, page)
        for text, checked in zip(page, result.texts, strict=True):
            known[text] = checked.text, tuple(found.words for found in checked.found)
    return known.__getitem__


def pages(texts: Sequence[str]) -> list[Sequence[str]]:
    """The texts in portions; one with "(no person)" alone, for it speaks for no other text."""
    marked = [text for text in texts if read_confirmed(text)[1]]
    plain = [text for text in texts if not read_confirmed(text)[1]]
    starts = range(0, len(plain), AT_ONCE)
    return [*(plain[start : start + AT_ONCE] for start in starts), *([text] for text in marked)]
