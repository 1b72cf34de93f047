"""A device in software: makes a key for a site and answers its challenges, as WebAuthn level 2 says."""

import hashlib
import json
import secrets
import struct

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import bytes_to_base64url as text_of

PRESENT_AND_VERIFIED, ATTESTED = 0x05, 0x40


class Device:
    """One key on one device. `origin` is what its browser sees in the address bar."""

    def __init__(self, origin="http://localhost", *, counts=True, flags=PRESENT_AND_VERIFIED):
        self.origin, self.flags, self.counts = origin, flags, counts
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id, self.counter, self.handle = secrets.token_bytes(16), 0, ""

    def register(self, options):
        """The answer to a request for a new key, as JSON."""
        self.handle = options["user"]["id"]
        client = self._client("webauthn.create", options["challenge"])
        where = self._where(options["rp"]["id"], self.flags | ATTESTED)
        attested = b"\0" * 16 + struct.pack(">H", len(self.id)) + self.id + self._public()
        made = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": where + attested})
        return self._said({"clientDataJSON": text_of(client), "attestationObject": text_of(made)})

    def sign_in(self, options):
        """The answer to a challenge, as JSON."""
        self.counter += self.counts
        client = self._client("webauthn.get", options["challenge"])
        where = self._where(options["rpId"], self.flags)
        signature = self.key.sign(where + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._said(
            {
                "clientDataJSON": text_of(client),
                "authenticatorData": text_of(where),
                "signature": text_of(signature),
                "userHandle": self.handle,
            }
        )

    def _client(self, kind, challenge):
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _where(self, site, flags):
        return hashlib.sha256(site.encode()).digest() + struct.pack(">BI", flags, self.counter)

    def _public(self):
        numbers = self.key.public_key().public_numbers()
        x, y = numbers.x.to_bytes(32, "big"), numbers.y.to_bytes(32, "big")
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})

    def _said(self, response):
        said = {"id": text_of(self.id), "rawId": text_of(self.id), "type": "public-key"}
        return json.dumps(said | {"response": response, "clientExtensionResults": {}})
