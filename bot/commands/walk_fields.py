"""What stands in the form of a walkthrough, understood; errors are gathered at their fields."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.commands.walk_reading import (
    not_looked_for,
    read_next,
    the_observers,
    the_predictions,
)
from bot.domain.agenda import LookFor
from bot.domain.checkin import says_nothing
from bot.domain.seeing import read_seen
from bot.domain.walkthrough import Finding, Prediction, Walkthrough, findings
from bot.router import Context, MisunderstoodError
from bot.router.places import schools
from bot.router.pledges import Pledge
from prompts.walkthrough import FILE
from prompts.walkthrough_form import predicted
from prompts.words import words


@dataclass(frozen=True, kw_only=True)
class Fields:
    """The fields of one form; ``errors`` fills up while they are read.

    ``drafted`` is the walkthrough as it was, with the text of the form, ``look_fors`` are those
    that the form asks for.
    """

    context: Context
    given: Mapping[str, str]
    drafted: Walkthrough
    look_fors: tuple[LookFor, ...]
    errors: dict[str, str] = field(default_factory=dict)

    async def walkthrough(self) -> Walkthrough:
        """The walkthrough as the form says it; not to be kept if there are errors."""
        seen = read_seen(self.look_fors, self.drafted.text)
        counted = self._counted({f.look_for or "": f for f in seen.look_fors})
        found = (*counted, *findings(seen.text))
        filled = replace(
            self._placed(),
            text=seen.text,
            findings=found,
            not_looked_for=self._not_looked_for(found),
            predictions=self._predictions(),
            observers=await self._observers(),
            next_step=self._next_step(),
            grades=self._text("grades"),
            subject=self._text("subject"),
            pattern=self._text("pattern"),
            wondering=self._text("wondering"),
            focus=self._text("focus"),
            part=self._text("part"),
        )
        if not (found or filled.pattern or not says_nothing(filled.text)):
            self.errors.setdefault("text", words(FILE).plain("error_nothing"))
        return filled

    async def pledge(self) -> Pledge | None:
        """The promise that the next level of work makes; None if it stands there from before."""
        text = self._text("next")
        if not text or (text == self.drafted.next_step and not self.drafted.under_way):
            return None
        try:
            return await read_next(self.context, text, typed="")
        except MisunderstoodError as error:
            self.errors["next"] = str(error)
            return None

    def _text(self, key: str) -> str:
        return self.given.get(key, "").strip()

    def _next_step(self) -> str:
        """As it was, where the form does not ask for it or nobody changed it."""
        asked = "next" in self.given
        return "" if asked and not self._text("next") else self.drafted.next_step

    def _placed(self) -> Walkthrough:
        """With the school, and the day."""
        school, day = self._text("school"), self.context.read_date(self._text("day"))
        known = {one.key for one in schools(self.context)} | {self.drafted.school} - {""}
        if school not in known:
            self.errors["school"] = words(FILE).plain("error_school")
        if day is None or day > self.context.today:
            self.errors["day"] = words(FILE).plain("error_day")
        return replace(self.drafted, school=school, day=day or self.drafted.day)

    def _counted(self, in_text: dict[str, Finding]) -> list[Finding]:
        """What the fields of the look-fors count, and the text where a field is empty."""
        found = []
        for look_for in self.look_fors:
            counted = self._count(look_for) or in_text.get(look_for.key)
            if counted:
                found.append(counted)
                if in_text.get(look_for.key, counted) != counted:
                    self.errors["text"] = words(FILE).plain("error_twice")
        return found

    def _count(self, look_for: LookFor) -> Finding | None:
        key = f"seen.{look_for.key}"
        text = self._text(key)
        counted = next(iter(findings(text)), None)
        if text and not counted:
            self.errors[key] = words(FILE).plain("error_seen")
        return counted and replace(counted, text=look_for.name, look_for=look_for.key)

    def _not_looked_for(self, found: Sequence[Finding]) -> tuple[str, ...]:
        """Those of the agenda, and those that have vanished from it since then."""
        known = {one.key for one in self.look_fors}
        gone = (key for key in self.drafted.not_looked_for if key not in known)
        return (*not_looked_for(self.context, found), *gone)

    def _predictions(self) -> tuple[Prediction, ...]:
        """As they were where nobody changed them: their look-fors may have vanished since then."""
        text = self._text("predict")
        if text == predicted(self.drafted.predictions):
            return self.drafted.predictions
        try:
            return the_predictions(self.context, text, typed="")
        except MisunderstoodError as error:
            self.errors["predict"] = str(error)
            return ()

    async def _observers(self) -> tuple[str, ...]:
        """Those named; who stood there and has left the partnership since may stay."""
        text = self._text("with")
        try:
            return await the_observers(self.context, text, typed="", before=self.drafted.observers)
        except MisunderstoodError as error:
            self.errors["with"] = str(error)
            return ()
