"""A small statistical office on the loopback: answers what a test tells it to, and remembers what it was asked."""

import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Answer:
    """One answer; ``breaks_after`` ends the connection after so many bytes of the body."""

    body: bytes = b""
    status: int = 200
    headers: dict = field(default_factory=dict)
    breaks_after: int | None = None
    ranges: bool = False


class Office:
    """Answers are given in order, the last one for ever; a function is asked with the path and headers of each request."""

    def __init__(self):
        self.answers = []
        self.asked = []
        office = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                office.asked.append((self.path, dict(self.headers)))
                answer = office.answers.pop(0) if len(office.answers) > 1 else office.answers[0]
                answer = answer(self.path, self.headers) if callable(answer) else answer
                _send(self, answer)

            def log_message(self, *_):
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def close(self):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _send(handler, answer):
    body, status, headers = answer.body, answer.status, dict(answer.headers)
    begins = handler.headers.get("Range")
    if answer.ranges and begins and handler.headers.get("If-Range") == headers.get("ETag"):
        start = int(begins.removeprefix("bytes=").rstrip("-"))
        headers["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
        body, status = body[start:], 206 if start < len(body) else 416
    if "ETag" in headers and handler.headers.get("If-None-Match") == headers["ETag"]:
        body, status = b"", 304
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    if status != 304:
        handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    if answer.breaks_after is None or status == 304:
        handler.wfile.write(body)
    else:
        handler.wfile.write(body[: answer.breaks_after])
        handler.wfile.flush()
        handler.close_connection = True
