"""What children and young people are asked in the same words; names are those of the adult complaint."""

from wtforms import Field

from portal.web.young_people.pictures import Choice, one_picture, pictures

FEELINGS: tuple[Choice, ...] = (
    ("happy", "Happy", "happy"),
    ("fine", "OK", "fine"),
    ("sad", "Sad", "sad"),
    ("worried", "Worried", "worried"),
    ("cross", "Cross", "cross"),
    ("scared", "Scared", "scared"),
    ("lonely", "Lonely", "lonely"),
    ("mixed", "Mixed up", "mixed"),
)
HAPPENED: tuple[Choice, ...] = (
    ("not_heard", "They do not listen to me", "not_heard"),
    ("not_told", "I was not told", "not_told"),
    ("moved", "I had to move", "moved"),
    ("family", "Seeing my family", "family"),
    ("school", "School", "school"),
    ("unkind", "Someone was unkind", "unkind"),
    ("hurt", "I was hurt", "hurt"),
    ("things", "My things were lost or broken", "broken"),
    ("promise", "A promise was broken", "promise"),
    ("changed", "I got a new worker", "changed"),
    ("kind", "Someone was kind", "kind"),
    ("else", "Something else", "else"),
)


def with_you() -> Field:
    """Return who is there while this is written."""
    return one_picture(
        "Is somebody with you now?",
        "",
        ("nobody", "Nobody. It is just me", "alone"),
        ("somebody", "Somebody is with me", "together"),
    )


def wants_alone() -> Field:
    """Return the wish to be seen without anybody else there; an ordinary choice, whoever is there."""
    return pictures(
        "If we come to see you", "", ("yes", "See me on my own", "on_my_own"), classes="pictures--row"
    )


def face() -> Field:
    """Return how they feel."""
    return pictures("How do you feel?", "You can choose more than one.", *FEELINGS, classes="pictures--four")


def feeling() -> Field:
    """Return what kind of thing it is, without the council's words for it."""
    return one_picture(
        "What do you want to tell us?",
        "",
        ("bad", "Something is not OK", "not_ok"),
        ("good", "Something good happened", "good"),
        ("unsure", "I am not sure", "unsure"),
        classes="pictures--three",
    )


def happened() -> Field:
    """Return what happened, in pictures."""
    return pictures(
        "What was it?", "Choose pictures. You can choose more than one.", *HAPPENED, classes="pictures--four"
    )


def advocate() -> Field:
    """Return whether somebody is wanted on their side."""
    return one_picture(
        "Do you want someone on your side?",
        "They are called an advocate. They listen to you. They help us hear you. It is free.",
        ("yes", "Yes, please", "side_by_side"),
        ("unsure", "I am not sure", "unsure"),
        ("no", "No, thank you", "no_thanks"),
        classes="pictures--three",
    )
