"""The words of proposals: what may be kept out of what somebody wrote."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.cadence import Makes
from bot.domain.offer import Offer
from bot.domain.proposing import Proposal
from bot.messages import (
    Actions,
    Block,
    Button,
    Form,
    Html,
    Message,
    Paragraph,
    Style,
)
from prompts import blocker, commit, helping
from prompts.replies import first_line, say
from prompts.statement import Place
from prompts.words import words

FILE = "capture"


def with_offer(message: Message, place: Place, offer: Offer) -> Message:
    """The message with what may be kept under it; as it is where nothing may."""
    if not offer.proposals:
        return message
    title = words(FILE).rich("title", count=len(offer.proposals))
    return replace(message, blocks=(*message.blocks, *_blocks(place, offer, title)))


def offered(place: Place, offer: Offer, *, again: bool = False) -> Message:
    """A message of proposals alone; ``again``: found later, in answers that are named."""
    if not offer.proposals:
        return say(words(FILE).rich("settled"))
    refs = dict.fromkeys(one.origin for one in offer.proposals)
    name = "title_again" if again else "title_alone"
    title = words(FILE).rich(name, count=len(offer.proposals), refs=refs)
    return Message(text=first_line(title), blocks=_blocks(place, offer, title))


def how() -> Message:
    """What ``/headway capture`` is for."""
    return say(words(FILE).rich("how"))


def nothing_found() -> Message:
    """That there is nothing to propose."""
    return say(words(FILE).rich("nothing_found"))


def form(place: Place, offer: Offer, chosen: Proposal, usual: Mapping[str, str]) -> Form:
    """The usual form of the proposal's kind, filled with it; ``usual`` are values of its fields."""
    forms = {
        Makes.COMMITMENT: commit.form(place, None, owner=place.reader),
        Makes.BLOCKER: blocker.form(place, None),
        Makes.HELP: helping.form(place, None),
    }
    made = forms[chosen.kind]
    fields = tuple(replace(one, value=usual.get(one.key) or one.value) for one in made.fields)
    return replace(made, action="capture.save", value=offer.value(chosen), fields=fields)


def _blocks(place: Place, offer: Offer, title: Html) -> tuple[Block, ...]:
    return (Paragraph(text=title), *(_row(place, offer, one) for one in offer.proposals))


def _row(place: Place, offer: Offer, proposal: Proposal) -> Actions:
    value = offer.value(proposal)
    text = words(FILE).rich(
        proposal.kind.value,
        who=place.name(proposal.person) if proposal.person else "",
        text=proposal.text,
        due=proposal.due,
        strategy=place.strategy(proposal.strategy),
    )
    buttons = (
        Button(label="Keep", action="capture.keep", value=value, style=Style.PRIMARY),
        Button(label="Edit", action="capture.edit", value=value, form=True),
        Button(label="No", action="capture.no", value=value),
    )
    return Actions(text=text, buttons=buttons)
