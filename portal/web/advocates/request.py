"""Asking for an advocate: a short way for a young person, and a longer one for whoever asks for a child."""

from portal.domain.vocabulary import Audience, Kind
from portal.web.advocates import forms, request_forms
from portal.web.advocates.request_facts import is_for_a_child, is_for_me, request_submission
from portal.web.contact import CONTACT, ContactForm, is_danger
from portal.web.journey_pages import Journey, Page

QUESTION = "advocates/question.html"
NOT_ALONE = "Choose “Yes, now” or “somebody is not safe” to send just this. Or press Continue."

ABOUT_ME = (
    Page(
        name="me",
        title="About you",
        form=request_forms.MeForm,
        lead=("You do not have to tell us. It helps the right advocate to find you.",),
        template=QUESTION,
        when=is_for_me,
    ),
)
ABOUT_THE_CHILD = (
    Page(
        name="child",
        title="Who is the young person?",
        form=request_forms.ChildForm,
        lead=("You can leave out what you do not know.",),
        when=is_for_a_child,
    ),
    Page(
        name="responsible",
        title="Who is responsible for them?",
        form=request_forms.ResponsibleForm,
        why="The advocate needs to know who must be asked, and who must not be told.",
        when=is_for_a_child,
    ),
    Page(
        name="agreement",
        title="Does the young person agree?",
        form=request_forms.AgreementForm,
        lead=("It is the young person who says yes or no to an advocate. You can ask before they have.",),
        when=is_for_a_child,
    ),
)
FOR_THE_VISIT = (
    Page(
        name="reach-them",
        title="How can the young person be reached safely?",
        form=forms.ReachThemForm,
        lead=("An advocate speaks to them first, not to you.",),
        when=is_for_a_child,
    ),
    Page(
        name="risk",
        title="Is there a risk an advocate should know of?",
        form=request_forms.RiskForm,
        when=is_for_a_child,
    ),
    Page(name="asker", title="Who are you?", form=request_forms.AskerForm, when=is_for_a_child),
)

REQUEST = Journey(
    name="advocate-request",
    version=2,
    kind=Kind.ADVOCATE_REQUEST,
    audience=Audience.ADVOCATE,
    title="Ask for an advocate",
    pages=(
        Page(
            name="danger",
            title="Is anybody in danger now?",
            form=request_forms.DangerForm,
            template="public/complaint_danger.html",
            alone=is_danger,
            not_alone=NOT_ALONE,
        ),
        Page(name="who-for", title="Who is the advocate for?", form=request_forms.WhoForForm),
        Page(
            name="what-happened",
            title="What do you want help with?",
            form=request_forms.HelpWantedForm,
            lead=("This is the only page that needs an answer.",),
            template=QUESTION,
        ),
        *ABOUT_ME,
        *ABOUT_THE_CHILD,
        Page(
            name="by-when",
            title="Is there a meeting or a decision soon?",
            form=request_forms.ByWhenForm,
            lead=("Then we look at this sooner.",),
            template=QUESTION,
        ),
        Page(
            name="advocate",
            title="Which advocate would suit best?",
            form=request_forms.AdvocateWantedForm,
            template=QUESTION,
        ),
        *FOR_THE_VISIT,
        Page(
            name=CONTACT,
            title="How and when is it safe to reach you?",
            form=ContactForm,
            lead=("You can leave this out. Then we only write on the private page.",),
            template=QUESTION,
        ),
    ),
    submission=request_submission,
    intro="advocates/request_start.html",
    sent="advocates/request_sent.html",
    offers_equality=False,
)
