"""A network between browser and platform that can be cut: TCP, nothing but bytes passed on."""

import select
import socket
import struct
from threading import Lock, Thread

RESET = struct.pack("ii", 1, 0)  # closing such a socket sends a reset, as a network that goes away


class Network:
    """Listens on a port of its own and passes on to the platform, unless it was cut.

    `lose_answers_to` lets requests through and throws the answers away: what the server did is
    done, and nobody here hears of it. `refuse` lets requests for one path not even get there.
    """

    def __init__(self, target_port: int) -> None:
        self._target_port = target_port
        self._lock = Lock()
        self._open: set[socket.socket] = set()
        self._losing: bytes | None = None
        self._refusing: bytes | None = None
        self._listener: socket.socket | None = None
        self.port = 0
        self.lost_answers = 0
        self.was_cut = False
        self.restore()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def restore(self) -> None:
        """Let everything through again."""
        self._losing = self._refusing = None
        self._listen()

    def _listen(self) -> None:
        if self._listener is not None:
            return
        listener = socket.create_server(("127.0.0.1", self.port), backlog=64)
        self.port = listener.getsockname()[1]
        self._listener = listener
        Thread(target=self._accept, args=(listener,), daemon=True).start()

    def cut(self) -> None:
        """Reset every connection and refuse new ones."""
        self.was_cut = True
        if self._listener is not None:
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes the thread that accepts
            self._listener.close()
            self._listener = None
        with self._lock:
            for connection in self._open:
                _interrupt(connection)

    def lose_answers_to(self, path: str) -> None:
        """From now on requests for a path are carried out, and their answers never arrive."""
        self.was_cut = True
        self._losing = _in_first_line(path)

    def refuse(self, path: str) -> None:
        """From now on everything goes through but requests for a path."""
        self.was_cut = True
        self._refusing = _in_first_line(path)
        self._listen()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                browser, _address = listener.accept()
            except OSError:
                return
            Thread(target=self._carry, args=(browser,), daemon=True).start()

    def _carry(self, browser: socket.socket) -> None:
        try:
            platform = socket.create_connection(("127.0.0.1", self._target_port), timeout=30)
        except OSError:
            browser.close()
            return
        with browser, platform:
            with self._lock:
                self._open |= {browser, platform}
            if self._listener is None:  # cut since it was accepted
                return
            try:
                self._pass_on(browser, platform)
            except OSError:
                _reset(browser)
            finally:
                with self._lock:
                    self._open -= {browser, platform}

    def _pass_on(self, browser: socket.socket, platform: socket.socket) -> None:
        is_losing = False
        while True:
            for source in select.select([browser, platform], [], [], 60)[0]:
                data = source.recv(65536)
                if not data:
                    return
                if source is browser:
                    first_line = data.partition(b"\r\n")[0]
                    if _is_in(self._refusing, first_line):
                        _reset(browser)
                        return
                    if first_line.endswith(b" HTTP/1.1"):  # and not the body that follows
                        is_losing = _is_in(self._losing, first_line)
                    platform.sendall(data)
                elif is_losing:
                    self.lost_answers += 1
                    _reset(browser)
                    return
                else:
                    browser.sendall(data)


def _in_first_line(path: str) -> bytes:
    return f" {path} HTTP/".encode()


def _is_in(part: bytes | None, line: bytes) -> bool:
    return part is not None and part in line


def _reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)


def _interrupt(connection: socket.socket) -> None:
    """Make the thread that carries this connection let go of it."""
    try:
        _reset(connection)
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
