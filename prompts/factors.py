"""Sorting a blocker by one tap."""

from bot.domain.blocker import Blocker, Factor
from bot.messages import Button


def factor_buttons(record: Blocker, *, card: str = "") -> tuple[Button, ...]:
    """A button per factor; ``card`` is the check-in on whose card they stand, if they do."""
    return tuple(
        Button(
            label=factor.value.capitalize(),
            action="blocker.factor",
            value="|".join(filter(None, (record.ref, factor.value, card))),
        )
        for factor in Factor
    )
