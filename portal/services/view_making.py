"""A program of its own: reads one file from standard input and writes a copy that is safe to look at.

It runs without keys, settings or network names, with little memory and little time; whatever goes wrong with
a hostile file goes wrong here. It imports nothing of the portal.
"""

import contextlib
import io
import resource
import signal
import sys
import warnings

MEMORY = 1024 * 1024 * 1024
SECONDS = 20
LONGEST_SIDE = 2000
MOST_PIXELS = 110_000_000
MOST_PAGES = 300
FORMATS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/gif": "GIF",
    "image/webp": "WEBP",
    "image/heic": "HEIF",
}
KEPT_OF_PAGE = ("/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate")
ACTIVE = (
    "/A",
    "/AA",
    "/AcroForm",
    "/AF",
    "/Annots",
    "/EF",
    "/EmbeddedFiles",
    "/JavaScript",
    "/JS",
    "/Launch",
    "/Metadata",
    "/Names",
    "/OpenAction",
    "/OPI",
    "/PieceInfo",
    "/Ref",
    "/RichMedia",
    "/URI",
    "/XFA",
)


def picture(content: bytes, media: str) -> bytes:
    """Return a picture drawn anew as a JPEG of 2,000 pixels at most: upright, nothing but its pixels."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    if media == "image/heic":
        import pi_heif

        pi_heif.register_heif_opener()
    with Image.open(io.BytesIO(content), formats=[FORMATS[media]]) as opened:
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # JPEG only: decoded small at once
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        return _as_jpeg(upright)


def _as_jpeg(opened: "Image.Image") -> bytes:  # type: ignore[name-defined] # noqa: F821 - imported where needed
    from PIL import Image

    seen = opened.convert("RGBA")
    page = Image.new("RGB", seen.size, "white")
    page.paste(seen, mask=seen.getchannel("A"))
    out = io.BytesIO()
    page.save(out, "JPEG", quality=85)
    return out.getvalue()


def pages(content: bytes) -> bytes:
    """Return a PDF of the pages' drawings only: no actions, scripts, links, forms, files or notes."""
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as sent, pikepdf.new() as made:
        if len(sent.pages) > MOST_PAGES:
            raise ValueError("too many pages")
        _draw_what_was_filled_in(sent)
        for page in sent.pages:
            for key in set(page.obj.keys()) - {"/Type", "/Parent", *KEPT_OF_PAGE}:
                del page.obj[key]
            made.pages.append(page)
        for thing in made.objects:
            _calm(thing)
        made.remove_unreferenced_resources()
        out = io.BytesIO()
        made.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _draw_what_was_filled_in(sent: "pikepdf.Pdf") -> None:  # type: ignore[name-defined] # noqa: F821
    """Let the answers in a form stay visible when the form goes."""
    with contextlib.suppress(Exception):  # a form too odd to draw loses them here; the original has them
        sent.flatten_annotations("screen")


def _calm(thing: "pikepdf.Object") -> None:  # type: ignore[name-defined] # noqa: F821
    """Take away whatever could act, wherever in the file it hides."""
    import pikepdf

    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        return
    if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/PS":
        thing.write(b"")
    for key in ACTIVE:
        if key in thing:
            del thing[key]


def main() -> None:
    """Read, make, write; any failure ends with a status that is not 0 and no words."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(2 * SECONDS)
    warnings.simplefilter("error")
    media, content = sys.argv[1], sys.stdin.buffer.read()
    try:
        made = pages(content) if media == "application/pdf" else picture(content, media)
    except Exception:  # nothing of a hostile file is worth telling
        sys.exit(3)
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
