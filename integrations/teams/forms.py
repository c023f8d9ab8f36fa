"""Forms as dialogs. Each is kept while it is open: what is sent does not bring it back."""

from collections.abc import Mapping, Sequence

from bot.domain.people import Person
from bot.ledger.directory import who_is
from bot.messages import FieldKind, Form, Option, Sender, taken_off
from bot.ports import Store
from integrations.forms import Kept, KeptForms
from integrations.teams.dialogs import to_dialog
from integrations.teams.place import Place
from integrations.teams.values import Json


class Forms:
    """Makes dialogs of forms."""

    def __init__(self, *, kept: KeptForms, store: Store) -> None:
        self._kept = kept
        self._store = store

    async def dialog(self, form: Form, place: Place) -> Json:
        """A form as a dialog that, when it is sent, is known again, and where it was opened."""
        about = {"message": place.message} if place.message else {}
        key = await self._kept.keep(form, place.sender.user, **about)
        return to_dialog(form, people=await self._people(form, place.sender), key=key)

    async def again(
        self, kept: Kept, sender: Sender, *, given: Mapping[str, str], errors: Mapping[str, str]
    ) -> Json:
        """The same dialog with what was filled in, and what is wrong with it."""
        people = await self._people(kept.form, sender)
        return to_dialog(kept.form, people=people, key=kept.key, given=given, errors=errors)

    async def _people(self, form: Form, sender: Sender) -> Sequence[Option]:
        """Everybody of the form's district, or of the sender's only one, if a field asks for it."""
        if not any(field.kind is FieldKind.PERSON for field in form.fields):
            return ()
        async with self._store.read() as tx:
            me = await who_is(tx, sender, taken_off(form.value)[0])
            if me is None:
                return ()
            people = await tx.find(Person, partnership=me.partnership, left=None, order="name")
        return [Option(value=person.key, label=person.name) for person in people]
