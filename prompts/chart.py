"""The words of pictures: titles, what stands beside a point, and the whole for who cannot see."""

from bot.domain.agenda import Indicator, LookFor
from bot.domain.coverage import Goal
from bot.domain.measure import figure
from bot.domain.partnership import Partnership
from bot.domain.picture import Bars, Lines, Picture, Worded
from prompts.chart_bars import bars_worded
from prompts.chart_grid import grid_worded
from prompts.chart_lines import lines_worded
from prompts.chart_words import FILE, Names, Subject, left_out_of
from prompts.words import words

FIDELITY, BLOCKERS = Subject(word="fidelity"), Subject(word="blockers")


def of_indicator(indicator: Indicator) -> Subject:
    """An indicator with its target."""
    return Subject(
        word="indicator",
        values={
            "name": indicator.name,
            "unit": indicator.unit,
            "target": figure(indicator.target, indicator.unit),
        },
        unit=indicator.unit,
    )


def of_look_for(look_for: LookFor) -> Subject:
    """A look-for."""
    return Subject(word="look_for", values={"name": look_for.name})


def of_promises(partnership: Partnership) -> Subject:
    """The promises of both sides."""
    district, partner = partnership.district.name, partnership.partner.name
    return Subject(word="promises", values={"district": district, "partner": partner})


def of_coverage(goal: Goal | None) -> Subject:
    """Who has visited whom, with the goal in its own words."""
    return Subject(word="coverage", values={"goal": goal.strategy.success if goal else ""})


def worded(picture: Picture, subject: Subject, names: Names) -> Worded:
    """The words of a picture with at least one panel."""
    if isinstance(picture, Lines):
        return lines_worded(picture, subject, names)
    if isinstance(picture, Bars):
        return bars_worded(picture, subject, names)
    return grid_worded(picture, subject, names)


def nothing(picture: Picture, subject: Subject, *, school: str | None, readers: str) -> str:
    """What is said where there is nothing to draw."""
    left_out = left_out_of(picture, subject) if isinstance(picture, Lines) else ""
    return words(FILE).plain(
        "nothing",
        what=subject.say("nothing"),
        school=school,
        readers=readers,
        left_out=left_out,
    )
