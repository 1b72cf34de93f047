"""One certificate and one letter as they go out, for all tests of paper."""

from datetime import UTC, date, datetime

from training.documents.certificate import CertificateSheet, Figure, SignatureLine
from training.documents.letter import LetterSheet

NOON = datetime(2028, 3, 18, 12, 0, tzinfo=UTC)
NUMBER = "7K4M-Q2XN-9HTR"
VERIFY = f"https://training.example.org/verify/{NUMBER}"
BODY = "Association for Surrogate Partner Training"
SIGNATURES = (
    SignatureLine(name="Helena Brandt", title="Director of Training"),
    SignatureLine(name="Samuel Okafor", title="Registrar, second approval"),
)

CERTIFICATE = CertificateSheet(
    number=NUMBER,
    body=BODY,
    title="Certificate of internship completion",
    holder="Ines Moreau",
    sentence=(
        "has completed the *supervised internship* of the Professional Surrogate Partner Training, "
        "with the agreement of the supervising therapists, the mentor and the training staff."
    ),
    standing="It records completed training. It is not a certification as a professional surrogate partner.",
    figures=(
        Figure(value="100 h", label="course, September 2024"),
        Figure(value="31 months", label="supervised internship"),
        Figure(value="6 clients", label="with 4 supervising therapists"),
        Figure(value="18 March 2028", label="completed"),
    ),
    signatures=SIGNATURES,
    issued_on=date(2028, 3, 18),
    valid_to=None,
    verify_url=VERIFY,
    credential='{"type": ["VerifiableCredential", "OpenBadgeCredential"]}',
)

LETTER = LetterSheet(
    body=BODY,
    recipient=("Ines Moreau", "Rue des Lilas 4", "1000 Brussels"),
    subject="Recommendation for internship",
    greeting="Dear Ines Moreau,",
    paragraphs=(
        "You completed the course with *100 verified hours*.",
        "We recommend you for the internship.",
    ),
    closing="Kind regards,",
    signatures=SIGNATURES,
    issued_on=date(2025, 9, 22),
    number=NUMBER,
    verify_url=VERIFY,
)
