"""Every role at every door of the desk: what it opens, what it is refused, what it is shown."""

import pytest
from flask import Flask

from portal.domain.permissions import Permission, permissions_of
from portal.domain.vocabulary import Role
from tests.visiting import all_routes
from tests.web.screening_pages import SignIn, item_page, sent

READS = {
    "screening.desk": Permission.SEE_DESK,
    "screening.item": Permission.SEE_DESK,
    "screening.go_to": Permission.SEE_DESK,
    "screening.mine": Permission.SCREEN,
    "screening.unread": Permission.SCREEN,
    "screening.returned": Permission.SEE_DESK,
    "screening.to_sign": Permission.SIGN,
    "screening.sample": Permission.SUPERVISE,
    "screening.read_words": Permission.SIGN,
    "screening.ask_to_sign": Permission.SEE_DESK,
    "screening.spoken": Permission.SEE_DESK,
    "screening.weigh": Permission.SIGN,
    "screening.sharing": Permission.SEE_DESK,
    "screening.advocate": Permission.SEE_DESK,
    "screening.advocates": Permission.SEE_DESK,
    "screening.share_compliment": Permission.SCREEN,
    "screening.calls": Permission.SEE_DESK,
    "screening.letters": Permission.SEE_DESK,
    "screening.contact": Permission.SCREEN,
    "screening.flags": Permission.SEE_DESK,
    "screening.item_flags": Permission.SEE_DESK,
    "screening.freezes": Permission.SEE_DESK,
    "screening.freeze": Permission.SEE_DESK,
    "screening.view_file": Permission.SEE_DESK,
    "screening.play_file": Permission.SEE_DESK,
    "screening.board": Permission.SUPERVISE,
    "screening.counted": Permission.SUPERVISE,
    "screening.held": Permission.SUPERVISE,
    "screening.corrections": Permission.SCREEN,
    "screening.correction": Permission.SCREEN,
    "screening.formal": Permission.SCREEN,
    "screening.unacknowledged": Permission.SEE_DESK,
    "screening.letter": Permission.SEE_DESK,
    "screening.same_matter": Permission.SCREEN,
    "screening.registers": Permission.SEE_DESK,
    "screening.register": Permission.SEE_DESK,
    "screening.answered": Permission.SCREEN,
    "screening.waiting": Permission.SEE_DESK,
    "screening.begin": Permission.SCREEN,
    "screening.begun": Permission.SCREEN,
    "screening.team_months": Permission.SEE_DESK,
    "screening.month_complaints": Permission.SEE_DESK,
    "screening.compliment_counts": Permission.SEE_DESK,
    "screening.young_people": Permission.SEE_DESK,
    "screening.together": Permission.SCREEN,
    "screening.apart": Permission.SCREEN,
    "screening.meetings": Permission.SEE_DESK,
    "screening.next_stages": Permission.SEE_DESK,
    "screening.next_stage": Permission.SEE_DESK,
    "screening.quotes": Permission.SEE_DESK,
    "screening.quote": Permission.SCREEN,
    "screening.sent_back": Permission.SEE_DESK,
    "screening.look": Permission.SCREEN,
    "screening.note_back": Permission.SCREEN,
    "screening.undo_sent_back": Permission.SCREEN,
    "screening.themes": Permission.SEE_DESK,
    "screening.theme": Permission.SEE_DESK,
}
VERBS = {
    "screening.add_note": Permission.SEE_DESK,
    "screening.claim": Permission.SCREEN,
    "screening.claim_next": Permission.SCREEN,
    "screening.after_settling": Permission.SCREEN,
    "screening.release": Permission.SCREEN,
    "screening.save_safeguarding": Permission.SCREEN,
    "screening.save_checklist": Permission.SCREEN,
    "screening.change_kind": Permission.SCREEN,
    "screening.change_team": Permission.SCREEN,
    "screening.draft_letter": Permission.SCREEN,
    "screening.keep_words": Permission.SCREEN,
    "screening.forget_words": Permission.SCREEN,
    "screening.decide": Permission.SCREEN,
    "screening.put_aside": Permission.SCREEN,
    "screening.withdraw": Permission.SCREEN,
    "screening.restore": Permission.SCREEN,
    "screening.reopen": Permission.SCREEN,
    "screening.send_message": Permission.SCREEN,
    "screening.mark_read": Permission.SCREEN,
    "screening.note_conflict": Permission.SEE_DESK,
    "screening.lift_conflict": Permission.SIGN,
    "screening.take_over": Permission.SUPERVISE,
    "screening.looked_over": Permission.SUPERVISE,
    "screening.sign": Permission.SIGN,
    "screening.pass_on": Permission.SEE_DESK,
    "screening.take_back": Permission.SCREEN,
    "screening.let_decide_again": Permission.SUPERVISE,
    "screening.note_spoken": Permission.SCREEN,
    "screening.send_back": Permission.SIGN,
    "screening.change_sharing": Permission.SCREEN,
    "screening.move_request": Permission.SCREEN,
    "screening.end_advocate": Permission.SUPERVISE,
    "screening.print_compliment": Permission.SCREEN,
    "screening.tell_colleagues": Permission.SCREEN,
    "screening.note_contact": Permission.SCREEN,
    "screening.change_flags": Permission.SEE_DESK,
    "screening.ask_freeze": Permission.SCREEN,
    "screening.decide_freeze": Permission.DECIDE_FREEZE,
    "screening.freeze_letter": Permission.DECIDE_FREEZE,
    "screening.name_freeze_manager": Permission.SEE_DESK,
    "screening.tell_service": Permission.SEE_DESK,
    "screening.give_new_code": Permission.SCREEN,
    "screening.owe_contact": Permission.SCREEN,
    "screening.check_safe_word": Permission.SCREEN,
    "screening.save_original": Permission.SEE_DESK,
    "screening.lock_file": Permission.SEE_DESK,
    "screening.unlock_file": Permission.SEE_DESK,
    "screening.link_item": Permission.SCREEN,
    "screening.hand_over": Permission.SUPERVISE,
    "screening.bulk": Permission.SCREEN,
    "screening.answer_correction": Permission.SCREEN,
    "screening.make_formal": Permission.SCREEN,
    "screening.letter_pdf": Permission.SEE_DESK,
    "screening.letter_docx": Permission.SEE_DESK,
    "screening.letter_preview": Permission.SCREEN,
    "screening.save_point": Permission.SCREEN,
    "screening.drop_point": Permission.SCREEN,
    "screening.note_answered": Permission.SCREEN,
    "screening.begin_waiting": Permission.SCREEN,
    "screening.end_waiting": Permission.SCREEN,
    "screening.note_practitioner": Permission.SCREEN,
    "screening.begin_it": Permission.SCREEN,
    "screening.hand_on": Permission.SCREEN,
    "screening.link_both": Permission.SCREEN,
    "screening.unlink": Permission.SCREEN,
    "screening.change_next_stage": Permission.SCREEN,
    "screening.sign_next_stage": Permission.SIGN,
    "screening.pick": Permission.SCREEN,
    "screening.drop": Permission.SCREEN,
    "screening.look_for": Permission.SCREEN,
    "screening.note_it_back": Permission.SCREEN,
    "screening.take_sent_back_back": Permission.SCREEN,
    "screening.mark": Permission.SEE_DESK,
    "screening.theme_workshop": Permission.SEE_DESK,
    "screening.theme_end": Permission.SEE_DESK,
}


