"""A copy of exactly what was sent, to keep: read here, and turned into a PDF where the machine can."""

from ctypes import CDLL
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import select

from portal.domain.errors import NotFound
from portal.domain.vocabulary import Holder
from portal.extensions import db
from portal.models.feedback import Feedback
from portal.services.attachments import FileShown, list_own
from portal.services.private_page import AddedShown, read_added, read_said
from portal.services.soft_breaks import with_soft_breaks

# What the PDF maker loads; Debian's names, then macOS's.
LIBRARIES = (
    ("libpango-1.0.so.0", "libpango-1.0.0.dylib"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0.0.dylib"),
    ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
)


@dataclass(frozen=True, slots=True)
class Copy:
    """What was sent, what was added since, oldest first, and what its holder's own files are called."""

    reference: str
    journey: str
    received_at: datetime
    said: tuple[dict[str, str], ...]
    added: tuple[AddedShown, ...]
    files: tuple[str, ...]


def read_copy(feedback_id: int, holder: Holder = Holder.SENDER) -> Copy:
    """Return what was sent and added, as far as a holder may read it, to the letter; raises NotFound."""
    columns = select(Feedback.reference, Feedback.journey, Feedback.received_at)
    found = db.session.execute(columns.where(Feedback.id == feedback_id)).first()
    if found is None:
        raise NotFound("There is no such piece of feedback.")
    added = tuple(reversed(read_added(feedback_id, holder)))
    said = read_said(feedback_id, holder)
    files = tuple(_called(file) for file in list_own(feedback_id, holder))
    return Copy(found.reference, found.journey, found.received_at, said, added, files)


def _called(file: FileShown) -> str:
    """Return a file's name; a recording has only the one that the browser gave it."""
    return "a recording" if file.kind.called == "recording" else file.name


@cache
def can_make_pdf() -> bool:
    """Whether this machine has what a PDF takes; asked without loading the PDF maker, which is slow."""
    return all(any(_loads(name) for name in names) for names in LIBRARIES)


def make_pdf(html: str, css: str) -> bytes:
    """Return a page as an accessible PDF (PDF/UA-1), which reaches for nothing outside itself."""
    from weasyprint import CSS, HTML
    from weasyprint.urls import URLFetcher

    refusing = URLFetcher(allowed_protocols=())
    look = CSS(string=css, url_fetcher=refusing)
    document = HTML(string=with_soft_breaks(html), url_fetcher=refusing)
    pdf: bytes = document.write_pdf(stylesheets=[look], pdf_variant="pdf/ua-1")
    return pdf


def _loads(library: str) -> bool:
    try:
        CDLL(library)
    except OSError:
        return False
    return True
