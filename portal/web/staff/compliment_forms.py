"""The one page on which a colleague without an account records a compliment."""

from typing import Any

from wtforms.validators import ValidationError

from portal.services.council import current_council
from portal.web.answers import Answers
from portal.web.fields import (
    DatePartsField,
    EmailField,
    LongTextField,
    PhoneField,
    RadioField,
    SelectField,
    choices,
)
from portal.web.journey_pages import PageForm
from portal.web.questions import short
from portal.web.receipt_day import ReceiptDay
from portal.web.staff.staff_forms import teams_in_force
from portal.web.typed import LONGER, SHORT, AtMost, EmailShape, Needed, PhoneShape
from portal.web.widgets import Textarea, TextInput

PAGE = "compliment"
MAY_QUOTE = "Yes"  # what the one answer begins with that lets words be shown


class CouncilAddress:
    """A work address of this council: anybody may open this page, and only colleagues may use it."""

    def __call__(self, form: Any, field: Any) -> None:
        """Refuse an address that no colleague has."""
        domains = current_council().staff_mail_domains
        typed = (field.data or "").strip().casefold()
        if not domains:
            raise ValidationError(
                "This council has not said which addresses are its own. Ask the complaints team."
            )
        if typed and not any(typed.endswith(f"@{domain.casefold()}") for domain in domains):
            raise ValidationError(
                f"Write your work address. It ends in {' or '.join(f'@{d}' for d in domains)}"
            )


class ComplimentForm(PageForm):
    """Who said it, how, the words, whom they thank, what they allow, and who writes it down."""

    giver = RadioField(
        "Who is it from?",
        [Needed("Choose who it is from")],
        choices=choices(
            ("young_person", "A child or young person"),
            ("parent", "A parent"),
            ("carer", "A carer or foster carer"),
            ("professional", "Somebody who works with children"),
            ("court", "A judge or a court"),
            ("someone_else", "Somebody else"),
        ),
    )
    came_by = RadioField(
        "How did it come?",
        [Needed("Choose how it came")],
        choices=choices(
            ("card", "A card or a letter"),
            ("email", "An e-mail or a text message"),
            ("phone", "By telephone"),
            ("in_person", "In person"),
            ("court", "In court"),
        ),
    )
    words = LongTextField(
        "What did they say?",
        [Needed("Write what they said. A few words are enough."), AtMost(LONGER)],
        description="Their exact words, as far as you can.",
        widget=Textarea(rows=5, limit=LONGER),
    )
    worker = short(
        "Whom do they thank?", "A name. Leave it empty if they thank the whole team.", autocomplete="off"
    )
    team = SelectField("Which team is it about?", choices=teams_in_force)
    quote = RadioField(
        "May we show their words to others?",
        choices=choices(
            ("yes", "Yes, without any names"), ("no", "No"), ("not_asked", "I have not asked them")
        ),
    )
    thank = RadioField(
        "May we thank them?",
        choices=choices(
            ("phone", "Yes, ring them"), ("letter", "Yes, write to them"), ("no", "No, or not asked")
        ),
        reveals={"phone": "phone", "letter": "address"},
    )
    phone = PhoneField(
        "Their telephone number",
        [AtMost(SHORT), PhoneShape()],
        description="Only if they said that we may use it.",
        widget=TextInput(input_type="tel", autocomplete="off", width="20"),
    )
    address = LongTextField(
        "Their postal address",
        [AtMost(1_000)],
        description="Only if they said that we may use it.",
        widget=Textarea(rows=3),
    )
    name = short("Their name, if they gave it", "A first name is enough", autocomplete="off")
    on = DatePartsField(
        "When did you get it?",
        [ReceiptDay()],
        what="The day you got it",
        description="Leave it empty for today.",
    )
    your_name = short("Your name", autocomplete="name")
    work_email = EmailField(
        "Your work e-mail address",
        [Needed("Write your work e-mail address"), EmailShape(), CouncilAddress()],
        description="We send you a link there, to see that you work for the council.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say how a work address ends before anybody types one."""
        super().__init__(*args, **kwargs)
        domains = current_council().staff_mail_domains
        if domains:
            ends = " or ".join(f"@{domain}" for domain in domains)
            self.work_email.description = f"It ends in {ends}. We send you a link there."


def how_to_thank(answers: Answers) -> dict[str, str]:
    """Return, by field, what is missing to thank them in the way that was chosen."""
    chosen = answers.one(PAGE, "thank")
    if chosen == "phone" and not answers.one(PAGE, "phone"):
        return {"phone": "Write their telephone number, or choose “No, or not asked”"}
    if chosen == "letter" and not answers.one(PAGE, "address"):
        return {"address": "Write their postal address, or choose “No, or not asked”"}
    return {}
