"""What ``bot.ports.store`` promises, on every store."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from bot.domain.audience import Audience
from bot.domain.blocker import Blocker, BlockerState
from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState
from bot.domain.errors import AlreadyThereError, HeadwayError, NaiveTimeError
from bot.domain.help import Help
from bot.domain.inbox import Received
from bot.domain.schedule import Occurs, Schedule
from bot.ports.store import AtLeast, AtMost, Below, Between, OneOf, PlatformItem, Store

NOON = datetime(2027, 1, 11, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def event(key: str, *, after: int = 0, response: str = "") -> Received:
    return Received(key=key, at=NOON + after * MINUTE, response=response)


def due(person: str, minutes: int | None) -> Schedule:
    at = None if minutes is None else NOON + minutes * MINUTE
    return Schedule(partnership="riverbend", occurs=Occurs.CHECK_IN, person=person, next_due=at)


def delivery(name: str, **fields: object) -> Delivery:
    plain = {"partnership": "riverbend", "kind": DeliveryKind.NOTICE, "occasion": "x"}
    rest = {"recipient": "person:boyd", "platform": "sandbox", "not_before": NOON}
    return Delivery(**{"id": name, **plain, **rest, "changed_at": NOON, **fields})  # type: ignore[arg-type]


def helps(number: int, text: str = "coffee", partnership: str = "riverbend") -> Help:
    return Help(
        partnership=partnership,
        number=number,
        by="boyd",
        at=NOON,
        audience=Audience.LEADERS,
        text=text,
    )


def message(number: int) -> PlatformItem:
    return PlatformItem(
        platform="s",
        kind="message",
        id=str(number),
        parent="dm",
        mark=f"d{number}",
        at=NOON,
        body={"z": number, "a": [None, {"b": 1.5}]},
    )


async def keep(store: Store, *values: Received | Schedule | Delivery | Help | PlatformItem) -> None:
    async with store.write() as tx:
        await tx.put(*values)


async def people(store: Store, order: str = "", limit: int | None = None, **where: object) -> str:
    async with store.read() as tx:
        found = await tx.find(Schedule, order=order, limit=limit, **where)
        if limit is None:
            assert await tx.count(Schedule, **where) == len(found)
    return " ".join(row.person for row in found)


async def test_what_was_never_stored_is_none(store: Store) -> None:
    async with store.read() as tx:
        assert await tx.get(Received, "nothing") is None


async def test_a_value_is_found_under_the_fields_of_its_key_in_their_order(store: Store) -> None:
    await keep(store, helps(1), helps(2, partnership="lakeside"))
    async with store.read() as tx:
        assert await tx.get(Help, "riverbend", 1) == helps(1)
        assert await tx.get(Help, "riverbend", 2) is None


async def test_adding_refuses_a_taken_key_and_leaves_what_was_there(store: Store) -> None:
    await keep(store, event("a", response="first"))
    async with store.write() as tx:
        with pytest.raises(AlreadyThereError):
            await tx.add(event("a", response="second"))
        assert await tx.get(Received, "a") == event("a", response="first")


async def test_a_transaction_goes_on_after_a_refused_add_of_which_nothing_is_kept(
    store: Store,
) -> None:
    await keep(store, event("taken"))
    async with store.write() as tx:
        with pytest.raises(AlreadyThereError):
            await tx.add(event("free"), event("taken"))
        await tx.add(event("later"))
    async with store.read() as tx:
        assert [found.key for found in await tx.find(Received)] == ["later", "taken"]


async def test_adding_refuses_one_key_twice(store: Store) -> None:
    async with store.write() as tx:
        with pytest.raises(AlreadyThereError):
            await tx.add(event("a"), event("a"))
        assert await tx.count(Received) == 0


async def test_adding_takes_values_of_several_kinds(store: Store) -> None:
    async with store.write() as tx:
        await tx.add(event("a"), helps(1), event("b"))
    async with store.read() as tx:
        assert (await tx.count(Received), await tx.count(Help)) == (2, 1)


async def test_adding_missing_ones_returns_those_in_their_order(store: Store) -> None:
    await keep(store, event("b", response="old"))
    async with store.write() as tx:
        added = await tx.add_missing(event("c"), event("b"), event("a"))
        assert [value.key for value in added] == ["c", "a"]
        assert await tx.get(Received, "b") == event("b", response="old")


async def test_of_two_missing_ones_with_one_key_the_first_is_kept(store: Store) -> None:
    first, second = event("a", response="first"), event("a", response="second")
    async with store.write() as tx:
        assert await tx.add_missing(first, second) == [first]
        assert await tx.get(Received, "a") == first


async def test_adding_or_putting_nothing_does_nothing(store: Store) -> None:
    async with store.write() as tx:
        await tx.add()
        await tx.put()
        assert await tx.add_missing() == []


async def test_putting_replaces_and_the_last_of_one_key_wins(store: Store) -> None:
    await keep(store, event("a", response="1"))
    await keep(store, event("a", response="2"), event("b"), event("a", response="3"))
    async with store.read() as tx:
        assert await tx.find(Received) == [event("a", response="3"), event("b")]


async def test_values_are_found_by_a_field_by_several_and_by_an_empty_one(store: Store) -> None:
    await keep(store, due("ann", 1), due("bob", 1), due("cy", None))
    assert await people(store, next_due=NOON + MINUTE) == "ann bob"
    assert await people(store, next_due=NOON + MINUTE, person="bob") == "bob"
    assert await people(store, next_due=None) == "cy"
    assert await people(store) == "ann bob cy"


async def test_bounds_include_what_they_say_and_never_what_is_empty(store: Store) -> None:
    await keep(store, due("a", 0), due("b", 1), due("c", 2), due("none", None))
    one, two = NOON + MINUTE, NOON + 2 * MINUTE
    assert await people(store, next_due=AtMost(one)) == "a b"
    assert await people(store, next_due=AtLeast(one)) == "b c"
    assert await people(store, next_due=Below(one)) == "a"
    assert await people(store, next_due=Between(NOON, two)) == "b c"


async def test_one_of_several_values_is_found_the_empty_one_too(store: Store) -> None:
    await keep(store, due("a", 0), due("b", 1), due("none", None))
    assert await people(store, person=OneOf(("a", "none", "nobody"))) == "a none"
    assert await people(store, next_due=OneOf((NOON, None))) == "a none"
    assert await people(store, next_due=OneOf((NOON, NOON + MINUTE))) == "a b"
    assert await people(store, occurs=OneOf((Occurs.CHECK_IN, Occurs.DIGEST))) == "a b none"
    assert await people(store, person=OneOf(())) == ""


async def test_states_flags_numbers_and_dates_are_compared_as_what_they_are(store: Store) -> None:
    first = Blocker(**vars(helps(1)), since=date(2027, 1, 4))
    cleared = first.cleared(by="boyd", at=NOON)
    second = Blocker(**vars(helps(2)) | {"withdrawn": True}, since=date(2027, 1, 5))
    async with store.write() as tx:
        await tx.put(cleared, second)
        assert await tx.find(Blocker, state=BlockerState.CLEARED) == [cleared]
        assert await tx.find(Blocker, withdrawn=True) == [second]
        assert await tx.find(Blocker, since=Below(date(2027, 1, 5))) == [cleared]
        assert await tx.find(Blocker, number=OneOf((2, 3))) == [second]


async def test_an_order_is_by_the_field_and_then_by_key_with_empty_ones_first(store: Store) -> None:
    await keep(store, due("a", 2), due("b", 1), due("c", None), due("d", 1), due("e", None))
    assert await people(store, "next_due") == "c e b d a"
    assert await people(store, "-next_due") == "a b d c e"


async def test_text_is_ordered_by_code_point(store: Store) -> None:
    words = ["z", "B", "a", "Ä", "10", "9", "a b", "a-b", "𝄞", "\uff5a"]
    await keep(store, *map(event, words))
    async with store.read() as tx:
        assert [value.key for value in await tx.find(Received)] == sorted(words)


async def test_a_limit_takes_the_first_in_order(store: Store) -> None:
    await keep(store, due("a", 3), due("b", 1), due("c", 2))
    assert await people(store, "next_due", 2) == "b c"
    assert await people(store, "-next_due", 1) == "a"
    assert await people(store, "", 0) == ""


async def test_moments_of_any_zone_are_one_line_of_time(store: Store) -> None:
    east = timezone(timedelta(hours=9))
    await keep(store, due("a", 0), event("x"))
    local = NOON.astimezone(east)
    assert await people(store, next_due=local) == "a"
    assert await people(store, next_due=AtLeast(local + timedelta(microseconds=1))) == ""
    assert await people(store, next_due=Below(local + timedelta(microseconds=1))) == "a"


async def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    naive = NOON.replace(tzinfo=None)
    async with store.write() as tx:
        with pytest.raises(NaiveTimeError):
            await tx.put(Received(key="a", at=naive, response=""))
        with pytest.raises(NaiveTimeError):
            await tx.find(Received, at=naive)
        assert await tx.count(Received) == 0


async def test_platforms_find_their_items_again(store: Store) -> None:
    old, new = message(1), message(2)
    await keep(store, new, old)
    async with store.read() as tx:
        assert await tx.find(PlatformItem, platform="s", kind="message", parent="dm") == [old, new]
        (found,) = await tx.find(PlatformItem, platform="s", mark="d1")
    assert list(found.body) == ["z", "a"]


async def test_claiming_finds_what_nobody_else_has(store: Store) -> None:
    late, soon = delivery("late", not_before=NOON + MINUTE), delivery("soon")
    await keep(store, late, soon, delivery("sent", state=DeliveryState.SENT))
    async with store.write() as tx:
        wanted = await tx.claim(Delivery, order="-not_before", state=DeliveryState.QUEUED)
        assert wanted == [late, soon]
        assert await tx.claim(Delivery, limit=1, state=DeliveryState.QUEUED) == [late]


async def test_numbers_count_for_each_partnership_and_letter(store: Store) -> None:
    async with store.write() as tx:
        assert [await tx.next_number("riverbend", "C") for _ in range(3)] == [1, 2, 3]
        assert await tx.next_number("riverbend", "B") == 1
        assert await tx.next_number("lakeside", "C") == 1


async def test_a_transaction_sees_its_own_changes_and_others_after_its_end(
    stores: tuple[Store, Store],
) -> None:
    here, there = stores
    async with here.write() as tx:
        await tx.put(event("a"))
        assert await tx.count(Received) == 1
        async with there.read() as other:
            assert await other.count(Received) == 0
    async with there.read() as other:
        assert await other.count(Received) == 1


async def test_a_reader_sees_one_moment_to_its_end(stores: tuple[Store, Store]) -> None:
    here, there = stores
    async with there.read() as reader:
        assert await reader.count(Received) == 0
        await keep(here, event("a"))
        assert await reader.count(Received) == 0


async def test_any_exception_undoes_everything(store: Store) -> None:
    await keep(store, event("a", response="old"))

    async def fail() -> None:
        async with store.write() as tx:
            await tx.put(event("a", response="new"), event("b"))
            await tx.next_number("riverbend", "C")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with store.write() as tx:
        assert await tx.find(Received) == [event("a", response="old")]
        assert await tx.next_number("riverbend", "C") == 1


async def test_a_reading_transaction_refuses_to_write(store: Store) -> None:
    async with store.read() as tx:
        for change in (tx.put(event("a")), tx.add(event("a")), tx.add_missing(event("a"))):
            with pytest.raises(HeadwayError, match="only reads"):
                await change
        with pytest.raises(HeadwayError, match="only reads"):
            await tx.next_number("riverbend", "C")
        with pytest.raises(HeadwayError, match="only reads"):
            await tx.claim(Received)


async def test_ten_thousand_values_go_in_and_out_at_once(store: Store) -> None:
    many = [event(f"{number:05}") for number in range(10_000)]
    async with store.write() as tx:
        await tx.add(*many[:5_000])
        assert await tx.add_missing(*many) == many[5_000:]
        await tx.put(*many)
        keys = OneOf(tuple(value.key for value in many))
        assert await tx.count(Received, key=keys) == len(many)
        assert await tx.find(Received, key=keys) == many


async def test_a_prepared_store_is_ready_and_preparing_it_again_changes_nothing(
    store: Store,
) -> None:
    await keep(store, event("a"))
    await store.prepare()
    assert await store.ready() is None
    async with store.read() as tx:
        assert await tx.count(Received) == 1
