"""Procrastinate's queue as the store sees it: a job for each workspace with something to send.

Jobs of a workspace have its name as ``lock``, so one at a time is done, and as ``queueing_lock``,
so one at most waits. https://procrastinate.readthedocs.io/en/stable/howto/advanced/locks.html
"""

from collections.abc import Mapping, Sequence

from bot.domain.delivery import Place

TASK = "deliver"

_QUEUEING = """
INSERT INTO procrastinate_jobs (queue_name, task_name, lock, queueing_lock, args, scheduled_at)
SELECT platform, %(task)s, platform || ' ' || workspace, platform || ' ' || workspace,
    jsonb_build_object('platform', platform, 'workspace', workspace, 'failures', %(failures)s::int),
    now() + make_interval(secs => nullif(%(after)s::float, 0))
FROM unnest(%(platforms)s::text[], %(workspaces)s::text[]) AS place (platform, workspace)
ON CONFLICT (queueing_lock) WHERE status = 'todo'
DO UPDATE SET priority = procrastinate_jobs.priority
"""
# Of two at once neither fails. And a job that waits is held until this transaction ends: nobody
# takes it meanwhile and finds that there is nothing to do yet.


class JobQueue:
    """See ``storage.queueing.Queue``. A queue's name is its platform's."""

    table = "procrastinate_jobs"

    def schema(self) -> str:
        """See ``Queue.schema``."""
        # Imported when there is something to make: most starts need nothing of it.
        from procrastinate.schema import SchemaManager

        return SchemaManager.get_schema()

    def queueing(
        self, places: Sequence[Place], *, after: float = 0, failures: int = 0
    ) -> tuple[str, Mapping[str, object]]:
        """See ``Queue.queueing``; ``after`` so many seconds, when so many attempts have failed."""
        return _QUEUEING, {
            "task": TASK,
            "failures": failures,
            "after": after,
            "platforms": [place.platform for place in places],
            "workspaces": [place.workspace for place in places],
        }
