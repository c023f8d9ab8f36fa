"""Connections to Slack: one session for what is under way, nothing open when it is quiet."""

from integrations.slack.connections import Connections


async def test_calls_that_overlap_share_a_session_and_the_last_one_closes_it() -> None:
    connections = Connections(timeout=1)
    async with connections.open() as first:
        async with connections.open() as second:
            assert second is first
        assert not first.closed
    assert first.closed


async def test_the_next_call_opens_it_again() -> None:
    connections = Connections(timeout=1)
    async with connections.open() as first:
        pass
    async with connections.open() as second:
        assert not second.closed
    assert second is not first
