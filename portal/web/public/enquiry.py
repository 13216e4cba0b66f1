"""An enquiry from an MP's or councillor's office; nothing about a child goes to an address we do not know."""

from portal.domain.council_parts import EnquiryOffice
from portal.domain.vocabulary import Audience, Door, Kind, PartyRole
from portal.services.council import current_council
from portal.services.intake import PartySent, SafeContact
from portal.web.answers import Answers
from portal.web.contact import child
from portal.web.journey_pages import Facts, Journey, Page, PageForm
from portal.web.public import enquiry_forms as forms
from portal.web.public.common_pages import WORDS

OFFICE_NOT_KNOWN = "not known"


def known_office(answers: Answers) -> EnquiryOffice | None:
    """Return the office in the council's list that the address belongs to, or None."""
    return current_council().office_of(answers.one("reply-to", "email"))


def has_unknown_address(answers: Answers) -> bool:
    """Whether an address was given that the council does not hold for any office."""
    return bool(answers.one("reply-to", "email")) and known_office(answers) is None


def enquiry_submission(answers: Answers) -> Facts:
    """Return who asks for whom; mail is allowed only to an address in the council's list."""
    office = known_office(answers)
    said = {
        "office": answers.one("office", "office"),
        "office_reference": answers.one("office", "reference"),
        "office_address": office.name if office else OFFICE_NOT_KNOWN,
        "enquiry_kind": answers.one("what-happened", "kind"),
        "constituent": answers.one("constituent", "constituent"),
        "agreement": answers.one("constituent", "agreement"),
        "for_young_person": answers.one("constituent", "young_person"),
    }
    enquirer = PartySent(
        role=PartyRole.SENDER,
        capacity=answers.one("office", "who") or "not_said",
        name=answers.one("office", "name"),
        email=answers.one("reply-to", "email"),
        extra={name: words for name, words in said.items() if words},
    )
    return Facts(
        parties=(enquirer, *child(answers.one("constituent", "child"))),
        safe_contact=SafeContact(how=("email",) if office else ()),
    )


ENQUIRY = Journey(
    name=Door.ENQUIRY,
    version=1,
    kind=Kind.ENQUIRY,
    audience=Audience.ADULT,
    offers_equality=False,
    title="Enquiries from MPs and councillors",
    pages=(
        Page(name="office", title="Your office", form=forms.OfficeForm),
        Page(
            name="reply-to",
            title="Where should we send our answer?",
            form=forms.ReplyToForm,
            why="We answer only to addresses that we hold for your office. "
            "That keeps what we say about a child from reaching the wrong person.",
        ),
        Page(
            name="address-not-known",
            title="We do not have this address for an office",
            form=PageForm,
            template="public/enquiry_address.html",
            when=has_unknown_address,
            for_reader=False,
        ),
        Page(
            name="constituent",
            title="Whom do you ask for?",
            form=forms.ConstituentForm,
            why="Without the person’s agreement we may have to ask them before we can tell you much.",
        ),
        Page(name="what-happened", title="What do you ask?", form=forms.AskedForm, template=WORDS),
    ),
    submission=enquiry_submission,
    intro="public/enquiry_start.html",
    sent="public/enquiry_sent.html",
)
