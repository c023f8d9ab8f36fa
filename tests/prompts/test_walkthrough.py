"""What walkthroughs are shown as: no message holds a count of fewer than three classrooms."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.audience import Audience
from bot.domain.history import Change, Deed
from bot.domain.seeing import compared, earlier_ones
from bot.domain.walkthrough import Round, Walkthrough
from bot.messages import Message
from prompts.statement import Place
from prompts.walking import Walk, card
from prompts.walkthrough import Whole, confirmed, last_time, listed, notice, shown
from tests.builders import MONDAY, TODAY, partnership
from tests.domain.test_walkthrough import PLANTED, anything
from tests.fakes import text_of

PLACE = Place(
    reader="boyd",
    partnership=partnership(),
    name=lambda key: f"somebody ({key})",
    readers=lambda audience: f"those of {audience.value}",
)


def messages(made: Walkthrough, before: Sequence[Walkthrough]) -> list[Message]:
    """All that is shown of a walkthrough, to its author and to others."""
    past = earlier_ones(made, before)
    whole = Whole(record=made, compared=compared(made, before), last=past[0] if past else None)
    change = Change(
        partnership="riverbend",
        ref=made.ref,
        version=1,
        deed=Deed.MADE,
        by="chen",
        at=MONDAY,
        before={},
        after={},
    )
    walked = Round(partnership="riverbend", walkthrough=9, observer="boyd")
    last = last_time(whole.last, TODAY)
    walk = Walk(record=replace(made, under_way=True), round=walked, today=TODAY, before=last)
    others = replace(PLACE, reader="price")
    return [
        *(confirmed(PLACE, whole), shown(others, whole), notice(others, made, change)),
        *(listed(PLACE, [made, *before], None), listed(others, [made], None), card(PLACE, walk)),
    ]


@settings(max_examples=40, deadline=None)
@given(anything(), st.lists(anything(), max_size=2))
def test_no_message_counts_fewer_than_three_classrooms(
    made: Walkthrough, before: list[Walkthrough]
) -> None:
    earlier = [replace(one, number=number) for number, one in enumerate(before, start=1)]
    made = replace(made, number=9, audience=Audience.LEADERS)

    for message in messages(made, earlier):
        assert not PLANTED.search(text_of(message))
        assert not [one for one in message.buttons() if PLANTED.search(one.label + one.value)]
