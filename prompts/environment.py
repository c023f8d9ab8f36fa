"""Jinja2 as the texts use it. Imported when the first text is made, not at start."""

from collections.abc import Iterable
from functools import lru_cache

from jinja2 import Environment, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from prompts import filters


@lru_cache
def environment(*, rich: bool) -> Environment:
    """Sandboxed, strict about missing values; ``rich`` escapes every value. Made once of each."""
    made = SandboxedEnvironment(
        autoescape=rich, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    # No text calls range or its like, and handing them over took half the time of each text.
    made.globals.clear()
    made.filters |= {
        "day": filters.day,
        "long_day": filters.long_day,
        "day_month": filters.day_month,
        "month_name": filters.month_name,
        "near": filters.near,
        "back_then": filters.back_then,
        "count": filters.count,
        "joined": _joined_rich if rich else filters.joined,
        "short": filters.short,
        "cut": filters.cut,
        "bare": filters.bare,
        "capital": filters.capital,
    }
    return made


def _joined_rich(items: Iterable[str]) -> Markup:
    return Markup(filters.joined(escape(item) for item in items))  # noqa: S704 - each is escaped
