"""The words of indicators: readings, trends and the form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.agenda import Indicator
from bot.domain.measure import PERCENT, Given, Measure, figure
from bot.domain.reading import Reading
from bot.messages import (
    Actions,
    Block,
    Button,
    Field,
    FieldKind,
    Form,
    Html,
    Message,
    Note,
    Option,
    Paragraph,
    plain,
)
from prompts.checkin_form import audience_field
from prompts.replies import first_line, say
from prompts.statement import Place, school_field, undo_and_edit
from prompts.words import marked, words

FILE = "indicator"
MOST_LISTED = 20


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """Where readings are shown: the place, the reader's day, and what was corrected.

    ``corrected``: values before their last correction, by record number.
    """

    place: Place
    today: date
    corrected: Mapping[str, float]

    def indicator(self, key: str) -> Indicator:
        """The indicator of that key; one without a unit where none is known any more."""
        known = self.place.partnership.agenda.indicators
        gone = Indicator(key=key, name=key, unit="", target=0)
        return next((each for each in known if each.key == key), gone)

    def where(self, school: str | None) -> str:
        """The name of a school, or the whole district."""
        return self.place.partnership.school_name(school) or words(FILE).plain("whole_district")

    def told(self, reading: Reading) -> dict[str, object]:
        """What the texts say of a reading."""
        indicator, before = self.indicator(reading.indicator), self.corrected.get(reading.ref)
        return {
            "name": indicator.name,
            "place": self.where(reading.school),
            "figure": figure(reading.value, indicator.unit),
            "corrected": "" if before is None else figure(before, indicator.unit),
            "day": reading.day,
            "today": self.today,
            "source": reading.text or words(FILE).plain("no_source"),
            "ref": reading.ref,
        }


def confirmed(shelf: Shelf, reading: Reading, *, edited: bool = False) -> Message:
    """What was understood, and who reads it; with Undo and Edit."""
    place = shelf.place
    text = words(FILE).rich(
        "edited" if edited else "kept",
        **shelf.told(reading),
        school=place.partnership.school_name(reading.school),
        strategy=place.strategy(reading.strategy),
        readers=place.readers_sentence(reading.audience),
        verb=place.verb(reading.audience),
    )
    return say(text, *undo_and_edit("indicator", reading))


def unchanged(reading: Reading) -> Message:
    """The answer to a form that changed nothing."""
    return say(words(FILE).rich("unchanged", ref=reading.ref))


def no_indicators() -> Message:
    """The answer where the agenda names no indicator."""
    return say(words(FILE).rich("no_indicators"))


def listed(shelf: Shelf, measures: Sequence[Measure]) -> Message:
    """Every indicator of the agenda: its target, the latest reading, the trend, the schools."""
    title = words(FILE).rich("list_title")
    agenda = shelf.place.partnership.agenda
    blocks: list[Block] = [Paragraph(text=title)]
    for indicator in agenda.indicators:
        own = [each for each in measures if each.indicator == indicator]
        blocks.append(Paragraph(text=_indicator(shelf, indicator, own)))
    example = f"/headway indicator {agenda.indicators[0].key} 61"
    end = Note(text=words(FILE).rich("list_end", example=example))
    return Message(text=plain(title), blocks=(*blocks, Actions(buttons=(_add(""),)), end))


def _indicator(shelf: Shelf, indicator: Indicator, measures: Sequence[Measure]) -> Html:
    title = words(FILE).rich(
        "indicator",
        name=indicator.name,
        target=figure(indicator.target, indicator.unit),
        strategy=shelf.place.strategy(indicator.strategy),
    )
    lines = [_measure(shelf, each) for one in measures for each in (one, *one.schools)]
    key = indicator.key if indicator.survey else ""
    return Html("\n".join([title, *(lines or [words(FILE).rich("unread", key=key)])]))


def _measure(shelf: Shelf, measure: Measure) -> Html:
    before = figure(measure.before.value, measure.indicator.unit) if measure.before else ""
    return words(FILE).rich(
        "measure",
        **shelf.told(measure.latest),
        trend=words(FILE).plain(f"trend_{measure.trend}", before=before),
        reached=measure.reached,
        bars=measure.bars,
    )


def _add(indicator: str) -> Button:
    label = words(FILE).plain("add")
    return Button(label=label, action="indicator.open", value=indicator, form=True)


def whole(
    shelf: Shelf, indicator: Indicator, measures: Sequence[Measure], readings: Sequence[Reading]
) -> Message:
    """One indicator with its readings, the latest first; one's own can be edited."""
    title = _indicator(shelf, indicator, measures)
    blocks: list[Block] = [Paragraph(text=title)]
    if readings:
        blocks.append(Paragraph(text=words(FILE).rich("readings_title")))
    blocks += [
        _with_edit(shelf, each, words(FILE).rich("reading", **shelf.told(each)))
        for each in readings[:MOST_LISTED]
    ]
    if len(readings) > MOST_LISTED:
        more = len(readings) - MOST_LISTED
        blocks.append(Note(text=words(FILE).rich("more", more=more)))
    add = Actions(buttons=(_add(indicator.key),))
    return Message(text=first_line(title), blocks=(*blocks, add))


