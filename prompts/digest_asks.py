"""The questions worth asking, in words; what one is about decides which values there are."""

from bot.domain.asking import Ask, Why
from bot.domain.checkin import Momentum
from bot.domain.digest import Line
from bot.domain.promise import Promise
from prompts.digest_evidence import kinds
from prompts.words import Words


def asked(words: Words, ask: Ask) -> Line:
    """The question, with the records that it comes from."""
    values: dict[str, object] = {}
    if ask.standing:
        values |= {"name": ask.standing.name, "now": _word(ask.standing.now)}
        values["before"] = _word(ask.standing.before)
    if ask.promise:
        values |= {"text": ask.promise.text, "days": ask.promise.late}
        values["who"] = owner(words, ask.promise)
    if ask.hindrance:
        values |= {"text": ask.hindrance.text, "days": ask.hindrance.days}
        values["can_clear"] = ask.hindrance.can_clear
    if ask.claim:
        values["name"] = ask.claim.name
        values["kinds_well"] = kinds(words, ask.claim.speaking_for)
        values["kinds_worse"] = kinds(words, ask.claim.speaking_against)
    return Line(text=words.plain(f"next.{_kind(ask)}", **values), sources=ask.sources)


def owner(words: Words, promise: Promise) -> str:
    """Whose promise it is, and of which side."""
    return words.plain("promise.owner", owner=promise.owner, partner=promise.partner)


def _word(momentum: Momentum | None) -> str:
    return momentum.word if momentum else ""


def _kind(ask: Ask) -> str:
    if ask.why is not Why.CONTRADICTION:
        return ask.why.value
    if ask.claim:
        return "disagreeing_contradiction"
    return "late_contradiction" if ask.promise else "blocked_contradiction"
