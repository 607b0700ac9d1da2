"""A list of published works holds entries, and nothing that is said about the programme."""

import pytest

from thinking_together.evidence.prose import parse_prose
from thinking_together.report.works import work_slips

ENTRY = "- Skegg, K. (2005). Self-harm. Lancet, 366, 1471–1483."


def told(text: str) -> list[str]:
    return [slip.what for slip in work_slips(parse_prose(text))]


@pytest.mark.parametrize(
    "entry",
    [
        ENTRY,
        "- NHS (2019). The NHS Long Term Plan. https://www.longtermplan.nhs.uk",
        "- Gale, N.K., Heath, G. and others (2013). Using the framework method. BMC Medicine, 13, 117.",
        "- Geulayov, G. (2018). Most of the iceberg: two thirds unseen. Lancet Psychiatry, 5, 167–174.",
    ],
)
def test_the_entry_of_a_work_stands(entry: str) -> None:
    assert told(entry) == []


@pytest.mark.parametrize(
    "entry",
    [
        "- Most schools have no team.",
        "- Skegg, K. Self-harm. Lancet.",
        "- In Fernshire 41% of staff agree.",
        f"{ENTRY} Of respondents, 41% agree.",
        f"{ENTRY} Of respondents, 4\u200b1\u00ad% agree.",
        f"{ENTRY} Said by ４１ of ５２ staff.",
        f"{ENTRY} Rates were 491.8 per 100,000.",
        f"{ENTRY} In our survey many more said so.",
        f"{ENTRY} {{{{ survey/x | percent }}}} said so.",
        "### Works",
        "- Ѕkegg, K. (2005). Self-harm. Lancet, 366.",
    ],
)
def test_anything_else_is_refused(entry: str) -> None:
    assert told(entry), entry
