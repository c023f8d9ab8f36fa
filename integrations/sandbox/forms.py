"""Open forms, kept so that a page or another process can show them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.messages import Form
from bot.ports import Clock, PlatformItem, Store
from integrations.sandbox.fields import wrong_in
from integrations.sandbox.items import PLATFORM, dump, load

_KIND = "form"


@dataclass(frozen=True, kw_only=True)
class OpenForm:
    """A form that stands open in a conversation, with what was typed and the errors at fields."""

    conversation: str
    form: Form
    errors: dict[str, str] = field(default_factory=dict)

    def wrong(self, action: str, value: str, typed: Mapping[str, str]) -> dict[str, str]:
        """What is wrong with what was typed, by field; nothing where another form is meant."""
        if (self.form.action, self.form.value) != (action, value):
            return {}
        return wrong_in(self.form, typed)

    def fits(self, other: "OpenForm") -> bool:
        """Whether the other is this form, as it was opened or with something else in it."""
        return (self.form.action, self.form.value) == (other.form.action, other.form.value)

    def corrected(self, typed: Mapping[str, str], errors: Mapping[str, str]) -> "OpenForm":
        """The form with what was typed into it, and what is wrong with that."""
        fields = tuple(replace(f, value=typed.get(f.key, f.value)) for f in self.form.fields)
        return replace(self, form=replace(self.form, fields=fields), errors=dict(errors))


class Forms:
    """At most one open form per user, as on every chat platform: the newest."""

    def __init__(self, *, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def open(self, user: str, conversation: str, form: Form) -> None:
        """Show a form, in the place of another."""
        await self._put(user, OpenForm(conversation=conversation, form=form))

    async def opened(self, user: str) -> OpenForm | None:
        """The form that stands open."""
        async with self._store.read() as tx:
            item = await tx.get(PlatformItem, PLATFORM, _KIND, user)
        return load(OpenForm, item.body) if item and item.body else None

    async def settle(self, user: str, typed: Mapping[str, str], errors: Mapping[str, str]) -> None:
        """Close what was sent; with errors keep it open with them and what was typed."""
        opened = await self.opened(user)
        if opened is None or not errors:
            return await self.close(user)
        return await self._put(user, opened.corrected(typed, errors))

    async def close(self, user: str) -> None:
        """Close the open form. Nothing can be removed from the store, so it is emptied."""
        await self._put(user, None)

    async def _put(self, user: str, opened: OpenForm | None) -> None:
        item = PlatformItem(
            platform=PLATFORM,
            kind=_KIND,
            id=user,
            at=await self._clock.now(),
            body=dump(opened) if opened else {},
        )
        async with self._store.write() as tx:
            await tx.put(item)
