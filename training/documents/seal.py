"""The seal on a PDF: who issued it, when, and that not a byte has changed since."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

KEY = "seal-key.pem"
CERTIFICATE = "seal-certificate.pem"
LIFETIME = timedelta(days=3650)


@dataclass(frozen=True, slots=True, kw_only=True)
class SealCheck:
    """What a file shows. `intact`: unchanged since it was sealed; `trusted`: sealed with a key of ours."""

    is_pdf: bool = False
    signed: bool = False
    intact: bool = False
    trusted: bool = False
    signer: str = ""
    at: datetime | None = None
    covers_whole_file: bool = False


@dataclass(frozen=True, slots=True)
class Sealer:
    """A signing key and its certificate, both as PEM."""

    key: bytes = field(repr=False)
    certificate: bytes

    @classmethod
    def from_folder(cls, folder: Path, *, organisation: str, at: datetime) -> Self:
        """Return the sealer kept in `folder`; the first time, make one, self-signed by the organisation."""
        if not (folder / CERTIFICATE).exists():
            _found(folder, organisation, at)
        return cls((folder / KEY).read_bytes(), (folder / CERTIFICATE).read_bytes())

    def sign(self, pdf: bytes, *, at: datetime, reason: str, location: str) -> bytes:
        from training.documents import pades  # noqa: PLC0415 -- slow import

        return pades.sign(pdf, self.key, self.certificate, at=at, reason=reason, location=location)


def check(pdf: bytes, trusted: Iterable[bytes]) -> SealCheck:
    """Say what the seal on a file is worth, given the certificates (PEM) we trust. Junk is an answer too."""
    from training.documents import pades  # noqa: PLC0415 -- slow import

    try:
        return pades.check(pdf, trusted)
    except Exception:  # noqa: BLE001 -- a stranger's file can break the reader in any way
        return SealCheck(is_pdf=pdf.startswith(b"%PDF-"))


def _found(folder: Path, organisation: str, at: datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _self_signed(key, organisation, at)
    folder.mkdir(parents=True, exist_ok=True)
    _write_privately(folder / KEY, _pem(key))
    # Last: where the certificate is, the key is complete.
    (folder / CERTIFICATE).write_bytes(certificate.public_bytes(serialization.Encoding.PEM))


def _self_signed(key: ec.EllipticCurvePrivateKey, organisation: str, at: datetime) -> x509.Certificate:
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, organisation[:64]),
        ]
    )
    return (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), at, at + LIFETIME)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_may_sign_documents(), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )


def _may_sign_documents() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _write_privately(path: Path, content: bytes) -> None:
    """Write for the owner alone, from the first byte on."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
