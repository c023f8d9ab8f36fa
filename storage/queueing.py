"""Jobs that are queued in the transaction that causes them: both are kept, or neither."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from sqlalchemy import inspect
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import Delivery, DeliveryState, Place
from bot.ports.store import Stored


class Queue(Protocol):
    """A queue with tables of its own beside ours, in PostgreSQL."""

    @property
    def table(self) -> str:
        """One of its tables, that is there when all are."""
        ...

    def schema(self) -> str:
        """The statements that make its tables."""
        ...

    def queueing(self, places: Sequence[Place]) -> tuple[str, Mapping[str, object]]:
        """The statement, with ``%(name)s``, that queues a job for each place where none waits.

        It never fails because one is queued already.
        """
        ...


def due_at(values: Sequence[Stored]) -> set[Place]:
    """Where something is to be sent at once, of what is being stored."""
    return {
        value.place
        for value in values
        if isinstance(value, Delivery)
        and value.state is DeliveryState.QUEUED
        and value.not_before <= value.changed_at
    }


async def queue_jobs(connection: AsyncConnection, queue: Queue, places: set[Place]) -> None:
    """Queue jobs as the last thing of a transaction; in order, so that none waits for another."""
    if places:
        statement, parameters = queue.queueing(sorted(places))
        await connection.exec_driver_sql(statement, dict(parameters))


async def prepare_queue(connection: AsyncConnection, queue: Queue) -> None:
    """Make the queue's tables if they are not there, in the transaction of the connection."""
    if await connection.run_sync(lambda plain: inspect(plain).has_table(queue.table)):
        return
    # Several statements at once: the driver takes them only by itself.
    driver = (await connection.get_raw_connection()).driver_connection
    if driver:
        await driver.execute(queue.schema())
