"""What a mail says and how it leaves: that there is news and how to look, never what was written."""

import os
import re
import smtplib
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from email.utils import formataddr, parseaddr
from pathlib import Path

from flask import current_app
from flask_mail import BadHeaderError, Message
from sqlalchemy import select

from portal.config import Settings
from portal.domain.errors import SealBroken
from portal.domain.vocabulary import Audience, Kind, Role
from portal.extensions import db, mail
from portal.models.account import Account
from portal.models.feedback import Feedback
from portal.models.outbox import OutboxMail
from portal.models.party import Party, PartyWords
from portal.services.council import current_council
from portal.services.sealing import Seal

DUTY = "duty"
FILE_LEAD = "file-lead"
STAFF_LISTS = {
    DUTY: Role.DUTY,
    "screening": Role.SCREENING_OFFICER,
    "supervisors": Role.SUPERVISOR,
    FILE_LEAD: Role.SUPERVISOR,
}
PROOF = "address_check"
FOR_PEOPLE = frozenset({"acknowledgement", "news", "enquiry_received", PROOF})
# one by one, at their work addresses
FOR_COLLEAGUES = frozenset({"compliment_shared", "freeze_asked", "signatures_late"})
FOR_STAFF = frozenset({"file_locked", "duty_alert", "freezes_late"})
THE_PERSON, THE_COLLEAGUE = "The person", "The colleague who passed it on"
STAFF_READERS = {
    "compliment_shared": "The colleague it thanks",
    "freeze_asked": "The manager who was asked",
    "signatures_late": "A supervisor",
    "freezes_late": "The supervisors",
    "file_locked": "Whoever minds locked files",
    "duty_alert": "The duty team",
}
TO_CONFIRM = "Whoever has to confirm an address"
SECONDS_OF_PATIENCE = 20.0
LONGEST_ADDRESS = 254
# One plain address: nothing that a header or a mail server could read as two, as a name or as a command.
LABEL = r"[^\s@<>()\[\],;:\"\\.\x00-\x1f\x7f]+"
ADDRESS = re.compile(rf"[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]+@{LABEL}(\.{LABEL})*")


class MailProblem(Exception):
    """A mail could not be handed over this time; ``code`` says why, without address or words."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class WillNotGo(MailProblem):
    """A mail must not or can never be handed over."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail ready to go."""

    message_id: str
    recipients: tuple[str, ...] = field(repr=False)
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class About:
    """The plain facts that a mail may hold."""

    reference: str
    kind: Kind
    received_on: date
    route_known_by: date


def check_template(template: str, *, staff_list: str | None) -> None:
    """Raise ValueError for a mail nobody wrote, or a list that nobody is on."""
    if template not in (FOR_STAFF if staff_list else FOR_PEOPLE | FOR_COLLEAGUES):
        raise ValueError(f"there is no such mail for {staff_list or 'people'}: {template}")
    if staff_list and staff_list not in STAFF_LISTS:
        raise ValueError(f"there is no such list: {staff_list}")


def reader_of(template: str, audience: Audience | None) -> str:
    """Return whom a mail is for by role; what a colleague passed on is answered to the colleague."""
    if template == PROOF:
        return TO_CONFIRM
    return STAFF_READERS.get(template) or (THE_COLLEAGUE if audience is Audience.STAFF else THE_PERSON)


def address_place(mail_id: int) -> str:
    """Return where an address is sealed for."""
    return f"outbox_mail.address:{mail_id}"


def link_place(mail_id: int) -> str:
    """Return where the end of a link is sealed for."""
    return f"outbox_mail.link:{mail_id}"


def write_letter(mail_id: int) -> Letter:
    """Return the mail to hand over; raises WillNotGo where it may not go any more."""
    row = db.session.get_one(OutboxMail, mail_id)
    feedback = db.session.get(Feedback, row.feedback_id) if row.feedback_id else None
    recipients = staff_addresses(row.staff_list) if row.staff_list else (_person_address(row, feedback),)
    if not recipients:
        raise MailProblem("nobody is on this list")
    about = None
    if feedback:
        about = About(feedback.reference, feedback.kind, feedback.received_on, feedback.route_known_by)
    link = ""
    if row.link and feedback:
        link = Seal.of(feedback.data_key_id).open(link_place(mail_id), row.link)
    subject, text = write_words(row.template, about, link)
    return Letter(row.message_id, recipients, subject, text)


def write_words(template: str, about: About | None, link: str = "") -> tuple[str, str]:
    """Return subject and text; the template's first line is its subject."""
    page = current_app.jinja_env.get_template(f"email/{template}.txt")
    whole = page.render(about=about, link=link, council=current_council(), base_url=_settings().base_url)
    subject, _, text = whole.partition("\n")
    return subject.removeprefix("Subject:").strip(), text.strip() + "\n"


