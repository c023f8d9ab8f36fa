"""Where and when something was, as people type it: a school, and a day that is past."""

import re
from datetime import date, timedelta

from bot.domain.people import School
from bot.domain.places import nearest_school, split_school
from bot.router.command import Context, MisunderstoodError
from prompts.words import words

FILE = "understand"
_A_WEEK_AGO = timedelta(days=6)
_JUST_NOW = re.compile(r"\s*,?\s*\b(today|yesterday)\b", re.IGNORECASE)


def schools(context: Context) -> list[School]:
    """The schools that can be chosen."""
    return [school for school in context.directory.partnership.schools if not school.retired]


def own_school(context: Context) -> str:
    """The key of the school at which the person works, if it is one that can be chosen."""
    known = {school.key for school in schools(context)}
    return context.person.school if context.person.school in known else ""


def the_school(context: Context, text: str, *, typed: str) -> tuple[School, str]:
    """The school that a text begins with, and what follows it.

    Raises MisunderstoodError with the nearest right spelling for one that nobody knows.
    """
    found, rest = split_school(schools(context), text)
    if found:
        return found, rest
    word, near = nearest_school(schools(context), text)
    message = words(FILE).plain("unknown_school", word=word, near=near, known=schools(context))
    suggestion = typed.replace(word, near.key, 1) if near and word else None
    raise MisunderstoodError(message, typed=typed, suggestion=suggestion)


def past_day(context: Context, text: str, *, typed: str) -> tuple[str, date]:
    """The text without the day in it, and that day: today unless the text says which.

    A weekday is the last one, today included. Raises MisunderstoodError for a day to come.
    """
    now = _JUST_NOW.search(text)
    if now:
        days = 1 if now[1].lower() == "yesterday" else 0
        rest = f"{text[: now.start()]}{text[now.end() :]}"
        return rest.strip(" ,"), context.today - timedelta(days=days)
    found = context.tools.dates.find(text, today=context.today - _A_WEEK_AGO)
    if found is None:
        return text, context.today
    if found.date > context.today:
        message = words(FILE).plain("day_ahead", day=found.date)
        raise MisunderstoodError(message, typed=typed)
    return found.text, found.date
