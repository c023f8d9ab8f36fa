"""Where servers of tests listen."""

import socket


def listening() -> socket.socket:
    """A free port of this machine, whose answers leave at once.

    asyncio sees to that only where a socket names its protocol, and these do not: the body of an
    answer would wait 40 ms for the acknowledgement of its head.
    """
    port = socket.create_server(("127.0.0.1", 0))
    port.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return port
