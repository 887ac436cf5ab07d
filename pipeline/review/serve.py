"""The review pages served to this machine alone; marks go straight to disk."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock

from rich.console import Console

from griffier.pipeline.correcting import MARKS, read_marks, write_marks
from griffier.pipeline.errors import UsageError
from griffier.pipeline.wording import said
from griffier.schemas.review_marks import MarkedRecord

HOST = "127.0.0.1"
_LONGEST = 20_000_000
"""Bytes of the marks of one document, its record in it."""
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


class Keeper:
    """The marks of a folder of pages, on disk after each change."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / MARKS
        self._marks = {one.key: one for one in read_marks(self._file)} if self._file.exists() else {}
        self._lock = Lock()

    def keep(self, one: MarkedRecord) -> None:
        """The marks of one document take the place of those it had. Raises OSError."""
        with self._lock:
            self._marks[one.key] = one
            write_marks(self._file, self._marks.values())


class Handler(SimpleHTTPRequestHandler):
    """Files of the folder, and `POST /marks`. Only for who asks by this machine's own name: a page elsewhere that makes
    a browser ask is refused."""

    def __init__(self, *given: object, keeper: Keeper, **more: object) -> None:
        self.keeper = keeper
        super().__init__(*given, **more)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """A file of the folder."""
        if self._is_ours():
            super().do_GET()

    def do_POST(self) -> None:
        """Marks of one document."""
        length = int(self.headers.get("Content-Length") or 0)
        if not self._is_ours() or self.path != "/marks":
            self.send_error(HTTPStatus.NOT_FOUND)
        elif length > _LONGEST or self.headers.get("Content-Type") != "application/json":
            self.send_error(HTTPStatus.BAD_REQUEST)
        else:
            try:
                self.keeper.keep(MarkedRecord.model_validate_json(self.rfile.read(length)))
            except ValueError:
                self.send_error(HTTPStatus.BAD_REQUEST)
            except OSError as error:
                self.send_error(HTTPStatus.INSUFFICIENT_STORAGE, error.strerror or "not written")
            else:
                self.send_response(HTTPStatus.NO_CONTENT)
                self.end_headers()

    def end_headers(self) -> None:
        """What every answer says to the browser."""
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a line for each picture is noise."""

    def _is_ours(self) -> bool:
        host = self.headers.get("Host", "").partition(":")[0]
        origin = self.headers.get("Origin")
        ours = host in (HOST, "localhost") and (origin is None or origin == f"http://{self.headers.get('Host')}")
        if not ours:
            self.send_error(HTTPStatus.FORBIDDEN)
        return ours


def server_of(folder: Path, port: int) -> ThreadingHTTPServer:
    """A server of the folder on a port of this machine; 0 takes a free one. Raises UsageError, OSError."""
    handler = partial(Handler, directory=str(folder), keeper=Keeper(folder))
    try:
        return ThreadingHTTPServer((HOST, port), handler)
    except OSError as error:
        raise UsageError(
            f"port {port} cannot be used: {error.strerror}", remedy="Give another --port, or 0."
        ) from error


def serve_pages(folder: Path, port: int) -> None:
    """Serve until Ctrl-C. Raises UsageError."""
    with server_of(folder, port) as server:
        how = said("Ctrl-C ends it; marks are in {file}", file=folder / MARKS)
        told = f"http://{HOST}:{server.server_port}/  ({how})"
        Console().print(told, highlight=False, soft_wrap=True)
        server.serve_forever()
