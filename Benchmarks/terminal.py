"""A pseudo-terminal with the program in it: keys go in, bytes and their times come out."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import tempfile
import termios
import time
from dataclasses import dataclass

from process import PINNED


@dataclass(frozen=True)
class Burst:
    """What the program wrote from one moment until it fell silent."""

    bytes: bytes
    first_seconds: float
    last_seconds: float


class Terminal:
    """Use it with `with`; the program is ended when the block is."""

    def __init__(self, *command: str, columns: int = 80, rows: int = 24):
        self.home = tempfile.TemporaryDirectory()
        self.start = time.perf_counter()
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            size = struct.pack("HHHH", rows, columns, 0, 0)
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            os.execve(command[0], command, {**os.environ, **PINNED, "HOME": self.home.name})
        os.set_blocking(self.descriptor, False)

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_) -> None:
        os.close(self.descriptor)
        os.waitpid(self.pid, 0)
        self.home.cleanup()

    def read_until(self, texts: list[bytes], seconds: float = 60) -> float:
        """Waits for one of the texts; answers how long after the start it came."""
        seen = b""
        deadline = time.perf_counter() + seconds
        while time.perf_counter() < deadline:
            seen += self._read(deadline)
            if any(text in seen for text in texts):
                return time.perf_counter() - self.start
        raise SystemExit(f"the program did not write any of {texts[:5]}, but ended with {seen[-400:]!r}")

    def settle(self, silence: float = 1, patience: float = 1, limit: float = 120) -> Burst:
        """Reads until nothing has come for so long; the first byte may take its own time."""
        start = time.perf_counter()
        first, last, seen = 0.0, 0.0, b""
        while (now := time.perf_counter()) - start < limit:
            wait_until = start + last + silence if seen else start + patience
            if now >= wait_until:
                break
            read = self._read(wait_until)
            if read:
                last = time.perf_counter() - start
                first = first if seen else last
                seen += read
        return Burst(seen, first, last)

    def press(self, keys: bytes, silence: float = 0.03) -> Burst:
        """Types, and answers what came of it; times count from the write."""
        os.write(self.descriptor, keys)
        return self.settle(silence)

    def press_until(self, keys: bytes, text: bytes, seconds: float = 5) -> float:
        """Types, and answers how long it takes until a text is written, whatever else is written meanwhile."""
        self.settle(silence=0.01, patience=0.01, limit=0.05)
        start = time.perf_counter()
        os.write(self.descriptor, keys)
        seen = b""
        while text not in seen:
            if time.perf_counter() - start > seconds:
                raise SystemExit(f"{keys!r} did not bring {text!r}, but {seen[-400:]!r}")
            seen += self._read(start + seconds)
        return time.perf_counter() - start

    def cost(self) -> tuple[float, dict[str, int]]:
        """CPU seconds used so far, and how often each thread of the program has woken up."""
        with open(f"/proc/{self.pid}/stat", encoding="utf-8") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        wakes = {}
        for thread in os.listdir(f"/proc/{self.pid}/task"):
            with open(f"/proc/{self.pid}/task/{thread}/status", encoding="utf-8") as file:
                wakes[thread] = sum(int(line.split()[1]) for line in file if line.startswith("voluntary_ctxt_switches"))
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"), wakes

    def _read(self, deadline: float) -> bytes:
        ready, _, _ = select.select([self.descriptor], [], [], max(0, deadline - time.perf_counter()))
        if not ready:
            return b""
        try:
            return os.read(self.descriptor, 1 << 16)
        except BlockingIOError:
            return b""
        except OSError as error:
            raise SystemExit("the program ended while it was measured") from error
