"""The reference of the survey tables: what a careful user of pandas and statsmodels writes. Frozen.

Closed items are categories and choices of several are columns of truth values before any clock starts on a table;
then each item is one groupby and one call for its intervals. It is written to be read and to be quick, not to lose.
Nothing of Thinking Together is used here, and this file is not changed when the product becomes faster.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from statsmodels.stats.proportion import proportion_confint

NOT_ASKED, NOT_APPLICABLE = "~", "."


@dataclass(frozen=True)
class Item:
    """``kind`` is closed (one choice), multiple or text; ``choices`` are codes in order."""

    code: str
    kind: str
    choices: Sequence[str]


@dataclass(frozen=True)
class Answers:
    """Prepared answers: ``closed`` has a categorical column an item, ``several`` a table of flags an item,
    ``texts`` the flag of an answer an item, ``asked`` whether the item was put."""

    closed: pd.DataFrame
    several: Mapping[str, pd.DataFrame]
    texts: pd.DataFrame
    asked: pd.DataFrame


def items_from(codebook: str) -> list[Item]:
    return [Item(told["code"], told["kind"], told["choices"]) for told in json.loads(codebook)]


def read_csv(path: str, items: Sequence[Item]) -> Answers:
    """The file of answers, prepared."""
    columns = [item.code for item in items]
    raw = pd.read_csv(path, usecols=columns, dtype=str, keep_default_na=False)
    return prepare(raw, items)


def prepare(raw: pd.DataFrame, items: Sequence[Item]) -> Answers:
    asked = ~raw.isin([NOT_ASKED, NOT_APPLICABLE])
    given = raw.where(asked & (raw != ""))
    closed = {
        item.code: pd.Categorical(given[item.code], categories=item.choices) for item in items if item.kind == "closed"
    }
    several = {
        item.code: given[item.code].dropna().str.get_dummies("|").reindex(columns=item.choices, fill_value=0)
        for item in items
        if item.kind == "multiple"
    }
    texts = {item.code: given[item.code].notna() for item in items if item.kind == "text"}
    return Answers(pd.DataFrame(closed), several, pd.DataFrame(texts), asked)


def survey_tables(answers: Answers, items: Sequence[Item], by: str) -> dict[str, pd.DataFrame]:
    """Every item by the answers to ``by``: count, answered, share, lower and upper limit for each group and choice."""
    group = answers.closed[by]
    return {item.code: _table(answers, item, group) for item in items}


def _table(answers: Answers, item: Item, group: pd.Series[Any]) -> pd.DataFrame:
    if item.kind == "multiple":
        counts = answers.several[item.code].groupby(group, observed=False).sum()
        of = answers.several[item.code].groupby(group, observed=False).size()
    elif item.kind == "text":
        counts = answers.texts[item.code].groupby(group, observed=False).sum().to_frame("answered")
        of = answers.asked[item.code].groupby(group, observed=False).sum()
    else:
        counts = answers.closed.groupby([group.rename("_by"), item.code], observed=False).size().unstack()
        of = counts.sum(axis=1)
    counts.loc[""] = counts.sum()  # everybody who named a group
    of = pd.concat([of, pd.Series({"": of.sum()})])
    long = counts.rename_axis(index="group", columns="option").stack().rename("count").reset_index()
    long["of"] = long["group"].astype(str).map(of.rename(index=str)).astype(int)
    long = long[long["of"] > 0].reset_index(drop=True)
    long["share"] = long["count"] / long["of"]
    long["lower"], long["upper"] = proportion_confint(long["count"], long["of"], method="wilson")
    return long
