"""Who is asked which equality question, what is counted of it, and which numbers may be shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.equality import (
    AGE_QUESTION,
    ETHNIC_GROUPS,
    FORM,
    PREFER_NOT,
    QUESTIONS,
    UNDER_TWELVE,
    countable,
    every_counter,
    questions_for,
)
from portal.domain.equality_table import LEAST_SHOWN, hide_small, make_table

FROM_SIXTEEN = {"gender_identity", "sexual_orientation"}
ADULT_AGES = ["16_17", "18_24", "25_34", "35_44", "45_54", "55_64", "65_over"]
ANSWERS = {question.code: question.answers for question in QUESTIONS}
given_answers = st.fixed_dictionaries({}, optional={code: st.sampled_from(a) for code, a in ANSWERS.items()})


def codes(questions):
    return {question.code for question in questions}


def test_there_are_nineteen_ethnic_groups_and_roma_is_one():
    listed = [code for pairs in ETHNIC_GROUPS.values() for code, _ in pairs]
    assert len(listed) == len(set(listed)) == 19
    assert "white_roma" in listed
    assert len(ETHNIC_GROUPS) == 5


def test_every_question_lets_you_prefer_not_to_say_and_codes_stand_once():
    for question in QUESTIONS:
        assert question.options[-1] == PREFER_NOT
        assert len(set(question.answers)) == len(question.answers)
    assert len(set(ANSWERS)) == len(QUESTIONS)
    assert FORM not in ANSWERS


def test_a_child_under_twelve_is_asked_nothing_and_counted_nowhere():
    assert questions_for(UNDER_TWELVE, asks_under_16=True) == ()
    assert countable({"age": UNDER_TWELVE, "sex": "male"}, asks_under_16=True) == {}
    assert not any(answer == UNDER_TWELVE for _, answer in every_counter())


@pytest.mark.parametrize("age", ["12_15", "prefer_not", None, ""])
def test_who_is_or_may_be_under_sixteen_is_not_asked_about_gender_and_orientation(age):
    assert not codes(questions_for(age, asks_under_16=False)) & FROM_SIXTEEN
    assert codes(questions_for(age, asks_under_16=True)) >= FROM_SIXTEEN


@pytest.mark.parametrize("age", ADULT_AGES)
def test_everybody_else_is_asked_everything(age):
    assert codes(questions_for(age, asks_under_16=False)) == set(ANSWERS) - {AGE_QUESTION.code}


def test_the_second_question_on_conditions_counts_only_after_yes():
    assert "reduces" not in countable({"age": "18_24", "reduces": "a_lot"}, asks_under_16=False)
    assert "reduces" not in countable({"condition": "no", "reduces": "a_lot"}, asks_under_16=False)
    assert countable({"condition": "yes", "reduces": "a_lot"}, asks_under_16=False)["reduces"] == "a_lot"


@given(given_answers, st.booleans())
def test_nothing_is_counted_that_was_not_asked(answers, asks_under_16):
    counted = countable(answers, asks_under_16=asks_under_16)
    asked = codes(questions_for(answers.get("age"), asks_under_16=asks_under_16)) | {"age"}
    assert set(counted) <= asked
    assert set(counted.items()) <= set(answers.items())
    assert set(counted.items()) <= set(every_counter())


@given(st.sampled_from(sorted(set(ANSWERS) - FROM_SIXTEEN)), st.text(min_size=1))
def test_an_answer_that_is_not_in_the_list_is_refused(question, answer):
    if answer in ANSWERS[question]:
        return
    with pytest.raises(ValueError, match=question):
        countable({question: answer}, asks_under_16=False)


@given(st.lists(st.integers(0, 60), min_size=2, max_size=20))
def test_no_small_number_is_shown_nor_can_be_worked_out(numbers):
    shown = hide_small(numbers)
    small = [place for place, number in enumerate(numbers) if 0 < number < LEAST_SHOWN]
    hidden = [place for place, number in enumerate(shown) if number is None]
    assert set(small) <= set(hidden)
    assert len(hidden) != 1
    assert not hidden or len(hidden) == len(numbers) or sum(numbers[p] for p in hidden) >= LEAST_SHOWN
    assert all(number is None or number == numbers[place] for place, number in enumerate(shown))


def test_a_question_that_few_answered_shows_nothing_at_all():
    table = make_table({("sex", "female"): 9}, (), None)
    assert next(q for q in table.questions if q.code == "sex").shown() is None
    table = make_table({("sex", "female"): 10}, (), None)
    assert next(q for q in table.questions if q.code == "sex").shown() == (10, 0, 0)


def test_the_response_rate_is_returns_over_offers_and_leaves_paper_out():
    counts = {(FORM, "offered"): 8, (FORM, "returned"): 2, (FORM, "keyed"): 3}
    table = make_table(counts, (), None)
    assert (table.base, table.response_rate) == (5, 0.25)
    assert make_table({}, (), None).response_rate is None
