"""PAdES signatures on PDF bytes, in memory and without the network.

The only module that knows pyHanko, which takes a second to import: import this one inside functions.
"""

import asyncio
import logging
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from typing import Any

from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.validation import PdfSignatureStatus, SignatureCoverageLevel, async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from training.documents.seal import SealCheck

FIELD = "Seal"
# In hexadecimal digits; a certificate and a signature take half of it. Left to itself pyHanko signs twice.
ROOM = 8192

# A seal we don't trust is an answer; pyHanko would write a traceback for each.
logging.getLogger("pyhanko.sign.validation").setLevel(logging.CRITICAL)


class Addendum(IncrementalPdfFileWriter):
    """Add the seal and nothing else: the metadata stay as printed, and so do the standards they claim."""

    def _update_meta(self) -> None:
        pass


class DatedSigner(PdfSigner):
    """Seal at the moment given, and not at what the machine's clock says."""

    at: datetime

    def init_signing_session(self, *args: Any, **kwargs: Any) -> PdfSigningSession:
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self.at
        return session


def sign(pdf: bytes, key: bytes, certificate: bytes, *, at: datetime, reason: str, location: str) -> bytes:
    """Return the PDF with a certifying PAdES-B-B signature, after which no change is permitted."""
    signer = DatedSigner(_meaning(reason, location), _signer(key, certificate), new_field_spec=_field())
    signer.at = at
    sealed: bytes = signer.sign_pdf(Addendum(BytesIO(pdf)), bytes_reserved=ROOM).getvalue()
    return sealed


def check(pdf: bytes, trusted: Iterable[bytes]) -> SealCheck:
    """Read the last signature of a PDF; raises whatever pyHanko raises on a file it can't read."""
    reader = PdfFileReader(BytesIO(pdf))
    if not reader.embedded_signatures:
        return SealCheck(is_pdf=True)
    signature = reader.embedded_signatures[-1]
    at = signature.self_reported_timestamp
    status = asyncio.run(async_validate_pdf_signature(signature, _trust(trusted, at)))
    return _as_check(status, at)


def _as_check(status: PdfSignatureStatus, at: datetime | None) -> SealCheck:
    return SealCheck(
        is_pdf=True,
        signed=True,
        intact=bool(status.intact and status.valid and status.docmdp_ok),
        trusted=status.trusted and _in_force(status.signing_cert, at),
        signer=status.signing_cert.subject.native.get("common_name", ""),
        at=at,
        covers_whole_file=status.coverage is SignatureCoverageLevel.ENTIRE_FILE,
    )


def _in_force(certificate: Any, at: datetime | None) -> bool:
    """Ask for ourselves: of a certificate trusted by name, pyHanko doesn't read the dates."""
    return at is not None and certificate.not_valid_before <= at <= certificate.not_valid_after


def _meaning(reason: str, location: str) -> PdfSignatureMetadata:
    return PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=reason,
        location=location,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )


def _field() -> SigFieldSpec:
    return SigFieldSpec(FIELD, readable_field_name="Seal of the issuing body")


def _signer(key: bytes, certificate: bytes) -> SimpleSigner:
    return SimpleSigner(
        signing_cert=next(iter(load_certs_from_pemder_data(certificate))),
        signing_key=load_private_key_from_pemder_data(key, passphrase=None),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
    )


def _trust(trusted: Iterable[bytes], at: datetime | None) -> ValidationContext:
    """Trust these certificates as they were at the moment of sealing, and ask nobody on the network."""
    roots = [root for pem in trusted for root in load_certs_from_pemder_data(pem)]
    return ValidationContext(trust_roots=roots, allow_fetching=False, moment=at, best_signature_time=at)
