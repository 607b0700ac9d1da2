"""What changed between two waves of a questionnaire: what can no longer be compared, and what reads differently.

Answers of two waves are put side by side by codes. A code that went, or that now stands for something else, breaks the
comparison without anybody noticing; other words under the same code are for a person to judge.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from thinking_together.survey.form.questionnaire import Item, Questionnaire
from thinking_together.survey.form.scales import Choice, normal

_KEEP = "Keep the code of the earlier wave; where it is another question, give it a code of its own."
_SAME = "Keep the code that it had."


@dataclass(frozen=True, slots=True)
class Change:
    """One change of an item (by its code in either wave). ``breaks``: the waves cannot be compared in this."""

    item: str
    breaks: bool
    what: str
    remedy: str


def changes(earlier: Questionnaire, later: Questionnaire) -> tuple[Change, ...]:
    """What changed, in the order of the earlier wave. What is only new is no change."""
    before = {item.code for item in earlier.items}
    now = {item.code: item for item in later.items}
    new = {normal(item.text): item.code for item in later.items if item.code not in before}
    found: list[Change] = []
    asked = {normal(item.text): item.code for item in earlier.items}
    for item in earlier.items:
        other = _words_of_another(item.text, now[item.code].text, asked) if item.code in now else ""
        if other:
            what = f"'{item.code}' asks now what '{other}' asked in the earlier wave"
            found.append(Change(item.code, True, what, _SAME))
        elif item.code in now:
            found += _of_item(item, now[item.code])
        elif normal(item.text) in new:
            renamed = new[normal(item.text)]
            found.append(Change(renamed, True, f"'{item.code}' of the earlier wave is '{renamed}' now", _SAME))
        else:
            what = f"'{item.code}' of the earlier wave is not asked any more"
            found.append(Change(item.code, False, what, "Leave it so if the comparison may end there."))
    return tuple(found)


def _of_item(before: Item, now: Item) -> Iterator[Change]:
    if before.kind is not now.kind:
        yield Change(now.code, True, f"it was {before.kind} in the earlier wave and is {now.kind} now", _KEEP)
        return
    if normal(before.text) != normal(now.text):
        yield _reworded(now, f"it read '{before.text}' in the earlier wave")
    yield from _asked(before, now)
    yield from _of_choices(now, "choice", before.choices, now.choices)
    yield from _of_choices(now, "row", before.rows, now.rows)
    if before.scale and now.scale:
        yield from _of_choices(now, "point", before.scale.shown, now.scale.shown)
        order = [point.code for point in before.scale.points]
        same = [point.code for point in now.scale.points if point.code in order]
        if sorted(same, key=order.index) != same or len(now.scale.points) != len(order):
            yield Change(now.code, True, "the points of its scale are not those of the earlier wave", _KEEP)
    if before.bands != now.bands:
        yield Change(now.code, True, "its number is reported in other bands than in the earlier wave", _KEEP)


def _asked(before: Item, now: Item) -> Iterator[Change]:
    """Shares are of whom it was put to: of others they are other shares, without a word that changed."""
    if (set(before.audience), before.when, before.part) != (set(now.audience), now.when, now.part):
        what = "other people are asked it than in the earlier wave"
        yield Change(now.code, False, what, "Look whether shares of those people can be compared.")
    if (set(before.alone), before.at_most) != (set(now.alone), now.at_most):
        what = "other answers may be chosen together than in the earlier wave"
        yield Change(now.code, False, what, "Look whether shares can be compared.")


def _of_choices(item: Item, name: str, before: Sequence[Choice], now: Sequence[Choice]) -> Iterator[Change]:
    had = {choice.code for choice in before}
    labels = {choice.code: choice.label for choice in now}
    new = {normal(choice.label): choice.code for choice in now if choice.code not in had}
    words = {normal(choice.label): choice.code for choice in before}
    for choice in before:
        other = _words_of_another(choice.label, labels.get(choice.code, choice.label), words)
        if other:
            what = f"the {name} '{choice.code}' has the words now that '{other}' had in the earlier wave"
            yield Change(item.code, True, what, _SAME)
        elif choice.code in labels:
            if normal(labels[choice.code]) != normal(choice.label):
                yield _reworded(item, f"the {name} '{choice.code}' read '{choice.label}' in the earlier wave")
        elif normal(choice.label) in new:
            renamed = new[normal(choice.label)]
            yield Change(item.code, True, f"the {name} '{choice.code}' of the earlier wave is '{renamed}' now", _SAME)
        else:
            what = f"the {name} '{choice.code}' of the earlier wave is gone"
            yield Change(item.code, True, what, f"Put the {name} back, or give the item a code of its own.")


def _words_of_another(before: str, now: str, earlier: Mapping[str, str]) -> str:
    """The code that had these words in the earlier wave, where the words are new under this one."""
    return "" if normal(before) == normal(now) else earlier.get(normal(now), "")


def _reworded(item: Item, what: str) -> Change:
    return Change(item.code, False, what, "Look whether it still means the same; if not, give it another code.")
