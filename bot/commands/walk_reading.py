"""What people type about a walkthrough, understood: look-fors, predictions and observers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.checkin import says_nothing
from bot.domain.people import Person
from bot.domain.places import split_school
from bot.domain.seeing import look_for_named, miscounted, nearest_look_for, read_seen
from bot.domain.walkthrough import Finding, Prediction, Walkthrough, findings, without_few
from bot.domain.walkthrough_line import (
    begins_with_grade,
    read_parts,
    split_classes,
    split_names,
)
from bot.router import Context, MisunderstoodError
from bot.router.places import own_school, past_day, schools
from bot.router.pledges import Pledge, read_pledge
from bot.router.statements import draft
from bot.router.understand import the_person, understand
from prompts.walkthrough import FILE
from prompts.words import words


@dataclass(frozen=True, kw_only=True)
class Line:
    """The walkthrough that a line describes, as far as it is known; ``head`` named its school."""

    filled: Walkthrough
    head: str

    @property
    def is_whole(self) -> bool:
        """Whether the school is known, and something was seen."""
        seen = self.filled.findings or self.filled.pattern or not says_nothing(self.filled.text)
        return bool(self.filled.school and seen)


async def read_line(context: Context, text: str) -> Line:
    """What "lincoln grade 4 math: reasoning 3/5; with: @price" says.

    Without a school at the beginning it is the person's own one, if the line begins with a grade or
    is empty; else the school stays empty. Raises MisunderstoodError for a look-for, tag, name or
    day that was mistyped.
    """
    whole = f"/walkthrough {text}"
    understood = await understand(context, text, typed=whole, signs="#")
    parts = read_parts(understood.text)
    school, about = split_school(schools(context), parts.head)
    key = school.key if school else ""
    if not about or begins_with_grade(about):
        key = key or own_school(context)
    said, day = parts.seen, context.today
    if said or parts.pattern or _names_no_sight(context, about):
        about, day = past_day(context, about, typed=whole)
    else:
        said, about = about, ""
    _no_more_than_all(context, said, typed=whole)
    seen = read_seen(context.directory.partnership.agenda.look_fors, said)
    found = _checked(context, seen.findings, typed=whole)
    grades, subject = split_classes(about)
    filled = Walkthrough(
        **vars(replace(draft(context, understood, kind="walkthrough"), text=seen.text)),
        school=key,
        day=day,
        grades=grades,
        subject=subject,
        part=parts.part,
        observers=await the_observers(context, parts.names, typed=whole),
        focus=parts.focus,
        findings=found,
        not_looked_for=not_looked_for(context, found),
        pattern=parts.pattern,
        wondering=parts.wondering,
        next_step=parts.next_step,
        predictions=the_predictions(context, parts.predict, typed=whole),
    )
    return Line(filled=filled, head=parts.head)


def _names_no_sight(context: Context, about: str) -> bool:
    """Whether what follows the school says where and when, and nothing of what was seen."""
    found = context.find_date(about)
    only_day = found is not None and not found.text
    return only_day or (begins_with_grade(about) and not findings(about))


def not_looked_for(context: Context, found: Sequence[Finding]) -> tuple[str, ...]:
    """The keys of the agenda's look-fors of which nothing was counted."""
    counted = {finding.look_for for finding in found}
    known = context.directory.partnership.agenda.look_fors
    return tuple(one.key for one in known if one.key not in counted)


def _checked(context: Context, found: tuple[Finding, ...], *, typed: str) -> tuple[Finding, ...]:
    """The findings, if each look-for is there once and none is mistyped."""
    for at, finding in enumerate(found):
        if finding.look_for is None:
            _no_slip(context, finding.text, typed=typed)
        elif finding.look_for in {other.look_for for other in found[:at]}:
            message = words(FILE).plain("counted_twice", name=finding.text)
            raise MisunderstoodError(message, typed=typed)
    return found


def _no_more_than_all(context: Context, said: str, *, typed: str) -> None:
    """Raise MisunderstoodError for a look-for that was seen in more classrooms than there were."""
    beyond = miscounted(context.directory.partnership.agenda.look_fors, said)
    if beyond:
        about, seen, of = beyond
        names = {"name": about.name, "key": about.key}
        message = words(FILE).plain("error_beyond", seen=seen, of=of, **names)
        raise MisunderstoodError(message, typed=typed)


def _no_slip(context: Context, word: str, *, typed: str) -> None:
    """Raise MisunderstoodError for words that clearly mean a look-for and do not name it."""
    near = nearest_look_for(context.directory.partnership.agenda.look_fors, word)
    if near:
        message = words(FILE).plain("unknown_look_for", word=word, near=near.key, name=near.name)
        suggestion = typed.replace(word, near.key, 1) if word in typed else None
        raise MisunderstoodError(message, typed=typed, suggestion=suggestion)


def the_predictions(context: Context, text: str, *, typed: str) -> tuple[Prediction, ...]:
    """What "reasoning 4/5" predicts for the next time.

    Raises MisunderstoodError where nothing is counted, or a look-for was mistyped.
    """
    known = context.directory.partnership.agenda.look_fors
    counted = [finding for finding in findings(text) if finding.text]
    if not counted and not says_nothing(text):
        key = known[0].key if known else "reasoning"
        raise MisunderstoodError(words(FILE).plain("error_predict", key=key), typed=typed)
    for finding in counted:
        if not look_for_named(known, finding.text):
            _no_slip(context, finding.text, typed=typed)
    return tuple(_prediction(context, finding) for finding in counted)


def _prediction(context: Context, finding: Finding) -> Prediction:
    about = look_for_named(context.directory.partnership.agenda.look_fors, finding.text)
    return Prediction(
        text=about.name if about else finding.text,
        seen=finding.seen,
        of=finding.of,
        look_for=about.key if about else None,
    )


async def the_observers(
    context: Context, text: str, *, typed: str, before: Sequence[str] = ()
) -> tuple[str, ...]:
    """The keys of those whom "@price and Ruth Vance" names, without the person who says so.

    Of those who stood there ``before``, who has left since may be named as well. Raises
    MisunderstoodError with the nearest right spelling for one that nobody knows.
    """
    stood = await context.tx.get_all(Person, [(context.partnership, key) for key in before])
    names = {person.name: person.key for person in stood}
    keys: dict[str, None] = {}
    for name in split_names(text):
        keys[names.get(name) or (await the_person(context, name, typed=typed)).key] = None
    return tuple(key for key in keys if key != context.person.key)


async def read_next(context: Context, text: str, *, typed: str) -> Pledge | None:
    """The promise that the next level of work makes, without counts that could point at a teacher.

    None without one. Raises MisunderstoodError as ``read_pledge`` does.
    """
    if says_nothing(text):
        return None
    pledge = await read_pledge(context, text, typed=typed)
    return replace(pledge, text=without_few(pledge.text))
