"""What a file is, said by its own bytes: a closed list, and nothing that is two things at once or bursts.

Nothing is decoded here: that happens away from any request, in a process with little memory and no keys.
"""

import re
import struct
import zipfile
from typing import BinaryIO

from portal.domain.files import MOST_BYTES, FileRefused, Refusal

HEAD = 4096
TAIL = 65_557  # as far back as the end of a ZIP archive may begin
BEGINNINGS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"OggS", "audio/ogg"),
    (b"\x1aE\xdf\xa3", "audio/webm"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
)
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
SOUND_BRANDS = frozenset({b"M4A ", b"M4B ", b"isom", b"iso5", b"iso6", b"mp41", b"mp42", b"dash", b"mp4f"})
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OPEN_TEXT = "application/vnd.oasis.opendocument.text"
BEGINS_AS_MARKUP = re.compile(rb"\s*<[!?a-z]", re.IGNORECASE)
ACTIVE_MARKUP = re.compile(rb"<(script|svg|html|iframe|object|embed)\b", re.IGNORECASE)
MOST_ENTRIES = 2_000
MOST_LISTED = 512 * 1024  # bytes of an archive's list of contents
MOST_UNPACKED = 150 * 1024 * 1024
MOST_TIMES_LARGER = 200
SMALL = 1024 * 1024


def size_of(stream: BinaryIO) -> int:
    """Return how many bytes there are, and go back to the beginning."""
    size = stream.seek(0, 2)
    stream.seek(0)
    return size


def media_of(stream: BinaryIO) -> str:
    """Return what a file is, as a media type of the closed list or a recording; raises FileRefused."""
    size = size_of(stream)
    if size == 0:
        raise FileRefused(Refusal.EMPTY)
    if size > MOST_BYTES:
        raise FileRefused(Refusal.TOO_LARGE)
    head = stream.read(HEAD)
    stream.seek(max(0, size - TAIL))
    tail = stream.read()
    stream.seek(0)
    media = _by_its_beginning(head)
    if media == "application/zip":
        return _document_of(stream, tail)
    if media is None:
        return _plain_text(stream)
    _refuse_two_in_one(media, head, tail)
    return media


def _by_its_beginning(head: bytes) -> str | None:
    """Return what the first bytes say; None where it could still be plain text."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp":
        return _by_its_brands(head)
    media = next((media for begins, media in BEGINNINGS if head.startswith(begins)), None)
    if media == "application/x-ole-storage":
        raise FileRefused(Refusal.LOCKED)  # an older Word file, or a new one with a password
    return media


def _by_its_brands(head: bytes) -> str:
    length = min(struct.unpack(">I", head[:4])[0], 256)
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, length, 4))}
    if head[8:12] in HEIC_BRANDS and brands & (HEIC_BRANDS - {b"mif1", b"msf1"}):
        return "image/heic"
    if head[8:12] in SOUND_BRANDS:
        return "audio/mp4"
    raise FileRefused(Refusal.OTHER_KIND)


def _refuse_two_in_one(media: str, head: bytes, tail: bytes) -> None:
    """Refuse what another program would take for something else: an archive behind it, or a PDF within."""
    hides_pdf = media != "application/pdf" and b"%PDF-" in head[:1100]
    if hides_pdf or b"PK\x05\x06" in tail or b"PK\x06\x07" in tail:
        raise FileRefused(Refusal.TWO_IN_ONE)


def _plain_text(stream: BinaryIO) -> str:
    """Return text/plain for words that anybody can read; markup, and whatever isn't text, is refused."""
    content = stream.read()
    stream.seek(0)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        content = content.decode("utf-16", errors="replace").encode()
    content = content.removeprefix(b"\xef\xbb\xbf")
    if b"%PDF-" in content[:1100] or BEGINS_AS_MARKUP.match(content) or ACTIVE_MARKUP.search(content[:HEAD]):
        raise FileRefused(Refusal.OTHER_KIND)
    if re.search(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]", content):
        raise FileRefused(Refusal.OTHER_KIND)
    return "text/plain"


def _document_of(stream: BinaryIO, tail: bytes) -> str:
    """Return which kind of document an archive is; raises FileRefused for any other, or one that bursts."""
    _refuse_long_list(tail)
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
            media = _kind_of_archive(archive, {entry.filename for entry in entries})
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, KeyError) as problem:
        raise FileRefused(Refusal.OTHER_KIND) from problem
    finally:
        stream.seek(0)
    _refuse_bursting(entries)
    _refuse_macros(entries)
    return media


def _refuse_long_list(tail: bytes) -> None:
    """Look at the size of an archive's list before anybody reads it into memory."""
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < 22 or b"PK\x06\x07" in tail:
        raise FileRefused(Refusal.OTHER_KIND)
    entries, listed = struct.unpack("<HI", tail[at + 10 : at + 16])
    if entries > MOST_ENTRIES or listed > MOST_LISTED:
        raise FileRefused(Refusal.BURSTS)


def _kind_of_archive(archive: zipfile.ZipFile, names: set[str]) -> str:
    if {"[Content_Types].xml", "word/document.xml"} <= names:
        return WORD
    if "mimetype" in names and "content.xml" in names:
        told = archive.getinfo("mimetype")
        if told.file_size < 200 and archive.read(told).strip() == OPEN_TEXT.encode():
            return OPEN_TEXT
    raise FileRefused(Refusal.OTHER_KIND)


def _refuse_bursting(entries: list[zipfile.ZipInfo]) -> None:
    packed, unpacked = sum(e.compress_size for e in entries), sum(e.file_size for e in entries)
    if unpacked > MOST_UNPACKED or (unpacked > SMALL and unpacked > MOST_TIMES_LARGER * max(packed, 1)):
        raise FileRefused(Refusal.BURSTS)
    starts = [entry.header_offset for entry in entries]
    if len(set(starts)) < len(starts):  # entries on top of one another: a small archive that unpacks hugely
        raise FileRefused(Refusal.BURSTS)


def _refuse_macros(entries: list[zipfile.ZipInfo]) -> None:
    for entry in entries:
        name = entry.filename.lower()
        if entry.flag_bits & 1:
            raise FileRefused(Refusal.LOCKED)
        if name.endswith(("vbaproject.bin", "vbadata.xml")) or name.startswith(("basic/", "scripts/")):
            raise FileRefused(Refusal.MACROS)
