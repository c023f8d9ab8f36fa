"""``/headway draft``: digests to read over before they are posted."""

from bot.domain.audience import Audience
from bot.domain.draft import DigestDraft, DraftState, may_approve
from bot.domain.editing import HEADLINE, with_edits
from bot.domain.errors import ChangeRefusedError
from bot.ledger.drafts import as_it_stands, card_of
from bot.ledger.posting import channels_for, post
from bot.messages import Message, Pressed, Response, Submitted, Update
from bot.router import Command, Context, read_value
from prompts import draft as said
from prompts.words import words


async def typed(context: Context, _text: str) -> Response:
    """Show the draft that waits for this person, or a list of several."""
    found = await context.tx.find(
        DigestDraft,
        state=DraftState.WAITING,
        partnership=context.partnership,
        approver=context.person.key,
        order="week",
    )
    own = [
        await _shown(context, draft)
        for draft in found
        if may_approve(context.person, draft.audience)
    ]
    return Response(reply=said.card(own[0]) if len(own) == 1 else said.listed(own))


async def _shown(context: Context, draft: DigestDraft) -> said.Shown:
    channels = channels_for(context.directory, draft.audience)
    return said.Shown(
        draft=await as_it_stands(context.tx, context.directory.partnership, draft),
        channels=[channel.name for channel in channels],
        partner=context.directory.partnership.partner.name,
        zone=context.zone,
    )


async def _the_draft(context: Context, value: str) -> tuple[DigestDraft, bool]:
    """The draft that a button belongs to, and whether it still can be decided by that button.

    Nobody else decides at the same moment: it is claimed until the end of the transaction. Raises
    ChangeRefusedError where there is none, or none for this person.
    """
    week, audience, version = [*value.split("|"), "", "", ""][:3]
    wanted, number = read_value(Audience, audience), read_value(int, version)
    claimed = await context.tx.claim(
        DigestDraft, partnership=context.partnership, week=week, audience=wanted
    )
    if not claimed:
        raise ChangeRefusedError(words(said.FILE).plain("error.gone"))
    draft = claimed[0]
    if draft.approver != context.person.key or not may_approve(context.person, wanted):
        raise ChangeRefusedError(words(said.FILE).plain("error.not_yours"))
    return draft, draft.is_waiting and draft.version == number


async def _press_show(context: Context, event: Pressed) -> Response:
    draft, _ = await _the_draft(context, event.value)
    return Response(reply=said.card(await _shown(context, draft)))


async def _press_post(context: Context, event: Pressed) -> Response:
    return await _decide(context, event, DraftState.POSTED)


async def _press_template(context: Context, event: Pressed) -> Response:
    return await _decide(context, event, DraftState.TEMPLATE)


async def _decide(context: Context, event: Pressed, state: DraftState) -> Response:
    draft, is_current = await _the_draft(context, event.value)
    if not is_current:
        return Response(reply=said.card(await _shown(context, draft), "stale"))
    decided = draft.decided(state, by=context.person.key)
    await context.tx.put(decided)
    await post(context.tx, context.directory, decided.posted, now=context.now)
    message = said.card(await _shown(context, decided))
    return Response(replace=message, updates=await _updates(context, event, decided, message))


async def _updates(
    context: Context, event: Pressed, draft: DigestDraft, message: Message
) -> tuple[Update, ...]:
    """The change of the card that was sent first, where the button of another was pressed."""
    card = await card_of(context.tx, draft)
    if card is None or card.reference is None or card.reference == event.reference:
        return ()
    return (Update(platform=card.platform, reference=card.reference, message=message),)


async def _press_edit(context: Context, event: Pressed) -> Response:
    draft, is_current = await _the_draft(context, event.value)
    if not is_current:
        return Response(reply=said.card(await _shown(context, draft), "stale"))
    return Response(form=said.form(draft, by=context.person.short_name))


async def _submit(context: Context, event: Submitted) -> Response:
    """Keep the words as they were edited, and show the draft once more."""
    draft, is_current = await _the_draft(context, event.value)
    if not is_current:
        raise ChangeRefusedError(words(said.FILE).plain("error.stale"))
    if not event.fields.get(HEADLINE, "").strip():
        return Response(errors={HEADLINE: words(said.FILE).plain("error.headline")})
    digest = with_edits(draft.digest, event.fields, by=context.person.short_name)
    if digest == draft.digest:
        return Response(reply=said.card(await _shown(context, draft), "same"))
    edited = draft.edited(digest)
    await context.tx.put(edited)
    return Response(reply=said.card(await _shown(context, edited), "again"))


COMMAND = Command(
    word="draft",
    help="digests to read over before they are posted",
    examples=("/headway draft",),
    typed=typed,
    pressed={
        "show": _press_show,
        "post": _press_post,
        "template": _press_template,
        "edit": _press_edit,
    },
    submitted={"save": _submit},
)
