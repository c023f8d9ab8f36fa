"""The question sets that ship with the bot, from ``questions.toml`` beside this file."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files

from bot.domain.audience import Audience
from bot.domain.cadence import Makes, Question, QuestionSet


def shipped_question_sets() -> tuple[QuestionSet, ...]:
    """The sets "leaders" and "partner", in the order of the file."""
    text = files("prompts").joinpath("questions.toml").read_text(encoding="utf-8")
    return tuple(
        QuestionSet(key=key, questions=tuple(_question(row) for row in rows))
        for key, rows in tomllib.loads(text).items()
    )


def _question(row: Mapping[str, str]) -> Question:
    makes = row.get("makes")
    return Question(
        key=row["key"],
        text=row["text"],
        audience=Audience(row["audience"]),
        makes=Makes(makes) if makes else None,
    )