def test_the_table_names_every_door(app: Flask) -> None:
    doors = [route for route in all_routes(app) if route.endpoint.startswith("screening.")]
    assert {r.endpoint: r.permission for r in doors if not r.takes_posts} == READS
    assert {r.endpoint: r.permission for r in doors if r.takes_posts} == VERBS


@pytest.mark.parametrize("role", list(Role))
def test_a_role_opens_what_it_may_and_is_refused_the_rest(app: Flask, signed_in: SignIn, role: Role) -> None:
    reference, somebody = sent(app), signed_in(role)
    token = somebody.get_page("/staff").field("csrf_token")
    for route in [r for r in all_routes(app) if r.endpoint.startswith("screening.")]:
        address = route.address(app, reference=reference)
        if route.takes_posts:
            status = somebody.post(address, data={"csrf_token": token}).status_code
        else:
            status = somebody.get(address).status_code
        allowed = route.permission in permissions_of(role)
        assert (status == 403) != allowed, (role, route.endpoint, status)


@pytest.mark.parametrize("role", [Role.SCREENING_OFFICER, Role.SUPERVISOR, Role.MANAGER])
def test_a_role_is_shown_only_the_lists_it_may_open(app: Flask, signed_in: SignIn, role: Role) -> None:
    somebody = signed_in(role)
    page = somebody.get_page("/screening")
    shown = {
        link.href for link in page.links if link.href.startswith("/screening/") and "CF-" not in link.href
    }
    for address in shown:
        assert somebody.get_page(address).status == 200, address


def test_a_manager_reads_an_item_and_changes_nothing(app: Flask, signed_in: SignIn) -> None:
    page = item_page(signed_in(Role.MANAGER), sent(app))
    assert page.status == 200
    keeps = ("Sign out", "Save the note", "Keep them away")
    assert [button for button in page.buttons if button not in keeps] == []
