"""Two ways to tell us: for children under 12 in seven pages, and for young people of 12 and over."""

from portal.domain.vocabulary import Audience, Kind
from portal.web.contact import CONTACT, is_danger
from portal.web.journey_pages import Journey, Page
from portal.web.young_people import facts, forms, older_forms

QUESTION, SAFE = "young_people/question.html", "young_people/safe.html"
HAPPENED = "young_people/words.html"
NOT_ALONE = "If you are safe, press Next. If not, choose that picture first."
NOTHING_SAID = "You have not told us anything yet. Choose one picture, or write one word."
ONWARD = "Next"
SENT = "Thank you. We have it."

UNDER_TWELVE = Journey(
    name="under-twelve",
    version=2,
    kind=Kind.COMPLAINT,
    audience=Audience.UNDER_TWELVE,
    title="Tell us what happened",
    pages=(
        Page(name=facts.WITH_YOU, title="Who is with you?", form=forms.WithYouForm, template=QUESTION),
        Page(name="feeling", title="How are you?", form=forms.FeelingForm, template=QUESTION),
        Page(
            name="what-happened",
            title="What happened?",
            form=forms.HappenedForm,
            template=HAPPENED,
            speak=True,
        ),
        Page(name="who-about", title="Who is it about?", form=forms.WhoForm, template=QUESTION),
        Page(name="put-right", title="What would help?", form=forms.BetterForm, template=QUESTION),
        Page(
            name="danger",
            title="Are you safe?",
            form=forms.SafeForm,
            template=SAFE,
            alone=is_danger,
            not_alone=NOT_ALONE,
        ),
        Page(name=facts.FIND_YOU, title="How can we find you?", form=forms.FindYouForm, template=QUESTION),
    ),
    submission=facts.under_twelve_submission,
    intro="young_people/under_twelve_start.html",
    check="young_people/check.html",
    sent="young_people/sent.html",
    send_from="feeling",
    finds_by=facts.FOUND_BY_CHILD,
    says_something=facts.says_something,
    nothing_said=NOTHING_SAID,
    accompanied=facts.is_accompanied,
    offers_equality=False,
    sent_title=SENT,
    folder="young_people/stops",
    onward=ONWARD,
)

TWELVE_AND_OVER = Journey(
    name="twelve-and-over",
    version=2,
    kind=Kind.COMPLAINT,
    audience=Audience.TWELVE_AND_OVER,
    title="Tell us what happened",
    pages=(
        Page(name=facts.WITH_YOU, title="Who is with you?", form=forms.WithYouForm, template=QUESTION),
        Page(
            name="danger",
            title="Are you safe?",
            form=older_forms.SafeNowForm,
            template=SAFE,
            alone=is_danger,
            not_alone=NOT_ALONE,
        ),
        Page(name="feeling", title="How are you?", form=forms.FeelingForm, template=QUESTION),
        Page(
            name="what-happened",
            title="What happened?",
            form=older_forms.HappenedForm,
            template=HAPPENED,
            speak=True,
            files=True,
        ),
        Page(name="who-about", title="Who is it about?", form=older_forms.WhoForm, template=QUESTION),
        Page(
            name="put-right",
            title="What would make it better?",
            form=older_forms.BetterForm,
            template=QUESTION,
        ),
        Page(
            name="about-to-happen",
            title="Is something about to happen?",
            form=older_forms.ComingForm,
            lead=("If it cannot wait, we look at this sooner. We cannot promise to stop it.",),
            template=QUESTION,
        ),
        Page(
            name="on-your-side",
            title="Do you want someone on your side?",
            form=older_forms.OnYourSideForm,
            template=QUESTION,
        ),
        Page(
            name=CONTACT,
            title="How is it safe to reach you?",
            form=older_forms.ReachForm,
            lead=("You can leave this out. Then we only write on your private page.",),
            template=QUESTION,
        ),
        Page(
            name=facts.WHO_KNOWS,
            title="Who may know?",
            form=older_forms.MayKnowForm,
            lead=("If you may get badly hurt, we must tell people who can help. We try to tell you first.",),
            template=QUESTION,
        ),
        Page(
            name="you",
            title="Who are you?",
            form=older_forms.YoungPersonForm,
            lead=("You do not have to tell us. It helps us to find the right people.",),
            template=QUESTION,
        ),
    ),
    submission=facts.twelve_and_over_submission,
    intro="young_people/twelve_and_over_start.html",
    check="young_people/check.html",
    sent="young_people/sent.html",
    send_from="danger",
    finds_by=facts.FOUND_BY_YOUNG_PERSON,
    says_something=facts.says_something,
    nothing_said=NOTHING_SAID,
    accompanied=facts.is_accompanied,
    sent_title=SENT,
    folder="young_people/stops",
    onward=ONWARD,
)
