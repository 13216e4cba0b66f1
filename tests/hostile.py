"""Files for tests: honest ones, and ones made to do harm; every one is built here, none is kept as a file."""

import io
import zipfile

WORD_PARTS = {
    "[Content_Types].xml": b'<?xml version="1.0"?><Types/>',
    "word/document.xml": b'<?xml version="1.0"?><w:document/>',
}


def jpeg(size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    """Return a small picture."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", size, (200, 40, 40)).save(out, "JPEG", **options)
    return out.getvalue()


def pdf(**parts: object) -> bytes:
    """Return a PDF of one empty page; ``parts`` go into its root."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        for name, value in parts.items():
            made.Root[f"/{name}"] = value
        made.save(out)
    return out.getvalue()


def archive(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a ZIP archive of these entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def docx(**more: bytes) -> bytes:
    """Return a Word document, with more entries in it."""
    return archive({**WORD_PARTS, **more})
