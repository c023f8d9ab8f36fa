"""Whether a record is told as another thing than it is, though no word of a status says so."""

from bot.writing.checking.dates import Day, dates_of
from bot.writing.checking.grounds import Part, World, content
from bot.writing.checking.lexicon import lexicon
from bot.writing.checking.said import said_statuses
from bot.writing.checking.text import tokens
from bot.writing.sheet import Sheet

_TOLD = 2
"""How many words of a promise make a sentence tell of it."""


def tells_as_kept(part: Part, sheet: Sheet, world: World) -> bool:
    """Whether an open promise is told as a fact, with no word that says it is still to come."""
    if sheet.kind != "commitment" or "open" not in sheet.marks:
        return False
    text = sheet.facts.get("text", "")
    if len(part.stems & content(text)) < _TOLD:
        return False
    verb = tokens(text)[0].stem
    words = part.whole.words
    ahead = any(
        token.low == "to" and words[n + 1].stem == verb for n, token in enumerate(words[:-1])
    )
    due = any(day.how == "due" or _is_ahead(day, world) for day in dates_of(part.claim.text))
    said = any(token.low in lexicon().coming for token in words)
    return not (ahead or due or said or said_statuses(part.whole))


def _is_ahead(day: Day, world: World) -> bool:
    """Whether it is a day after today, of this year if it does not say which."""
    if day.month is None or day.day is None:
        return False
    year = day.year or world.today.year
    return (year, day.month, day.day) > (world.today.year, world.today.month, world.today.day)


def denies(part: Part, sheet: Sheet) -> bool:
    """Whether what is missing is told without a word that it is: "substitutes are back"."""
    missing = lexicon().missing
    text = sheet.facts.get("text", "")
    if "standing" not in sheet.marks:
        return False
    if not any(token.low in missing for token in tokens(text)) or not part.stems & content(text):
        return False
    said = any(token.low in missing for token in part.whole.words)
    return not said and not said_statuses(part.whole)


def tells_as_open(part: Part, sheet: Sheet) -> bool:
    """Whether what was in the way is told as if it still were."""
    if "cleared" not in sheet.marks:
        return False
    told = part.stems & content(sheet.facts.get("text", ""))
    settled = part.stems & content(sheet.facts.get("note", ""))
    cleared = any(one.status == "cleared" for one in said_statuses(part.whole))
    return len(told) > len(settled) and not cleared
