"""What is done in each of somebody's districts, one after the other, and told together."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from bot.domain.errors import HeadwayError
from bot.domain.partnership import Partnership
from bot.messages import SAYS, Incoming, Pressed, Response, Said, put_on
from prompts import districts


class InEachError(HeadwayError):
    """It is for each of the sender's districts: done there one after the other."""

    def __init__(self, events: Sequence[Incoming]) -> None:
        """Keep what is done in each."""
        super().__init__()
        self.events = events


def of_district(response: Response, partnership: Partnership) -> Response:
    """A response for somebody in several districts: it names its own, and stays there."""
    told, shown = response.reply, response.replace
    return replace(
        response,
        reply=districts.of_district(told, partnership) if told else None,
        replace=districts.of_district(shown, partnership) if shown else None,
        form=districts.form_of_district(response.form, partnership) if response.form else None,
        updates=tuple(
            replace(one, message=districts.of_district(one.message, partnership))
            for one in response.updates
        ),
    )


def in_each(event: Incoming, partnerships: Iterable[str]) -> list[Incoming]:
    """The event as one in each of these partnerships, which is repeated there on its own."""
    return [_within(event, key) for key in partnerships]


def _within(event: Incoming, partnership: str) -> Incoming:
    content = f"{event.content}:{partnership}" if event.content else None
    again = replace(event, event=f"{event.event}:{partnership}", content=content)
    if not isinstance(again, Said):
        return replace(again, value=put_on(again.value, partnership))
    return Pressed(
        sender=again.sender,
        event=again.event,
        at=again.at,
        action=SAYS,
        value=put_on(again.text, partnership),
        content=again.content,
    )


def in_all(responses: Sequence[Response]) -> Response:
    """What came of it in all districts, with a title for each."""
    if len(responses) == 1:
        return responses[0]
    told = [one.reply for one in responses if one.reply]
    return Response(
        reply=districts.together(told) if told else None,
        updates=tuple(chain.from_iterable(one.updates for one in responses)),
        unkept=any(one.unkept for one in responses),
    )
