"""Files for tests: honest ones, and ones made to do harm; every one is built here, none is kept as a file."""

import base64
import io
import struct
import zipfile
import zlib
from typing import Any

WORD_PARTS = {
    "[Content_Types].xml": b'<?xml version="1.0"?><Types/>',
    "word/document.xml": b'<?xml version="1.0"?><w:document/>',
}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><title>x</title><script>alert(1)</script>"
# The scanners' harmless test string, in two halves so that no scanner stops at this file.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}" + rb"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
# A picture of 64 by 48 pixels as telephones write it, blue on the left and red on the right.
HEIC = base64.b64decode(
    b"""
AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAX1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA
ACJpbG9jAAAAAERAAAEAAQAAAAABoQABAAAAAAAAACUAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRt
AAAAAAABAAAA/WlwcnAAAADdaXBjbwAAAHZodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMA
AAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5j
bHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xhcAAAAEAAAAABAAAAMAAAAAEAAAAAAAAAAv////AAAAACAAAAEHBp
eGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWBAgMFhAAAAC1tZGF0AAAAISgBrxmA70mlv//u2mEfTRG/UsheF8oaH/XUfnuh
ONtbwA==
    """
)


RED, BLUE = (200, 40, 40), (40, 90, 200)


def jpeg(size: tuple[int, int] = (60, 40), **options: Any) -> bytes:
    """Return a small picture."""
    return _picture("JPEG", size, RED, **options)


def png(size: tuple[int, int] = (60, 40)) -> bytes:
    """Return a small picture of another kind."""
    return _picture("PNG", size, BLUE)


def webp() -> bytes:
    """Return a small picture of a third kind."""
    return _picture("WEBP", (60, 40), BLUE)


def gif() -> bytes:
    """Return a small picture of a fourth kind."""
    return _picture("GIF", (60, 40), BLUE)


def _picture(kind: str, size: tuple[int, int], colour: tuple[int, int, int], **options: Any) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind, **options)
    return out.getvalue()


def photo_with_a_place() -> bytes:
    """Return a picture lying on its side that says where and with what it was taken."""
    from PIL import Image

    told = Image.Exif()
    told[0x0112] = 6  # turn it upright by a quarter
    told[0x010F] = "Telling Camera Company"
    told.get_ifd(0x8825)[1] = "N"
    return jpeg((80, 40), exif=told)


def png_bomb(side: int = 30_000) -> bytes:
    """Return a few kilobytes that say they are a picture of 900 million pixels."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 4_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + _part(b"IHDR", header) + _part(b"IDAT", pixels) + _part(b"IEND", b"")


def _part(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def pdf(**parts: Any) -> bytes:
    """Return a PDF of one empty page; ``parts`` go into its root."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        for name, value in parts.items():
            made.Root[f"/{name}"] = value
        made.save(out)
    return out.getvalue()


def acting_pdf() -> bytes:
    """Return a PDF that acts when it is opened, when its page is, and when its link is pressed."""
    import pikepdf

    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 99, 99], A=launch
        )
        page = made.pages[0].obj
        page.Annots = pikepdf.Array([made.make_indirect(link)])
        page.AA = pikepdf.Dictionary(O=script)
        page.Trans = pikepdf.Dictionary(S=pikepdf.Name.Dissolve)
        page.Contents = made.make_stream(b"/X1 Do")
        form = pikepdf.Dictionary(Type=pikepdf.Name.XObject, AA=pikepdf.Dictionary(O=script))
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X1=made.make_stream(b"", form)))
        made.Root.OpenAction = script
        made.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=["x", script]))
        made.Root.AcroForm = pikepdf.Dictionary(Fields=[], XFA="<x/>")
        made.attachments["inner.exe"] = b"MZ an attached program"
        made.docinfo["/Author"] = "Telling Author"
        made.save(out)
    return out.getvalue()


