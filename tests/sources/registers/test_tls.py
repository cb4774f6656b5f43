"""The connection goes to an address of the network, the certificate is checked against the name (TRU-19)."""

import ssl
from datetime import timedelta
from ipaddress import ip_address

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from grono.sources.registers import GuardedTransport, RegisterRequest, RegisterUnreachable
from tests.sources.registers.conftest import NOON
from tests.sources.registers.stub import Reply, Stub

HOST = "api-krs.ms.gov.pl"


def certificate(folder, name):
    """Return the path of a key with a certificate of its own for a name; an address for one made of digits."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "invented")])
    other = x509.IPAddress(ip_address(name)) if name[0].isdigit() else x509.DNSName(name)
    signed = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOON - timedelta(days=3650))
        .not_valid_after(NOON + timedelta(days=3650))
        .add_extension(x509.SubjectAlternativeName([other]), critical=False)
        .sign(key, hashes.SHA256())
    )
    encoding = serialization.Encoding.PEM
    secret = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = folder / "pair.pem"
    path.write_bytes(secret + signed.public_bytes(encoding))
    return path


@pytest.fixture
def asked(tmp_path):
    """Ask a register on the loopback whose certificate is for a name."""
    opened = []

    def ask(name):
        pair = certificate(tmp_path, name)
        stub = Stub(lambda asked: Reply(b"{}"), certificate=pair)
        opened.append(stub)
        with GuardedTransport(
            now=lambda: NOON,
            sleep=lambda seconds: None,
            resolve=lambda host, port: ["127.0.0.1"],
            may_reach=lambda one: True,
        ) as transport:
            transport._http.close()
            transport._http = httpx.Client(verify=ssl.create_default_context(cafile=str(pair)), trust_env=False)
            return transport.send(RegisterRequest("krs", "GET", f"https://{HOST}:{stub.port}/x"))

    yield ask
    for stub in opened:
        stub.close()


def test_certificate_of_the_name_is_taken_though_the_connection_goes_to_an_address(asked):
    assert asked(HOST).status == 200


@pytest.mark.parametrize("name", ["example.org", "127.0.0.1"])
def test_certificate_of_another_name_or_of_the_address_is_refused(asked, name):
    with pytest.raises(RegisterUnreachable, match="no connection could be made"):
        asked(name)
