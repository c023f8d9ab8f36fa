"""What ``find``, ``count`` and ``claim`` promise, on every store."""

from datetime import UTC, date, datetime, timedelta, timezone

from bot.domain.audience import Audience
from bot.domain.blocker import Blocker, BlockerState
from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState
from bot.domain.help import Help
from bot.domain.inbox import Received
from bot.domain.schedule import Occurs, Schedule
from bot.ports.store import AtLeast, AtMost, Below, Between, OneOf, PlatformItem, Store

NOON = datetime(2027, 1, 11, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def due(person: str, minutes: int | None) -> Schedule:
    at = None if minutes is None else NOON + minutes * MINUTE
    return Schedule(partnership="riverbend", occurs=Occurs.CHECK_IN, person=person, next_due=at)


AT = {"not_before": NOON, "changed_at": NOON}


def delivery(name: str, **fields: object) -> Delivery:
    plain = {"partnership": "riverbend", "kind": DeliveryKind.NOTICE, "occasion": "x"}
    rest = {"recipient": "person:boyd", "platform": "sandbox", "workspace": "T1"}
    return Delivery(**{"id": name, **plain, **rest, **AT, **fields})  # type: ignore[arg-type]  # fields of several types


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


async def people(store: Store, order: str = "", limit: int | None = None, **where: object) -> str:
    async with store.read() as tx:
        found = await tx.find(Schedule, order=order, limit=limit, **where)
        if limit is None:
            assert await tx.count(Schedule, **where) == len(found)
    return " ".join(row.person for row in found)


def event(key: str) -> Received:
    return Received(key=key, at=NOON, response="")


def helps(number: int, text: str = "coffee", partnership: str = "riverbend") -> Help:
    return Help(
        partnership=partnership,
        number=number,
        by="boyd",
        at=NOON,
        audience=Audience.LEADERS,
        text=text,
    )


async def keep(store: Store, *values: Received | Schedule | Delivery | PlatformItem) -> None:
    async with store.write() as tx:
        await tx.put(*values)


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
