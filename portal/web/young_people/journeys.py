"""Two short ways to tell us: for children under 12, and for young people of 12 and over."""

from portal.domain.vocabulary import Audience, Kind
from portal.services.intake import SafeContact
from portal.web.answers import Answers
from portal.web.contact import CONTACT, ContactForm, child, is_danger, safe_contact, sender, worker
from portal.web.journey_pages import Facts, Journey, Page
from portal.web.young_people import forms

CAPACITY = "young_person"
KINDS = {"good": Kind.COMPLIMENT, "unsure": Kind.NOT_SURE}
SAFE = "young_people/safe.html"
NOT_ALONE = "Choose “I am not sure” or “No” to send just this. Or press Continue."


def kind(answers: Answers) -> Kind:
    """Return what it is: a complaint unless they say that it is good, or that they are not sure."""
    return KINDS.get(answers.one("feeling", "feeling"), Kind.COMPLAINT)


def under_twelve_submission(answers: Answers) -> Facts:
    """Return the child, and how they can be found."""
    name, age = answers.one("you", "name"), answers.one("you", "age")
    found_at = answers.one("find-you", "where")
    return Facts(
        parties=(sender(answers, CAPACITY, name=name, age=age), *child(name, age=age, relation="me")),
        safe_contact=SafeContact(
            how=("private_page",),
            when=f"To find them: {found_at}" if found_at else "",
            must_not_know=answers.one("find-you", "must_not_know"),
        ),
        danger=is_danger(answers),
        kind=kind(answers),
    )


def twelve_and_over_submission(answers: Answers) -> Facts:
    """Return the young person, their worker, and how contact is safe."""
    name, age = answers.one("you", "name"), answers.one("you", "age")
    teller = sender(answers, CAPACITY, name=name, age=age, advocate=answers.one("on-your-side", "advocate"))
    return Facts(
        parties=(teller, *child(name, age=age, relation="me"), *worker(answers.one("you", "worker"))),
        safe_contact=safe_contact(answers),
        danger=is_danger(answers),
        kind=kind(answers),
    )


FEELING = Page(name="feeling", title="What do you want to tell us?", form=forms.FeelingForm)

UNDER_TWELVE = Journey(
    name="under-twelve",
    version=1,
    kind=Kind.COMPLAINT,
    audience=Audience.UNDER_TWELVE,
    title="Tell us what happened",
    pages=(
        Page(
            name="danger",
            title="Are you safe?",
            form=forms.SafeForm,
            template=SAFE,
            alone=is_danger,
            not_alone=NOT_ALONE,
        ),
        FEELING,
        Page(name="what-happened", title="What happened?", form=forms.ChildWordsForm),
        Page(name="you", title="Who are you?", form=forms.ChildForm, lead=("You do not have to tell us.",)),
        Page(name="find-you", title="Finding you", form=forms.FindChildForm),
    ),
    submission=under_twelve_submission,
    intro="young_people/under_twelve_start.html",
    sent="young_people/sent.html",
)

TWELVE_AND_OVER = Journey(
    name="twelve-and-over",
    version=1,
    kind=Kind.COMPLAINT,
    audience=Audience.TWELVE_AND_OVER,
    title="Tell us what happened",
    pages=(
        Page(
            name="danger",
            title="Are you safe?",
            form=forms.SafeNowForm,
            template=SAFE,
            alone=is_danger,
            not_alone=NOT_ALONE,
        ),
        FEELING,
        Page(
            name="what-happened",
            title="What happened?",
            form=forms.YoungWordsForm,
            template="public/words.html",
        ),
        Page(name="put-right", title="What would make it better?", form=forms.BetterForm),
        Page(
            name="you",
            title="Who are you?",
            form=forms.YoungPersonForm,
            lead=("You do not have to tell us. It helps us to find the right people.",),
        ),
        Page(
            name="on-your-side",
            title="Would you like somebody on your side?",
            form=forms.OnYourSideForm,
            lead=(
                "This person is called an advocate. They listen to you and help you to be heard.",
                "They do not work for the council. It costs you nothing.",
            ),
        ),
        Page(
            name=CONTACT,
            title="How is it safe to reach you?",
            form=ContactForm,
            lead=("You can leave this out. Then we only write on your private page.",),
        ),
    ),
    submission=twelve_and_over_submission,
    intro="young_people/twelve_and_over_start.html",
    sent="young_people/sent.html",
)
