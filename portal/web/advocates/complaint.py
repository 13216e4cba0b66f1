"""Complaining for a young person: two voices kept apart, and nothing shared before their own yes."""

from portal.domain.vocabulary import Audience, Kind
from portal.web.advocates import complaint_facts as facts
from portal.web.advocates import complaint_forms, forms
from portal.web.contact import CONTACT, ContactForm, is_danger
from portal.web.journey_pages import Journey, Page

YOU = "you"
ABOUT_YOU = (
    Page(name=YOU, title="Who are you?", form=complaint_forms.YouForm),
    Page(
        name="whose-carer",
        title="Whose parent or carer are you?",
        form=complaint_forms.WhoseCarerForm,
        lead=("You can go on whatever you answer.",),
        why="A child’s own parent, foster carer or special guardian can complain in their own right. "
        "Anybody else speaks for the young person, so we ask the young person first.",
        when=facts.is_a_carer,
    ),
    Page(
        name="independence",
        title="Are you independent?",
        form=complaint_forms.IndependenceForm,
        lead=("You can go on whatever you answer.",),
        why="An advocate is on the young person’s side and on nobody else’s. Somebody who works for the "
        "service cannot be that, however much they want to help.",
        when=facts.needs_agreement,
    ),
    Page(
        name="not-independent",
        title="Thank you for speaking up for them",
        form=forms.NothingAsked,
        template="advocates/not_independent.html",
        when=facts.is_not_independent,
        for_reader=False,
    ),
    Page(
        name="own-right",
        title="You can complain in your own right",
        form=forms.NothingAsked,
        template="advocates/own_right.html",
        when=facts.has_own_right,
        for_reader=False,
    ),
)
WHAT_HAPPENED = (
    Page(
        name="young-person",
        title="Whom do you act for?",
        form=complaint_forms.YoungPersonForm,
        lead=("You can leave out what you do not know.",),
    ),
    Page(
        name="what-happened",
        title="What happened?",
        form=complaint_forms.WhatHappenedForm,
        lead=("We keep the two apart. One of them is enough.", "The young person can read both."),
    ),
    Page(
        name="coming",
        title="Is something about to happen?",
        form=complaint_forms.ComingForm,
        lead=("If it cannot wait, we look at this sooner. We cannot promise to stop it.",),
    ),
    Page(name="put-right", title="What does the young person want?", form=complaint_forms.WishesForm),
)
AGREEING = (
    Page(
        name="sharing",
        title="What may we share with you?",
        form=complaint_forms.SharingForm,
        template="advocates/sharing.html",
        when=facts.needs_agreement,
    ),
    Page(
        name="proof",
        title="How can we know that they agree?",
        form=complaint_forms.ProofForm,
        lead=("Whatever you choose, we ask the young person too.",),
        when=facts.asks_to_share,
        files=True,
    ),
    Page(
        name="reach-them",
        title="How and when can we reach the young person safely, to ask them?",
        form=forms.ReachThemForm,
        when=facts.needs_agreement,
    ),
)

COMPLAINT = Journey(
    name="advocate-complaint",
    version=2,
    kind=Kind.COMPLAINT,
    audience=Audience.ADVOCATE,
    title="Complain for a young person",
    pages=(
        Page(
            name="danger",
            title="Is anybody in danger now?",
            form=forms.DangerForm,
            template="public/complaint_danger.html",
            alone=is_danger,
            not_alone="Choose “Yes, now” or “somebody is not safe” to send just this. Or press Continue.",
        ),
        *ABOUT_YOU,
        *WHAT_HAPPENED,
        *AGREEING,
        Page(
            name=CONTACT,
            title="How and when is it safe to reach you?",
            form=ContactForm,
            lead=("You can leave this out. Then we only write on the private page.",),
            why="Think of the young person too: who could see a letter or hear a call?",
        ),
    ),
    submission=facts.complaint_submission,
    intro="advocates/complaint_start.html",
    sent="advocates/complaint_sent.html",
)
