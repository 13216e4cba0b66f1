"""A letter as a document that an officer may open and change (DOCX); it names no author and loads nothing."""

import unicodedata
from datetime import UTC, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

from portal.domain.letter import Block, Letter
from portal.domain.vocabulary import LetterStyle

if TYPE_CHECKING:
    from docx.document import Document

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Arial"
TITLE = "Letter"
LANGUAGE = "en-GB"
SIZES = {LetterStyle.ADULT: 12, LetterStyle.YOUNG_PERSON: 13.5, LetterStyle.EASY_READ: 17}
HEADING, SUBHEADING = 1.45, 1.15  # times the size of the text
SMALL = 10


def make_docx(letter: Letter, colour: str) -> bytes:
    """Return a letter as DOCX, its headings in a colour (#rrggbb)."""
    from docx import Document
    from docx.shared import RGBColor

    document = Document()
    tint = RGBColor.from_string(colour.removeprefix("#").upper())
    _without_traces(document, letter)
    _in_british_english(document)
    _set_in(document, SIZES[letter.style], tint)
    _write(document, letter, tint)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _without_traces(document: "Document", letter: Letter) -> None:
    """Say in the file's properties what it is and nothing of who made it."""
    properties = document.core_properties
    properties.title, properties.language = TITLE, LANGUAGE
    for name in ("author", "last_modified_by", "comments", "subject", "keywords", "category"):
        setattr(properties, name, "")
    properties.created = properties.modified = datetime.combine(letter.dated, time(12), UTC)
    properties.revision = 1


def _in_british_english(document: "Document") -> None:
    """Say in what language all of it is, for the spelling and for who has it read out."""
    from docx.oxml.ns import qn

    for root in (document.styles.element, document.settings.element):
        for name in ("w:lang", "w:themeFontLang"):
            for language in root.iter(qn(name)):
                language.set(qn("w:val"), LANGUAGE)


def _set_in(document: "Document", size: float, tint: Any) -> None:
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(20)
    for name, times in (("Normal", 1.0), ("Heading 1", HEADING), ("Heading 2", SUBHEADING)):
        style: Any = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(round(size * times * 2) / 2)
        _in_every_script(style)
        style.paragraph_format.space_after = Pt(size * 0.6)
        if times != 1.0:
            style.font.color.rgb, style.font.bold = tint, True
            style.paragraph_format.space_before = Pt(size * 0.8)
    normal: Any = document.styles["Normal"]
    normal.paragraph_format.line_spacing = 1.3


def _in_every_script(style: Any) -> None:
    """Take the theme's fonts out of a style, which a word processor puts before the font that is named."""
    from docx.oxml.ns import qn

    fonts = style.element.rPr.rFonts
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for script in ("w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)


def _write(document: "Document", letter: Letter, tint: Any) -> None:
    from docx.shared import Pt

    named = document.add_paragraph().add_run(letter.council)
    named.bold, named.font.color.rgb, named.font.size = True, tint, Pt(20)
    for line in (*letter.address, *letter.reach):
        _paragraph(document, line, after=0).runs[0].font.size = Pt(SMALL)
    facts = [letter.dated_in_words, f"Reference: {letter.reference}", letter.to]
    for number, line in enumerate(facts):
        written = _paragraph(document, line, after=0)
        if number == 0:
            written.paragraph_format.space_before = Pt(18)
    document.add_heading(letter.heading, 1)
    for block in letter.body:
        _block(document, block)
    if letter.rights:
        document.add_heading(letter.rights_heading, 2)
    for block in letter.rights:
        _block(document, block)
    for line in letter.sign_off:
        _paragraph(document, line, after=0).runs[0].bold = True


def _block(document: "Document", block: Block) -> None:
    from docx.shared import Mm

    for line in filter(str.strip, block.lines):
        _paragraph(document, line)
    for number, words in block.points:
        point = _paragraph(document, f"{number}. {words}", by_words=words)
        point.paragraph_format.left_indent, point.paragraph_format.first_line_indent = Mm(9), Mm(-9)
    for line in block.after:
        _paragraph(document, line)


def _paragraph(
    document: "Document", line: str, *, after: float | None = None, by_words: str | None = None
) -> Any:
    """Add a paragraph that runs as its words do; ``after`` is the space under it in points."""
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    paragraph: Any = document.add_paragraph(line)
    if _runs_from_the_right(by_words or line):  # first, because the format has an order
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    if after is not None:
        paragraph.paragraph_format.space_after = Pt(after)
    return paragraph


def _runs_from_the_right(words: str) -> bool:
    kinds = (unicodedata.bidirectional(letter) for letter in words)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"
