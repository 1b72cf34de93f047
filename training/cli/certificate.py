"""`flask certificate …`: what a PDF in one's hand is worth."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import click
from flask.cli import AppGroup

from training.documents.seal import SealCheck, check
from training.domain.certificate import PUBLIC, standing
from training.extensions import db, sealer
from training.queries import certificate as certificates
from training.queries.program import current, definition

group = AppGroup("certificate", help="Certificates, from the command line.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is known about one file. `status` is None where it is none of ours."""

    file: str
    sha256: str
    number: str | None
    status: str | None
    is_sealed_by_us: bool
    is_intact: bool

    @property
    def is_good(self) -> bool:
        """Issued here, unchanged, and still in force or merely run out."""
        return self.status in ("valid", "expired") and self.is_sealed_by_us and self.is_intact

    @property
    def sentences(self) -> list[str]:
        known = f"It is certificate {self.number}, exactly as issued." if self.number else NOT_OURS
        seal = "The seal is ours." if self.is_sealed_by_us else "No seal of ours on it holds."
        whole = (
            "Nothing was changed since it was sealed."
            if self.is_intact
            else "It was changed since, or never sealed."
        )
        return [known, seal, whole, *([f"Its status now: {self.status}."] if self.status else [])]


NOT_OURS = "This file is not a certificate as we issued it."


@group.command("verify")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the finding as JSON.")
def verify(file: Path, as_json: bool) -> None:  # noqa: FBT001 -- click hands it over so
    """Compare FILE with what was issued: hash, seal, status now.

    Exit 0 only for a file that was issued here, is unchanged, and is not suspended, revoked or superseded;
    1 otherwise. A certificate that has merely expired is still a true document: it exits 0 and says so.
    """
    found = examine(file, datetime.now(UTC))
    print(json.dumps(asdict(found)) if as_json else "\n".join(found.sentences))
    raise SystemExit(0 if found.is_good else 1)


def examine(file: Path, at: datetime) -> Finding:
    content = file.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    certificate = db.session.scalars(certificates.issued_with(digest)).one_or_none()
    is_public = certificate is not None and certificate.status in PUBLIC
    seal = _seal(content, at)
    return Finding(
        file=file.name,
        sha256=digest,
        number=certificate.number if certificate and is_public else None,
        status=standing(certificate.status, certificate.valid_to, at.date())
        if certificate and is_public
        else None,
        is_sealed_by_us=seal.trusted,
        is_intact=seal.intact and seal.covers_whole_file,
    )


def _seal(content: bytes, at: datetime) -> SealCheck:
    body = definition(db.session.scalars(current()).one()).body
    return check(content, [sealer(body.name, at).certificate])
