"""The adult complaint: its pages in order, and who meets which."""

from portal.domain.vocabulary import Audience, Kind
from portal.web.contact import is_danger
from portal.web.journey_pages import Journey, Page
from portal.web.public import complaint_facts as facts
from portal.web.public import complaint_forms as forms
from portal.web.public import contact_forms as contact

PAGES = (
    Page(
        name="danger",
        title="Is anybody in danger now?",
        form=forms.DangerForm,
        template="public/complaint_danger.html",
        alone=is_danger,
        not_alone="Choose “Yes, now” or “somebody is not safe” to send just this. Or press Continue.",
    ),
    Page(name="who", title="Who are you?", form=forms.WhoForm),
    Page(
        name="young-pages",
        title="Would you like the pages made for young people?",
        form=forms.YoungPagesForm,
        when=facts.is_young,
    ),
    Page(
        name="child",
        title="Which child or children is it about?",
        form=forms.ChildForm,
        lead=("You can leave this out if you would rather tell us later.",),
        why="We need to find the right child. Before we talk to anybody, we think of your safety and theirs.",
        template="journey/rows.html",
        rows=8,
        row="Child",
        when=facts.is_about_a_child,
    ),
    Page(
        name="responsibility",
        title="Parental responsibility",
        lead=(
            "It means the rights and duties that a parent has in law. Others can have them too.",
            "Nobody is turned away without it. There may be things about a child that we cannot tell you.",
        ),
        form=forms.ResponsibilityForm,
        why="It decides what we may tell you, not whether we listen.",
        when=facts.may_have_responsibility,
    ),
    Page(
        name="interest",
        title="How are you part of the child’s life?",
        form=forms.InterestForm,
        lead=("You can leave this out. There is no right or wrong answer.",),
        why="The law asks us to see whether you have enough to do with the child for us to look at your "
        "complaint in the way made for children. A person decides that, and tells you why.",
        when=facts.may_need_interest,
    ),
    Page(
        name="code",
        title="Your private code",
        form=forms.NothingAsked,
        template="journey/code.html",
        lead=("Your words are being saved as you go. This code is the key to them.",),
        for_reader=False,
    ),
    Page(
        name="what-happened",
        title="What happened?",
        form=forms.WhatHappenedForm,
        lead=(
            "Say what went wrong, who was there, and when, as far as you know. Spelling does not matter.",
            "This is the only question that needs an answer.",
        ),
    ),
    Page(
        name="papers",
        title="Do you have photos or papers to show us?",
        form=forms.NothingAsked,
        lead=("You can leave this out, and add files later on your private page.",),
        files=True,
    ),
    Page(name="started", title="When did it start?", form=forms.StartedForm),
    Page(
        name="why-now",
        title="Why are you telling us now?",
        form=forms.WhyNowForm,
        lead=("You can still complain about something from more than 12 months ago.",),
        why="We usually look at things from the last 12 months. We can look further back when there was a "
        "good reason to wait, and when we can still find out what happened. A person decides that.",
        when=facts.began_long_ago,
    ),
    Page(name="affected", title="How did it affect you, or the child?", form=forms.AffectedForm),
    Page(
        name="about-to-happen",
        title="Is something about to happen?",
        form=forms.AboutToHappenForm,
        lead=("For example a child being moved, or help being stopped.",),
        why="If something cannot wait, we look at your complaint sooner. We cannot promise to stop it.",
    ),
    Page(
        name="put-right",
        title="What would put it right?",
        form=forms.PutRightForm,
        lead=("We cannot always do what you ask. Knowing it helps us to try.",),
    ),
    Page(
        name="team",
        title="Which team or worker is it about?",
        form=forms.TeamForm,
        lead=("You can leave this out. We will find out.",),
        why="It helps us find out sooner. Whoever it is about does not decide about it.",
    ),
    Page(
        name="court",
        title="Is there a court case, a tribunal or the police?",
        form=forms.CourtForm,
        lead=(
            "It does not stop you from sending this.",
            "A complaint cannot change what a court or tribunal has decided. Only they can: a solicitor, or "
            "the court’s own office, can tell you how. We can look at how our own staff worked.",
        ),
    ),
    Page(name="told-before", title="Have you told us about this before?", form=forms.ToldBeforeForm),
    Page(
        name="help",
        title="What help do you need to take part?",
        form=contact.HelpForm,
        lead=("It costs you nothing.",),
    ),
    Page(
        name="safe-contact",
        title="How and when is it safe to reach you?",
        form=contact.SafeContactForm,
        lead=("If you choose nothing, we only write on your private page.",),
        why="Everybody who works on your complaint sees this first and has to keep to it.",
    ),
    Page(
        name="details",
        title="Your name and how to reach you",
        form=contact.DetailsForm,
        lead=(
            "You can leave all of this out. If you give no name, we still read what you sent. "
            "We may find out less, and you can follow it only with your private code.",
        ),
        clashes=facts.missing_details,
        clashes_with="safe-contact",
    ),
    Page(
        name="consent",
        title="Is it your own complaint?",
        form=contact.ConsentForm,
        lead=("You need nobody’s permission to send this.",),
        why="If it is somebody else’s, we may have to ask them before we tell you about them.",
        when=facts.may_write_for_others,
    ),
)

COMPLAINT = Journey(
    name="complaint",
    version=1,
    kind=Kind.COMPLAINT,
    audience=Audience.ADULT,
    title="Make a complaint",
    pages=PAGES,
    submission=facts.complaint_submission,
    intro="public/complaint_start.html",
    sent="public/complaint_sent.html",
    hands_over=facts.go_to_young_pages,
)
