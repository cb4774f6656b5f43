"""A passkey in software: makes a credential and signs, as a device does (WebAuthn, attestation "none")."""

import json
import secrets

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

PRESENT, VERIFIED, ATTESTED = AuthenticatorData.FLAG.UP, AuthenticatorData.FLAG.UV, AuthenticatorData.FLAG.AT
SITE = "localhost"
ORIGIN = f"http://{SITE}"


class SoftPasskey:
    """One device with one passkey; ``verified`` says whether it asks for a finger or a PIN."""

    def __init__(self, *, verified=True):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.credential_id = secrets.token_bytes(16)
        self.flags = PRESENT | VERIFIED if verified else PRESENT
        self.user_handle = b""

    def _client_data(self, kind, challenge, origin):
        return CollectedClientData.create(type=kind, challenge=challenge, origin=origin)

    def make(self, options, *, origin=ORIGIN):
        """Return what a browser sends when a passkey was made."""
        asked = options["publicKey"]
        self.user_handle = asked["user"]["id"]
        told = self._client_data("webauthn.create", asked["challenge"], origin)
        attested = AttestedCredentialData.create(
            Aaguid.NONE, self.credential_id, ES256.from_cryptography_key(self.key.public_key())
        )
        data = AuthenticatorData.create(sha256(SITE.encode()), self.flags | ATTESTED, 0, bytes(attested))
        made = AttestationObject.create("none", data, {})
        response = {"clientDataJSON": websafe_encode(told), "attestationObject": websafe_encode(made)}
        return self._sent(response, {"credProps": {"rk": True}})

    def sign(self, options, *, origin=ORIGIN):
        """Return what a browser sends when somebody shows the passkey."""
        told = self._client_data("webauthn.get", options["publicKey"]["challenge"], origin)
        data = AuthenticatorData.create(sha256(SITE.encode()), self.flags, 0)
        signature = self.key.sign(bytes(data) + sha256(told), ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": websafe_encode(told),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signature),
            "userHandle": self.user_handle,
        }
        return self._sent(response, {})

    def _sent(self, response, extensions):
        one = websafe_encode(self.credential_id)
        content = {
            "id": one, "rawId": one, "type": "public-key", "response": response, "clientExtensionResults": extensions,
        }  # fmt: skip
        return json.dumps(content)
