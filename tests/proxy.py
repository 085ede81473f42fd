"""A small reverse proxy with HTTPS for tests: what an operator puts in front, with a certificate of its own."""

import base64
import ipaddress
import ssl
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

OWN = {"connection", "keep-alive", "transfer-encoding", "host", "content-length"}


class Certificate:
    """A self-made certificate for one name, written to a folder."""

    def __init__(self, folder: Path, name: str, days: int = 30) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        now = datetime.now(UTC)
        names = x509.SubjectAlternativeName([x509.DNSName(name), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
        made = (
            x509.CertificateBuilder(called, called, key.public_key(), x509.random_serial_number())
            .not_valid_before(now - timedelta(days=60))
            .not_valid_after(now + timedelta(days=days))
            .add_extension(names, critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(key, hashes.SHA256())
        )
        self.file, self.key_file = folder / "certificate.pem", folder / "certificate-key.pem"
        self.file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
        self.key_file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        public = key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        self.pin = base64.b64encode(sha256(public).digest()).decode()


class Proxy:
    """Speaks HTTPS, passes everything on to `backend` with the usual headers; may take `strip` off the path."""

    def __init__(self, certificate: Certificate, backend: int, strip: str = "") -> None:
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(backend, strip))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate.file, certificate.key_file)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        self.port = self.server.server_address[1]

        self.server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a browser that hangs up is no news

    def __enter__(self) -> "Proxy":
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()


def _handler(backend: int, strip: str) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name: value for name, value in self.headers.items() if name.lower() not in OWN}
            headers |= {
                "Host": f"127.0.0.1:{backend}",
                "X-Forwarded-Host": self.headers["Host"],
                "X-Forwarded-Proto": "https",
                "X-Forwarded-For": self.client_address[0],
            }
            with closing(HTTPConnection("127.0.0.1", backend, timeout=30)) as line:
                line.request(self.command, self.path.removeprefix(strip) or "/", body or None, headers)
                answer = line.getresponse()
                content = answer.read()
            self.send_response_only(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in OWN:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Connection", "close")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    for method in ("GET", "HEAD", "POST", "PUT", "DELETE"):
        setattr(Handler, f"do_{method}", Handler._pass_on)
    return Handler
