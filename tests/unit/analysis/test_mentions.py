from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinking_together.analysis.mentions import Answer, Dictionary, Resource, count_mentions, mentioned_in_every

DICTIONARY = Dictionary(
    (
        Resource("youngminds", "YoungMinds"),
        Resource("mind", "Mind"),
        Resource("charlie_waller", "Charlie Waller Trust", ("Charlie Waller", "The Charlie Waller Memorial Trust")),
        Resource("womens_aid", "Women's Aid"),
        Resource("calm_harm", "Calm Harm", ("CalmHarm app",)),
        Resource("kooth", "Kooth"),
        Resource("nhs_111", "NHS 111"),
    )
)


def found(text: str) -> list[tuple[str, str]]:
    return [(m.code, text[m.start : m.end]) for m in DICTIONARY.find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "YoungMinds",
        "youngminds",
        "Young Minds",
        "YOUNG  MINDS",
        "young-minds",
        "www.youngminds.org.uk",
        "@youngminds_uk",
    ],
)
def test_spacing_and_case_do_not_matter(text: str) -> None:
    assert [code for code, _ in found(f"I use {text}, often.")] == ["youngminds"]


@pytest.mark.parametrize("text", ["Women's Aid", "Women’s Aid", "womens aid", "Womens' aid", "women's-aid"])
def test_apostrophes_do_not_matter(text: str) -> None:
    assert found(f"({text})") == [("womens_aid", text)]


@pytest.mark.parametrize("text", ["remind", "mindful", "Kooths", "NHS 1111", "young mindset", "calm. Harm"])
def test_word_boundaries_matter(text: str) -> None:
    assert found(text) == []


def test_a_possessive_is_a_mention() -> None:
    assert found("Kooth's chat, Mind’s helpline") == [("kooth", "Kooth"), ("mind", "Mind")]


def test_the_longest_alias_wins_and_nothing_counts_twice() -> None:
    assert found("Charlie Waller Trust") == [("charlie_waller", "Charlie Waller Trust")]
    assert found("the Charlie Waller memorial trust leaflets") == [
        ("charlie_waller", "the Charlie Waller memorial trust")
    ]


def test_the_longest_wins_even_where_a_shorter_one_begins_first() -> None:
    dictionary = Dictionary((Resource("a", "safety plan"), Resource("b", "plan template pack")))
    text = "a safety plan template pack"
    assert [(m.code, text[m.start : m.end]) for m in dictionary.find(text)] == [("b", "plan template pack")]


def test_a_name_across_a_line_end() -> None:
    assert found("ring NHS\n111") == [("nhs_111", "NHS\n111")]


def test_two_owners_of_an_alias_are_refused() -> None:
    with pytest.raises(ValueError, match=r"'young minds' of 'b' also belongs to 'a'"):
        Dictionary((Resource("a", "Young Minds"), Resource("b", "Other", ("young minds",))))
    with pytest.raises(ValueError, match="no letters"):
        Dictionary((Resource("a", "—"),))


def test_an_empty_dictionary_finds_nothing() -> None:
    assert Dictionary(()).find("Kooth") == ()


ANSWERS = (
    Answer("1", "health", "Kooth and kooth again"),
    Answer("1", "health", "Kooth"),
    Answer("2", "health", "Mind"),
    Answer("3", "education", "kooth, Young Minds"),
    Answer("4", "police", "nothing comes to my head"),
)


def test_a_respondent_counts_once() -> None:
    counts = {c.code: c for c in count_mentions(DICTIONARY, ANSWERS, ("health", "education", "police"))}
    assert (counts["kooth"].respondents, counts["kooth"].groups) == (2, (1, 1, 0))
    assert counts["calm_harm"].respondents == 0
    assert list(counts) == [r.code for r in DICTIONARY.resources]


def test_mentioned_in_every_group_that_is_large_enough() -> None:
    both = mentioned_in_every(DICTIONARY, ANSWERS, ("health", "education"))
    assert (both.codes, both.left_out) == (("kooth",), ())
    every = mentioned_in_every(DICTIONARY, ANSWERS, ("health", "education", "police"))
    assert every.codes == ()
    large = mentioned_in_every(DICTIONARY, ANSWERS, ("health", "education", "police"), smallest_group=2)
    assert (large.codes, large.groups) == (("mind", "kooth"), ("health",))
    assert large.left_out == ("education", "police")


def test_no_group_large_enough_names_nothing() -> None:
    assert mentioned_in_every(DICTIONARY, ANSWERS, ("health",), smallest_group=10).codes == ()
    assert mentioned_in_every(DICTIONARY, (), ("health",)).left_out == ("health",)


pieces = st.sampled_from(["Young Minds", "Charlie Waller", "Trust", "Mind", "women's aid", "of", ".", "\n", "x"])


@given(st.lists(pieces, max_size=12).map(" ".join))
def test_mentions_never_overlap_and_are_in_order(text: str) -> None:
    end = 0
    for mention in DICTIONARY.find(text):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end


names = st.lists(st.text("abcXYZ1", min_size=1, max_size=6), min_size=1, max_size=4).flatmap(
    lambda parts: st.sampled_from([" ", "'", "-", " - ", ". ", "’", ""]).map(lambda between: between.join(parts))
)


@given(names)
def test_every_name_is_found_as_it_is_written(name: str) -> None:
    assert Dictionary((Resource("it", name),)).named_in(f"see {name}!") == {"it"}


_ALIASES = ("YoungMinds", "Calm Harm", "Womens Aid", "MIND", "distrACT", "self-help", "NSPCC", "Kooth", "I’m OK", "111")
_PIECES = (
    *_ALIASES,
    "ſelf help",
    "\N{KELVIN SIGN}ooth",
    "MİND",
    "mınd",
    "women's aid",
    "young-minds",
    "Ko oth",
    " ",
    ",",
)


@given(st.lists(st.sampled_from(_PIECES), max_size=6).map("".join))
def test_looking_for_a_word_first_finds_all_that_patterns_alone_would(text: str) -> None:
    dictionary = Dictionary(tuple(Resource(f"r{at}", alias) for at, alias in enumerate(_ALIASES)))
    patterns = tuple((code, "", pattern) for code, _, pattern in dictionary._patterns)
    slow = Dictionary(dictionary.resources)
    object.__setattr__(slow, "_patterns", patterns)
    assert dictionary.find(text) == slow.find(text)
