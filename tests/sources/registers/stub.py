"""A register on the loopback, and recorded answers of REGON to replay on it."""

import ssl
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.etree import ElementTree

import yaml

SOAP = "{http://www.w3.org/2003/05/soap-envelope}"


@dataclass
class Reply:
    """One answer."""

    body: bytes = b""
    status: int = 200
    headers: dict = field(default_factory=dict)


@dataclass
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    headers: dict
    body: bytes


class Stub:
    """Answers by a function of the request, and remembers what it was asked."""

    def __init__(self, answer, certificate=None):
        self.asked = []
        stub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                size = int(self.headers.get("Content-Length") or 0)
                asked = Asked(self.command, self.path, dict(self.headers), self.rfile.read(size))
                stub.asked.append(asked)
                reply = answer(asked)
                if reply is None:
                    self.close_connection = True
                    return
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                self.wfile.write(reply.body)

            do_POST = do_GET  # noqa: N815 - the name that http.server calls

            def log_message(self, *_):
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # a client that refuses the certificate breaks off
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()
        self.port = self._server.server_port
        self.address = f"http://127.0.0.1:{self.port}"

    def close(self):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def cassette(path):
    """Return the recorded exchanges of a file as (operation, parameters, session, answer)."""

    class Loader(yaml.SafeLoader):
        """Reads what Python 2 wrote."""

    Loader.add_constructor("tag:yaml.org,2002:python/unicode", lambda loader, node: loader.construct_scalar(node))
    recorded = yaml.load(path.read_text("utf-8"), Loader)  # noqa: S506 - a SafeLoader with one constructor more
    found = []
    for exchange in recorded["interactions"]:
        asked, answered = exchange["request"], exchange["response"]["body"]["string"]
        body = answered.encode() if isinstance(answered, str) else answered
        found.append((*operation_of(asked["body"].encode()), asked["headers"]["sid"][0], asked["headers"], body))
    return found


def operation_of(body):
    """Return operation and parameters of a SOAP request, whatever the names of its prefixes."""
    inner = next(iter(ElementTree.fromstring(body).find(f"{SOAP}Body")))  # noqa: S314 - our own request
    leaves = {leaf.tag: leaf.text for leaf in inner.iter() if len(leaf) == 0}
    return inner.tag, leaves


def soap(operation, result, *, multipart=True):
    """Return an invented answer in the form of the recorded ones."""
    escaped = result.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    envelope = (
        '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>'
        f'<{operation}Response xmlns="http://CIS/BIR/PUBL/2014/07"><{operation}Result>{escaped}</{operation}Result>'
        f"</{operation}Response></s:Body></s:Envelope>"
    )
    if not multipart:
        return envelope.encode()
    head = "\r\n--uuid:1+id=1\r\nContent-ID: <http://tempuri.org/0>\r\nContent-Type: application/xop+xml\r\n\r\n"
    return f"{head}{envelope}\r\n--uuid:1+id=1--\r\n".encode()
