"""What the words of commitments, blockers, helps and walkthroughs have in common."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.audience import Audience
from bot.domain.blocker import Factor
from bot.domain.network import network_of
from bot.domain.partnership import Partnership
from bot.domain.record import Record, Statement
from bot.messages import Button, Field, FieldKind, Option
from prompts.checkin_form import audience_field
from prompts.filters import capital
from prompts.words import words

FILE = "statement"
DEFAULT_AUDIENCE = {
    "commitment": Audience.LEADERS,
    "blocker": Audience.PARTNER,
    "help": Audience.LEADERS,
    "walkthrough": Audience.LEADERS,
    "visit": Audience.LEADERS,
    "datateam": Audience.LEADERS,
    "indicator": Audience.LEADERS,
    "siteday": Audience.LEADERS,
    "agenda": Audience.LEADERS,
}


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where something is said: to which reader (a person's key), in which partnership."""

    reader: str
    partnership: Partnership
    name: Callable[[str | None], str]
    readers: Callable[[Audience], str]

    def strategy(self, key: str | None) -> str | None:
        """The name of a strategy."""
        return self.partnership.agenda.strategy_name(key)

    def readers_sentence(self, audience: Audience) -> str:
        """Who reads something, as the beginning of a sentence."""
        return capital(self.readers(audience))

    def verb(self, audience: Audience) -> str:
        """The verb that goes with ``readers_sentence``."""
        one = audience in {Audience.SELF, Audience.PUBLIC}
        return "sees" if one and audience is Audience.PUBLIC else "see"

    def default_audience(self, kind: str) -> Audience:
        """The audience of a record when its author says nothing: as the leaders' questions do."""
        asked = self.partnership.questions("leaders")
        for question in asked.questions if asked else ():
            if question.makes and question.makes.value == kind:
                return question.audience
        return DEFAULT_AUDIENCE[kind]


def undo_and_edit(word: str, record: Record) -> tuple[Button, ...]:
    """The two buttons under what was understood."""
    return (
        Button(label="Undo", action="headway.undo", value=f"{record.ref}:{record.version}"),
        Button(label="Edit", action=f"{word}.edit", value=record.ref, form=True),
    )


def option_fields(place: Place, record: Statement | None, kind: str) -> tuple[Field, ...]:
    """The last fields of every form: the strategy, and who reads it."""
    audience = record.audience if record else place.default_audience(kind)
    chosen = record.strategy if record and record.strategy else ""
    shareable = kind == "help" and network_of(place.partnership)
    more = (Audience.NETWORK,) if shareable else ()
    return (_strategy_field(place, chosen), audience_field(audience, place.readers, more=more))


def factor_field(factor: Factor | None) -> Field:
    """The choice between culture, conditions and competencies."""
    say = words(FILE).plain
    known = tuple(Option(value=f.value, label=say(f"factor_{f.value}")) for f in Factor)
    return Field(
        key="factor",
        label=say("label_factor"),
        kind=FieldKind.CHOICE,
        value=factor.value if factor else "",
        options=(Option(value="", label=say("factor_none")), *known),
    )


def school_field(place: Place, chosen: str, *, none: str = "") -> Field:
    """The choice of a school, with its key; ``none`` labels the choice of no school, if any."""
    offered = [s for s in place.partnership.schools if not s.retired or s.key == chosen]
    options = tuple(Option(value=school.key, label=school.name) for school in offered)
    return Field(
        key="school",
        label=words(FILE).plain("label_school"),
        kind=FieldKind.CHOICE,
        value=chosen,
        required=not none,
        options=((Option(value="", label=none), *options) if none else options),
    )


def _strategy_field(place: Place, chosen: str) -> Field:
    say = words(FILE).plain
    known = place.partnership.agenda.strategies
    offered = [one for one in known if not one.retired or one.key == chosen]
    options = tuple(Option(value=one.key, label=one.name) for one in offered)
    return Field(
        key="strategy",
        label=say("label_strategy"),
        kind=FieldKind.CHOICE,
        value=chosen,
        options=(Option(value="", label=say("no_strategy")), *options),
    )
