"""When a written reason says something: a refusal, or waiting that could harm, is never told in an "x"."""

LEAST_LETTERS, LEAST_WORDS = 20, 4


def is_of_substance(words: str) -> bool:
    """Whether a reason says something: a few words, and not one letter or word over and over."""
    return len(words.strip()) >= LEAST_LETTERS and len(set(words.lower().split())) >= LEAST_WORDS
