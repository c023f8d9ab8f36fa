"""The words of bars: the names of rows and series, and what the counts come to."""

from collections.abc import Mapping, Sequence

from bot.domain.picture import Bars, Row, Span, Stack, Worded
from prompts.chart_words import FILE, Names, Subject, described, footer, left_out_of, when
from prompts.words import words


def bars_worded(picture: Bars, subject: Subject, names: Names) -> Worded:
    """The words of a picture with at least one panel."""
    title = subject.say("title")
    note, left_out = subject.say("note"), left_out_of(picture, subject)
    titles = tuple(subject.say(f"panel_{stack.key}", total=stack.total) for stack in picture.panels)
    legend = tuple(subject.say(f"series_{one}") for one in picture.series)
    labels = tuple(_labels(subject, stack) for stack in picture.panels)
    counts = {stack.key: _counts(picture, stack) for stack in picture.panels}
    message = subject.say("message", counts=counts)
    said = [
        words(FILE).plain("panel_said", school=name, points=rows_said(stack, rows, legend))
        for stack, name, rows in zip(picture.panels, titles, labels, strict=True)
    ]
    days = when(picture.since, Span.DAY), when(picture.until, Span.DAY)
    return Worded(
        title=title,
        message=message,
        axis=subject.say("axis"),
        titles=titles,
        labels=labels,
        legend=legend,
        note=note,
        left_out=left_out,
        footer=footer(picture, names, *days),
        described=described(title, [message, *said, note, left_out], picture),
    )


def rows_said(stack: Stack, labels: Sequence[str], legend: Sequence[str]) -> list[str]:
    """Each bar that is not empty, in words: "November 2026 3 kept on time and 1 kept late"."""
    return [
        words(FILE).plain("row_said", name=name, counts=counts_said(row, legend))
        for row, name in zip(stack.rows, labels, strict=True)
        if any(row.counts)
    ]


def counts_said(row: Row, legend: Sequence[str]) -> list[str]:
    """What a bar counts, in words: "3 kept on time", "1 kept late"."""
    return [f"{n} {name}" for n, name in zip(row.counts, legend, strict=True) if n]


def _labels(subject: Subject, stack: Stack) -> tuple[str, ...]:
    return tuple(
        subject.say(f"row_{row.key}") if isinstance(row.key, str) else when(row.key, Span.MONTH)
        for row in stack.rows
    )


def _counts(picture: Bars, stack: Stack) -> Mapping[str, object]:
    """How many there are of each series, by row too (``rows``), and in all (``total``)."""
    columns = zip(*(row.counts for row in stack.rows), strict=True)
    by_series = dict(zip(picture.series, map(sum, columns), strict=True))
    by_row = {str(row.key): sum(row.counts) for row in stack.rows}
    return {**by_series, "rows": by_row, "total": stack.total}