def locked_pdf() -> bytes:
    """Return a PDF that opens with a password only."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(out, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return out.getvalue()


def archive(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a ZIP archive of these entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def docx(more: dict[str, bytes] | None = None) -> bytes:
    """Return a Word document, with more entries in it."""
    return archive({**WORD_PARTS, **(more or {})})


def odt() -> bytes:
    """Return an OpenDocument text."""
    kind = b"application/vnd.oasis.opendocument.text"
    return archive({"mimetype": kind, "content.xml": b"<office:document-content/>"})


def zip_bomb() -> bytes:
    """Return a Word document of under a megabyte that unpacks to 300."""
    return docx({"word/media/a.bin": bytes(300 * 1024 * 1024)})


def overlapping_bomb() -> bytes:
    """Return a Word document whose list names one entry many times over."""
    plain = docx()
    end = plain.rfind(b"PK\x05\x06")
    size, offset = struct.unpack("<II", plain[end + 12 : end + 20])
    listed = plain[offset : offset + size]
    counts = struct.pack("<HH", 600, 600)
    ends = plain[end : end + 8] + counts + struct.pack("<II", size * 300, offset) + b"\0\0"
    return plain[:offset] + listed * 300 + ends


def long_list() -> bytes:
    """Return an archive that is nothing but a list of 60,000 entries."""
    return archive({f"word/{number:05}": b"" for number in range(60_000)}, zipfile.ZIP_STORED)


def webm() -> bytes:
    """Return what a recording begins with."""
    return b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm" + bytes(
        2_000
    )


def film() -> bytes:
    """Return what a film of a telephone begins with."""
    return struct.pack(">I", 24) + b"ftypqt  \0\0\0\0qt  " + bytes(4_000)


REFUSED: dict[str, tuple[str, bytes]] = {
    "SVG with a script": ("drawing.svg", SVG),
    "SVG called a picture": ("drawing.png", SVG),
    "a web page": ("page.html", HTML),
    "a web page called a photo": ("photo.jpg", b"\n\n  " + HTML),
    "a web page behind a mark": ("page.txt", b"\xef\xbb\xbf" + HTML),
    "a web page in UTF-16": ("page.txt", HTML.decode().encode("utf-16")),
    "a program": ("cv.pdf", b"MZ\x90\0\x03" + bytes(500)),
    "a script": ("run.sh", b"#!/bin/sh\x00\nrm -rf /\n"),
    "an archive": ("photos.zip", archive({"a.txt": b"a"})),
    "an archive called a letter": ("letter.docx", archive({"a.txt": b"a"})),
    "a photo and an archive in one": ("photo.jpg", jpeg() + archive({"A.class": b"x"})),
    "a PDF and an archive in one": ("letter.pdf", pdf() + archive({"a.js": b"x"})),
    "a photo and a PDF in one": ("photo.gif", b"GIF89a" + b" %PDF-1.7 " + bytes(50)),
    "a document with macros": ("letter.docm", docx({"word/vbaProject.bin": b"x"})),
    "a document with entries atop one another": ("letter.docx", overlapping_bomb()),
    "a long list": ("letter.docx", long_list()),
    "an old document": ("letter.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    "a film": ("film.mov", film()),
    "a recording that was chosen": ("note.webm", webm()),
    "nothing": ("empty.jpg", b""),
    "half an archive": ("letter.docx", docx()[:-10]),
}
TAKEN: dict[str, tuple[str, bytes, str]] = {
    "JPEG": ("a.jpg", jpeg(), "image/jpeg"),
    "PNG called JPEG": ("a.jpg", png(), "image/png"),
    "GIF": ("a.gif", gif(), "image/gif"),
    "WebP": ("a.webp", webp(), "image/webp"),
    "HEIC": ("IMG_0001.HEIC", HEIC, "image/heic"),
    "PDF": ("a.pdf", pdf(), "application/pdf"),
    "PDF with a password": ("a.pdf", locked_pdf(), "application/pdf"),
    "Word": ("a.docx", docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "OpenDocument": ("a.odt", odt(), "application/vnd.oasis.opendocument.text"),
    "text": ("a.txt", "He said <3 and “no”.\r\nÉ".encode(), "text/plain"),
    "text in UTF-16": ("a.txt", "He said no.".encode("utf-16"), "text/plain"),
    "EICAR": ("a.txt", EICAR, "text/plain"),
}
NAMES = {
    "../../etc/passwd": "passwd",
    "C:\\Users\\me\\photo.jpg": "photo.jpg",
    "photo.jpg\r\nSet-Cookie: a=b": "photo.jpg Set-Cookie: a=b",
    "gpj.\u202eexe": "gpj.exe",
    "a\x00b.jpg": "ab.jpg",
    "\u2066photo\u2069.jpg": "photo.jpg",
    "  spaced   out .jpg ": "spaced out .jpg",
    "..": "A file without a name",
    "": "A file without a name",
    "<img src=x onerror=alert(1)>.jpg": "<img src=x onerror=alert(1)>.jpg",
    "photo.jpg.exe": "photo.jpg.exe",
}
