"""The press: a template and its values in, PDF/A-3a and PDF/UA-1 out.

The only module that knows WeasyPrint, which takes half a second to import: import this one inside functions.
Print in the worker, never before a fork: the typefaces stand in a temporary folder, gone with its process.
"""

import importlib.resources
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import urljoin

from weasyprint import CSS, HTML, Attachment, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from training.documents import faces
from training.documents.templates import page

STYLES = Path(__file__).parents[2] / "static" / "documents"
SHELF = "https://documents.invalid/"
VARIANT = "pdf/a-3a"

# Named by us: WeasyPrint's own “srgb” leaves a file open at each printing.
INTENT = "--srgb"
PROFILE = "srgb.icc"
COLOURS = f"@color-profile {INTENT} {{ src: url({PROFILE}); components: r, g, b }}"

# WeasyPrint claims one standard at a time. PDF/A wants a foreign property described (ISO 19005-3, 6.6.2.3).
CLAIM_UA = b"""
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""
  xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""
  xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
  <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
  <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
  <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
  <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
    <pdfaProperty:name>part</pdfaProperty:name>
    <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
    <pdfaProperty:category>internal</pdfaProperty:category>
    <pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>
  </rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""


class NotOnTheShelf(ValueError):
    def __init__(self, address: str) -> None:
        super().__init__(f"A document may not load {address}.")


class Shelf(URLFetcher):
    """All that a document may load, by exact address. Neither the disk nor the network is within reach."""

    def __init__(self, goods: Mapping[str, bytes]) -> None:
        super().__init__(fail_on_errors=True)
        self._goods = {urljoin(SHELF, name): content for name, content in goods.items()}

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:  # noqa: ARG002 -- WeasyPrint's signature
        if url not in self._goods:
            raise NotOnTheShelf(url)
        kind = mimetypes.guess_type(url)[0] or "application/octet-stream"
        return URLFetcherResponse(url, self._goods[url], {"Content-Type": kind})


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file inside the PDF, dated so that equal input prints equal bytes."""

    name: str
    description: str
    content: str
    dated: date


class Press:
    """Typefaces, colours and stylesheets, read once: setting them up anew costs more than the page itself."""

    def __init__(self) -> None:
        cut = faces.read()
        profile = importlib.resources.files("weasyprint.pdf") / "sRGB2014.icc"
        fonts = {face.file.name: face.file.read_bytes() for face in cut}
        self._shelf = Shelf({PROFILE: profile.read_bytes(), **fonts})
        self._fonts = FontConfiguration()
        self._base = self._css("".join(face.rule(face.file.name) for face in cut) + _style("paper"))
        self._styles: dict[str, CSS] = {}
        self._lock = Lock()  # Pango's font map isn't safe between threads

    def print(self, template: str, enclosures: tuple[Enclosure, ...] = (), **values: object) -> bytes:
        html = HTML(string=page(template, **values), base_url=SHELF, url_fetcher=self._shelf)
        with self._lock:
            pdf: bytes = html.write_pdf(
                finisher=_claim_accessible,
                font_config=self._fonts,
                color_profiles=self._colours(),
                stylesheets=[self._base, self._style_for(template)],
                attachments=[_attachment(each) for each in enclosures],
                pdf_variant=VARIANT,
                output_intent=INTENT,
            )
        return pdf

    def _style_for(self, template: str) -> CSS:
        if template not in self._styles:
            self._styles[template] = self._css(_style(template))
        return self._styles[template]

    def _colours(self) -> dict[str, Any]:
        """Read the colour profile anew: use alters it, and a page printed twice would not be the same."""
        profiles: dict[str, Any] = {}
        CSS(string=COLOURS, base_url=SHELF, url_fetcher=self._shelf, color_profiles=profiles)
        return profiles

    def _css(self, text: str) -> CSS:
        return CSS(string=text, base_url=SHELF, url_fetcher=self._shelf, font_config=self._fonts)


@cache
def press() -> Press:
    """Return the press of this process."""
    return Press()


def _style(name: str) -> str:
    return (STYLES / f"{name}.css").read_text()


def _attachment(enclosure: Enclosure) -> Attachment:
    dated = datetime.combine(enclosure.dated, time.min)
    return Attachment(
        string=enclosure.content,
        name=enclosure.name,
        description=enclosure.description,
        created=dated,
        modified=dated,
        relationship="Data",
    )


def _claim_accessible(_document: Document, pdf: Any) -> None:
    """Add PDF/UA-1 to the claims in the metadata, just before the file is written."""
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.stream = [part.replace(b"</rdf:RDF>", CLAIM_UA) for part in metadata.stream]