def staff_addresses(staff_list: str) -> tuple[str, ...]:
    """Return who is on a list now: the profile's own addresses for duty, else the accounts of its role."""
    if staff_list == DUTY and current_council().safety.alert_emails:
        return current_council().safety.alert_emails
    if staff_list == FILE_LEAD and current_council().files.lead_email:
        return (str(current_council().files.lead_email),)
    on_it = select(Account.email).where(Account.role == STAFF_LISTS[staff_list], Account.ended_at.is_(None))
    return tuple(db.session.scalars(on_it.order_by(Account.id)))


def deliver(letter: Letter) -> str | None:
    """Hand a mail over; return what went wrong where only some recipients took it.

    Raises MailProblem where nobody took it, and WillNotGo where nobody ever can.
    """
    if _settings().demo:
        _put_into_folder(letter)
        return None
    problems = [problem for address in letter.recipients if (problem := _try_to_send(letter, address))]
    if len(problems) < len(letter.recipients):
        return problems[0].code if problems else None
    raise next((problem for problem in problems if not isinstance(problem, WillNotGo)), problems[0])


def mails_folder() -> Path:
    """Return where a demonstration's mails lie."""
    return _settings().instance / "mails"


def file_name(message_id: str) -> str:
    """Return the neutral name under which a demonstration keeps a mail."""
    return message_id.strip("<>").partition("@")[0] + ".eml"


def _person_address(row: OutboxMail, feedback: Feedback | None) -> str:
    """Return the address of somebody outside, as long as mail there is still wanted and safe."""
    if feedback is None or row.address is None:
        raise WillNotGo("no address")
    colleague = row.template in FOR_COLLEAGUES
    if not feedback.mail_allowed and row.template != PROOF and not colleague:
        raise WillNotGo("mail stopped")
    try:
        seal = Seal.of(feedback.data_key_id)
        address: str = seal.open(address_place(row.id), row.address)
    except SealBroken as problem:
        raise WillNotGo("words erased") from problem
    if not colleague and address.casefold() not in _known_addresses(feedback.id, seal):
        raise WillNotGo("address changed")
    return address


def _known_addresses(feedback_id: int, seal: Seal) -> set[str]:
    """Return the addresses that stand on the feedback's people now; an earlier one may not be safe."""
    rows = db.session.scalars(
        select(PartyWords)
        .join(Party, Party.id == PartyWords.party_id)
        .where(Party.feedback_id == feedback_id)
    )
    said = (seal.open(f"party_words.words:{row.party_id}", row.words) for row in rows)
    return {words.get("email", "").casefold() for words in said}


def _try_to_send(letter: Letter, address: str) -> MailProblem | None:
    try:
        _send_to_server(letter, address)
    except MailProblem as problem:
        return problem
    except BadHeaderError:
        return WillNotGo("address not usable")
    except smtplib.SMTPRecipientsRefused as problem:
        code = next(iter(problem.recipients.values()))[0]
        return MailProblem(f"address refused by the mail server ({code})")
    except smtplib.SMTPResponseException as problem:
        return MailProblem(f"refused by the mail server ({problem.smtp_code})")
    except (TimeoutError, smtplib.SMTPServerDisconnected):
        return MailProblem("the mail server did not answer")
    except (smtplib.SMTPException, OSError) as problem:
        return MailProblem(f"the mail server could not be reached ({type(problem).__name__})")
    except UnicodeError:
        return WillNotGo("address not usable")
    return None


def _send_to_server(letter: Letter, address: str) -> None:
    message, taken = _message(letter, (address,)), False
    with _patience():
        try:
            with mail.connect() as connection:
                connection.send(message)
                taken = True
        except (smtplib.SMTPException, OSError):
            # A server that took the mail and then hung up without a word has it all the same.
            if not taken:
                raise


def _put_into_folder(letter: Letter) -> None:
    """Write a mail where a demonstration shows it; trying again overwrites the same file."""
    message = _message(letter, letter.recipients)
    if message.has_bad_headers():
        raise WillNotGo("address not usable")
    folder = mails_folder()
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / file_name(letter.message_id)
    unfinished = path.with_suffix(f".{os.getpid()}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(message.as_bytes())
    unfinished.replace(path)


def _message(letter: Letter, recipients: tuple[str, ...]) -> Message:
    """Return the mail as the mail server takes it; raises WillNotGo for an address that is not one."""
    for address in recipients:
        if len(address) > LONGEST_ADDRESS or not ADDRESS.fullmatch(address):
            raise WillNotGo("address not usable")
    _name, own = parseaddr(current_app.config["MAIL_DEFAULT_SENDER"])
    message = Message(
        subject=letter.subject,
        sender=formataddr((current_council().name, own)),
        recipients=list(recipients),
        body=letter.text,
        extra_headers={"Auto-Submitted": "auto-generated"},
    )
    message.msgId = letter.message_id
    return message


@contextmanager
def _patience() -> Iterator[None]:
    """Wait for the mail server only so long: Flask-Mail has no setting for it."""
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(SECONDS_OF_PATIENCE)
    try:
        yield
    finally:
        socket.setdefaulttimeout(before)


def _settings() -> Settings:
    settings: Settings = current_app.extensions["portal.settings"]
    return settings
