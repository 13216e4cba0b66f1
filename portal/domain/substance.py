"""When a written reason says something: a refusal, or waiting that could harm, is never told in an "x"."""

LEAST_LETTERS, LEAST_WORDS = 20, 4


def is_of_substance(words: str, times: int = 1) -> bool:
    """Whether a reason says something: a few words, and not one letter or word over and over.

    ``times`` is how many things it has to say.
    """
    said = set(words.lower().split())
    return len(words.strip()) >= LEAST_LETTERS * times and len(said) >= LEAST_WORDS * times
