"""Asking for the next stage on the private page, where a procedure is open."""

from flask import Blueprint

from portal.domain.vocabulary import Holder
from portal.services.private_page import UNTOLD, PrivatePage
from portal.services.stage_requests import ask_as_person
from portal.web.public.private_page import Errand, ErrandView
from portal.web.public.track_forms import NextStageForm

ASKED = "Thank you. Your request is with us."
WITH_US = "Your request is with us already. We will read what you wrote."


def add_pages(bp: Blueprint) -> None:
    """Give the blueprint this page."""
    errand = Errand("next-stage", "Ask for the next stage", NextStageForm, _ask, may=_may, whose=_may_act)
    bp.add_url_rule("/track/next-stage", "next_stage", ErrandView.as_view("next_stage", errand))


def _ask(page: PrivatePage, form: NextStageForm) -> tuple[str, str]:
    words = form.words.data or ""
    new = ask_as_person(page.feedback_id, words, danger=form.in_danger, holder=page.holder)
    return ("track.told", "") if form.in_danger else ("track.page", ASKED if new else WITH_US)


def _may(page: PrivatePage) -> bool:
    return _may_act(page) and page.next_stage is not None and page.next_stage.may_ask


def _may_act(page: PrivatePage) -> bool:
    return page.holder is not Holder.ADVOCATE and page.step != UNTOLD["step"]
