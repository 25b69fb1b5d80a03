"""A server on the loopback interface that answers with bytes made beforehand, so that it is never what is waited for."""

from __future__ import annotations

import multiprocessing
import socket
import threading
import time
from dataclasses import dataclass

FORKED = multiprocessing.get_context("fork")
CHUNK = 32 << 10


@dataclass(frozen=True)
class Reply:
    """What is answered. Large bodies go in chunks, as from a real server."""

    body: bytes
    # Seconds between one byte and the next.
    pause: float = 0
    # Whether the moment of its last byte is to be known.
    is_timed: bool = False

    def wire(self) -> bytes:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
        if self.pause or len(self.body) <= CHUNK:
            return head + b"Content-Length: %d\r\n\r\n" % len(self.body) + self.body
        pieces = [self.body[start : start + CHUNK] for start in range(0, len(self.body), CHUNK)]
        chunks = b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces)
        return head + b"Transfer-Encoding: chunked\r\n\r\n" + chunks + b"0\r\n\r\n"


UNKNOWN = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 19\r\n\r\n404 page not found\n"


class Server:
    """Replies by their paths, whatever the query. Use it with `with`: it runs in a process of its own until the block ends."""

    def __init__(self, replies: dict[str, Reply]):
        self._replies = {path: (reply, reply.wire()) for path, reply in replies.items()}
        self._last_byte = FORKED.Value("d", 0)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._process = FORKED.Process(target=self._serve, daemon=True)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    @property
    def last_byte(self) -> float:
        """When the last byte of the latest timed reply was handed to the system, by `time.perf_counter`, which is one for all processes."""
        return self._last_byte.value

    def __enter__(self) -> "Server":
        self._process.start()
        self._listener.close()
        return self

    def __exit__(self, *_) -> None:
        self._process.terminate()
        self._process.join()

    def _serve(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        """Answers the requests of one connection until the client closes it."""
        with connection, connection.makefile("rb") as requests:
            try:
                while line := requests.readline():
                    while requests.readline().strip():
                        pass
                    self._send(connection, line.split()[1].decode().split("?")[0])
            except OSError:
                pass  # the client has gone

    def _send(self, connection: socket.socket, path: str) -> None:
        if path not in self._replies:
            connection.sendall(UNKNOWN)
            return
        reply, wire = self._replies[path]
        if reply.pause:
            body = wire.index(b"\r\n\r\n") + 4
            connection.sendall(wire[:body])
            for offset in range(body, len(wire)):
                time.sleep(reply.pause)
                connection.sendall(wire[offset : offset + 1])
        else:
            connection.sendall(wire)
        if reply.is_timed:
            self._last_byte.value = time.perf_counter()
