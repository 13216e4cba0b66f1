"""Asking for the formal procedure on the private page, where a quick answer is being tried."""

from flask import Blueprint

from portal.domain.vocabulary import Holder
from portal.services.escalating import ask_for_formal, may_escalate
from portal.services.private_page import UNTOLD, PrivatePage
from portal.web.public.private_page import Errand, ErrandView
from portal.web.public.track_forms import FormalForm

ASKED = "Thank you. Your complaint now goes the formal way. You need do nothing more."


def add_pages(bp: Blueprint) -> None:
    """Give the blueprint this page."""
    errand = Errand("formal", "Ask for the formal way", FormalForm, _ask, may=_may, whose=_may_act)
    bp.add_url_rule("/track/formal", "formal", ErrandView.as_view("formal", errand))


def _ask(page: PrivatePage, form: FormalForm) -> tuple[str, str]:
    ask_for_formal(page.feedback_id, form.words.data or "", danger=form.in_danger, holder=page.holder)
    return ("track.told", "") if form.in_danger else ("track.page", ASKED)


def _may(page: PrivatePage) -> bool:
    return _may_act(page) and may_escalate(page.feedback_id)


def _may_act(page: PrivatePage) -> bool:
    return page.holder is not Holder.ADVOCATE and page.step != UNTOLD["step"]
