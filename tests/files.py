"""Files as people send them in: whole ones of each kind, and what is wrong with some."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pikepdf
from PIL import Image

CONTENT_TYPES = b"<Types/>"
LINK = b'<Relationship Id="a" Type="x/hyperlink" Target="https://example.org" TargetMode="External"/>'
TEMPLATE = b'<Relationship Type="x/attachedTemplate" Target="https://e.example" TargetMode="External"/>'
MACRO_KIND = b'<Types><Override ContentType="x/ms-word.document.macroEnabled.main+xml"/></Types>'
UNFOLDING = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;">]><d>&b;</d>'


def pdf(**root):
    """One empty page; `root`: more keys of the catalogue."""
    file = pikepdf.new()
    file.add_blank_page()
    for name, value in root.items():
        file.Root[f"/{name}"] = value
    target = BytesIO()
    file.save(target)
    return target.getvalue()


def pdf_that_runs():
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    return pdf(OpenAction=action)


def pdf_with_a_file_inside():
    file = pikepdf.new()
    file.add_blank_page()
    file.attachments["virus.exe"] = b"MZ"
    target = BytesIO()
    file.save(target)
    return target.getvalue()


def locked_pdf():
    file = pikepdf.new()
    file.add_blank_page()
    target = BytesIO()
    file.save(target, encryption=pikepdf.Encryption(owner="o", user="u"))
    return target.getvalue()


def picture(kind="PNG", size=(8, 8)):
    target = BytesIO()
    Image.new("RGB", size, "white").save(target, kind)
    return target.getvalue()


def docx(**more):
    """A document of Word; `more`: further parts, with / written as __."""
    parts = {"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": b"<document/>"}
    parts |= {name.replace("__", "/"): content for name, content in more.items()}
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return target.getvalue()
