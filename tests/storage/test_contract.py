"""What ``bot.ports.store`` promises, on every store."""

from datetime import UTC, datetime

import pytest

from bot.domain.audience import Audience
from bot.domain.errors import AlreadyThereError, HeadwayError, NaiveTimeError
from bot.domain.help import Help
from bot.domain.inbox import Received
from bot.ports.store import AtMost, OneOf, PlatformItem, Store

NOON = datetime(2027, 1, 11, 12, tzinfo=UTC)


def event(key: str, *, response: str = "") -> Received:
    return Received(key=key, at=NOON, response=response)


def helps(number: int, text: str = "coffee", partnership: str = "riverbend") -> Help:
    return Help(
        partnership=partnership,
        number=number,
        by="boyd",
        at=NOON,
        audience=Audience.LEADERS,
        text=text,
    )


async def keep(store: Store, *values: Received | Help) -> None:
    async with store.write() as tx:
        await tx.put(*values)


async def test_what_was_never_stored_is_none(store: Store) -> None:
    async with store.read() as tx:
        assert await tx.get(Received, "nothing") is None


async def test_a_value_is_found_under_the_fields_of_its_key_in_their_order(store: Store) -> None:
    await keep(store, helps(1), helps(2, partnership="lakeside"))
    async with store.read() as tx:
        assert await tx.get(Help, "riverbend", 1) == helps(1)
        assert await tx.get(Help, "riverbend", 2) is None


async def test_values_with_some_keys_are_found_in_the_order_of_keys(store: Store) -> None:
    there = [helps(1), helps(2), helps(2, partnership="lakeside")]
    await keep(store, *there)
    async with store.read() as tx:
        keys = [("riverbend", 2), ("riverbend", 3), ("lakeside", 2), ("riverbend", 2)]
        assert await tx.get_all(Help, keys) == [there[2], there[1]]
        assert await tx.get_all(Help, []) == []


async def test_values_with_a_key_of_one_field_are_found_by_it(store: Store) -> None:
    await keep(store, event("b"), event("a"), event("c"))
    async with store.read() as tx:
        assert await tx.get_all(Received, [("b",), ("d",), ("a",)]) == [event("a"), event("b")]


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


async def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    naive = NOON.replace(tzinfo=None)
    async with store.write() as tx:
        with pytest.raises(NaiveTimeError):
            await tx.put(Received(key="a", at=naive, response=""))
        with pytest.raises(NaiveTimeError):
            await tx.find(Received, at=naive)
        assert await tx.count(Received) == 0


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
        with pytest.raises(HeadwayError, match="only reads"):
            await tx.remove(Received)


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


async def test_removing_takes_what_fits_up_to_a_limit_and_says_how_many(store: Store) -> None:
    await keep(store, *(event(f"{n}", response="old") for n in range(5)), event("new"))
    async with store.write() as tx:
        assert await tx.remove(Received, response="old", limit=2) == 2
        assert await tx.count(Received, response="old") == 3
        assert await tx.remove(Received, response="old") == 3
        assert await tx.remove(Received, response="old") == 0
        assert await tx.find(Received) == [event("new")]


async def test_what_is_removed_by_a_key_of_several_fields_is_that_alone(store: Store) -> None:
    items = [
        PlatformItem(platform="slack", kind=kind, id=key, at=NOON, until=until, body={})
        for kind, key, until in (("form", "a", NOON), ("form", "b", None), ("im", "a", None))
    ]
    async with store.write() as tx:
        await tx.put(*items)
        assert await tx.remove(PlatformItem, until=AtMost(NOON)) == 1
    async with store.read() as tx:
        assert await tx.find(PlatformItem) == items[1:]


async def test_what_is_removed_in_a_transaction_that_fails_is_there_again(store: Store) -> None:
    await keep(store, event("a"))

    async def fail() -> None:
        async with store.write() as tx:
            await tx.remove(Received)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with store.read() as tx:
        assert await tx.count(Received) == 1
