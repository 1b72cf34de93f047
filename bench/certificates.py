"""What a certificate costs: printed our way, sealed, and printed as WeasyPrint's manual begins.

Run from the top folder: `python -m bench.certificates`. Prints JSON; times end in their unit.
"""

import json
import multiprocessing
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from time import perf_counter

from training.documents import code, press, templates
from training.documents.certificate import CertificateSheet, Figure, SignatureLine, render
from training.documents.seal import Sealer, check

VENDOR = Path(__file__).parents[1] / "static" / "vendor"
BATCH = 100
NOW = datetime(2028, 3, 18, 12, 0, tzinfo=UTC)
CUTS = [
    ("source-serif-4", "Tracker Serif", "400", "normal"),
    ("source-serif-4", "Tracker Serif", "400", "italic"),
]
CUTS += [
    ("source-serif-4", "Tracker Serif", "600", "normal"),
    ("source-sans-3", "Tracker Sans", "400", "normal"),
]
CUTS += [("source-sans-3", "Tracker Sans", "600", "normal")]


def sheet(number: int) -> CertificateSheet:
    return CertificateSheet(
        number=f"7K4M-Q2XN-{number:04}",
        body="Association for Surrogate Partner Training",
        title="Certificate of internship completion",
        holder="Ines Moreau",
        sentence=(
            "has completed the *supervised internship* of the Professional Surrogate Partner Training, "
            "with the agreement of the supervising therapists, the mentor and the training staff."
        ),
        standing="It records completed training. It is not a certification as a surrogate partner.",
        figures=(
            Figure(value="100 h", label="course, September 2024"),
            Figure(value="31 months", label="supervised internship"),
            Figure(value="6 clients", label="with 4 supervising therapists"),
            Figure(value="18 March 2028", label="completed"),
        ),
        signatures=(
            SignatureLine(name="Helena Brandt", title="Director of Training"),
            SignatureLine(name="Samuel Okafor", title="Registrar, second approval"),
        ),
        issued_on=date(2028, 3, 18),
        valid_to=None,
        verify_url=f"https://training.example.org/verify/7K4M-Q2XN-{number:04}",
        credential='{"type": ["VerifiableCredential", "OpenBadgeCredential"]}',
    )


def naive(one: CertificateSheet) -> bytes:
    """Print the same page with web fonts and everything set up anew."""
    from weasyprint import CSS, HTML  # noqa: PLC0415 -- slow import
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 -- slow import

    fonts = FontConfiguration()
    text = "".join(_web_faces()) + "".join(
        (press.STYLES / f"{name}.css").read_text() for name in ("paper", "certificate")
    )
    html = HTML(string=templates.page("certificate", sheet=one, code=code.qr(one.verify_url)))
    pdf: bytes = html.write_pdf(
        stylesheets=[CSS(string=text, font_config=fonts)], font_config=fonts, pdf_variant=press.VARIANT
    )
    return pdf


def _web_faces() -> list[str]:
    return [
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style}; '
        f'unicode-range: {reach}; src: url("{_web_font(f"{folder}-{part}-{weight}-{style}")}") }}'
        for folder, family, weight, style in CUTS
        for part, reach in [("latin", "U+0-FF, U+2000-206F"), ("latin-ext", "U+100-24F, U+1E00-1EFF")]
    ]


def _web_font(name: str) -> str:
    [file] = VENDOR.glob(f"*/{name}.woff2")
    return file.as_uri()


def each_ms(work: Callable[[], object], times: int) -> float:
    work()
    took = []
    for _ in range(times):
        start = perf_counter()
        work()
        took.append(perf_counter() - start)
    return round(median(took) * 1000, 1)


def batch_s(processes: int, sealer: Sealer) -> float:
    """Print and seal 100 certificates, starting the processes included."""
    start = perf_counter()
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        pool.starmap(issue, [(number, sealer) for number in range(BATCH)])
    return round(perf_counter() - start, 2)


def issue(number: int, sealer: Sealer) -> bytes:
    return sealer.sign(render(sheet(number)), at=NOW, reason="Issued", location="Brussels")


def measure() -> dict[str, float]:
    one = sheet(0)
    with tempfile.TemporaryDirectory() as folder:
        sealer = Sealer.from_folder(Path(folder), organisation=one.body, at=NOW)
    printed, sealed = render(one), issue(0, sealer)
    return {
        "render_ms": each_ms(lambda: render(one), 30),
        "seal_ms": each_ms(lambda: sealer.sign(printed, at=NOW, reason="Issued", location="Brussels"), 30),
        "render_and_seal_ms": each_ms(lambda: issue(0, sealer), 30),
        "check_ms": each_ms(lambda: check(sealed, [sealer.certificate]), 30),
        "naive_render_ms": each_ms(lambda: naive(one), 7),
        "batch_of_100_in_1_process_s": batch_s(1, sealer),
        "batch_of_100_in_2_processes_s": batch_s(2, sealer),
        "printed_bytes": len(printed),
        "sealed_bytes": len(sealed),
    }


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