def one(shelf: Shelf, reading: Reading) -> Message:
    """One reading; one's own can be edited."""
    told = shelf.told(reading)
    line = marked(words(FILE).rich("reading", **told))
    text = words(FILE).rich("reading_name", name=told["name"], line=line)
    return Message(text=first_line(text), blocks=(_with_edit(shelf, reading, text),))


def _with_edit(shelf: Shelf, reading: Reading, text: Html) -> Block:
    if reading.by != shelf.place.reader or reading.survey is not None:
        return Paragraph(text=text)
    edit = Button(label="Edit", action="indicator.edit", value=reading.ref, form=True)
    return Actions(text=text, buttons=(edit,))


def value_error(indicator: Indicator, given: Given | None) -> str:
    """What is wrong with a value in the indicator's unit, in words; empty for a right one."""
    say_plain = words(FILE).plain
    if given is None:
        return say_plain("error_number", example=figure(61, indicator.unit))
    if indicator.unit == PERCENT and not 0 <= given.value <= 100:
        return say_plain("error_percent", name=indicator.name, typed=figure(given.value, PERCENT))
    if given.percent and indicator.unit != PERCENT:
        example = figure(61, indicator.unit)
        return say_plain(
            "error_no_percent", name=indicator.name, unit=indicator.unit, example=example
        )
    return ""


@dataclass(frozen=True, kw_only=True)
class Blank:
    """What a form holds when it opens: a reading to change, or the beginnings of a new one."""

    indicator: str
    day: date
    reading: Reading | None = None


def form(place: Place, blank: Blank) -> Form:
    """The form for a new reading, or for changing one."""
    say_plain, reading = words(FILE).plain, blank.reading
    audience = reading.audience if reading else place.default_audience("indicator")
    none = say_plain("whole_district")
    return Form(
        title=say_plain("form_title"),
        action="indicator.save",
        value=reading.ref if reading else "",
        fields=(
            _indicator_field(place, blank.indicator),
            Field(
                key="value",
                label=say_plain("label_value"),
                value=f"{reading.value:.6f}".rstrip("0").rstrip(".") if reading else "",
                hint=say_plain("hint_value"),
                required=True,
            ),
            school_field(place, (reading.school or "") if reading else "", none=none),
            Field(
                key="day",
                label=say_plain("label_day"),
                kind=FieldKind.DATE,
                value=blank.day.isoformat(),
                required=True,
            ),
            Field(
                key="text",
                label=say_plain("label_source"),
                value=reading.text if reading else "",
                hint=say_plain("hint_source"),
                required=True,
            ),
            audience_field(audience, place.readers),
        ),
    )


def _indicator_field(place: Place, chosen: str) -> Field:
    known = place.partnership.agenda.indicators
    return Field(
        key="indicator",
        label=words(FILE).plain("label_indicator"),
        kind=FieldKind.CHOICE,
        value=chosen,
        required=True,
        options=tuple(Option(value=each.key, label=each.name) for each in known),
    )
