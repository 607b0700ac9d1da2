"""Conditions as the expressions of an XLSForm's ``relevant`` column, and back.

Read are ``selected``, ``=`` and ``!=`` with a text, ``count-selected`` with a whole number, ``and``, ``or``, ``not``
and brackets; everything else is refused by its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from thinking_together.survey.form.conditions import AllIn, And, AnyIn, Condition, Count, Not, Or

DEEPEST = 40
_TOKEN = re.compile(
    r"\s*(?:(?P<ref>\$\{\s*[^{}]*\})|(?P<text>'[^']*'|\"[^\"]*\")|(?P<number>[0-9]+(?![0-9.]))"
    r"|(?P<sign><=|>=|!=|[=<>(),.+*|\-])|(?P<word>[A-Za-z_][A-Za-z0-9_:.\-]*))"
)


class NotRead(ValueError):
    """The expression says something that a condition here cannot; the message names it."""


def name_of(code: str) -> str:
    """A code as a name of an XLSForm, which may not begin with a digit."""
    return f"_{code}" if code[:1].isdigit() else code


def code_of(name: str) -> str:
    return name[1:] if re.match(r"_[0-9]", name) else name


def print_condition(condition: Condition, multiple: frozenset[str]) -> str:
    """The expression; ``multiple`` are the items that take several answers. ``NotRead`` where none says it."""
    if isinstance(condition, And | Or):
        word = " and " if isinstance(condition, And) else " or "
        return word.join(_in_brackets(part, multiple) for part in condition.parts)
    if isinstance(condition, Not):
        return f"not({print_condition(condition.part, multiple)})"
    ref = f"${{{name_of(condition.item)}}}"
    if isinstance(condition, Count):
        return _print_count(condition, ref, condition.item in multiple)
    form = f"selected({ref}, '%s')" if condition.item in multiple else f"{ref} = '%s'"
    word = " and " if isinstance(condition, AllIn) else " or "
    return word.join(form % code for code in condition.codes)


def _in_brackets(condition: Condition, multiple: frozenset[str]) -> str:
    text = print_condition(condition, multiple)
    one = isinstance(condition, Not) or (isinstance(condition, AnyIn | AllIn) and len(condition.codes) == 1)
    return text if one else f"({text})"


def _print_count(count: Count, ref: str, several: bool) -> str:
    if not several:
        said = [f"{ref} != ''"] if count.at_least else []
        said += [f"{ref} = ''"] if count.at_most == 0 else []
        if not said or count.at_least > 1:
            raise NotRead(f"a count of {count.at_least} answers to '{count.item}', which takes one")
        return " and ".join(said)
    at_least = f"count-selected({ref}) >= {count.at_least}"
    if count.at_most is None:
        return at_least
    at_most = f"count-selected({ref}) <= {count.at_most}"
    return f"{at_least} and {at_most}" if count.at_least else at_most


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def parse_condition(expression: str) -> Condition:
    """The condition that an expression says, as nested as it is; ``NotRead`` names what is not read."""
    parser = _Parser(list(_tokens(expression)))
    found = parser.either(0)
    if parser.next is not None:
        raise NotRead(f"'{parser.next.text}' where the expression should end")
    return found


def _tokens(expression: str) -> Iterator[_Token]:
    at, end = 0, len(expression.rstrip())
    while at < end:
        found = _TOKEN.match(expression, at)
        if found is None:
            raise NotRead(f"'{expression[at : at + 20].strip()}'")
        at = found.end()
        yield _Token(str(found.lastgroup), found[str(found.lastgroup)])


class _Parser:
    def __init__(self, tokens: Sequence[_Token]) -> None:
        self.tokens = tokens
        self.at = 0

    @property
    def next(self) -> _Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self, *texts: str) -> str:
        """The next token, which must be one of these."""
        token = self.next
        if token is None or token.text not in texts:
            raise NotRead(f"'{token.text if token else 'the end'}' where {' or '.join(texts)} should stand")
        self.at += 1
        return token.text

    def either(self, depth: int) -> Condition:
        if depth > DEEPEST:
            raise NotRead("brackets that lie too deep in each other")
        parts = [self.both(depth)]
        while self.next and self.next.text == "or":
            self.at += 1
            parts.append(self.both(depth))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def both(self, depth: int) -> Condition:
        parts = [self.one(depth)]
        while self.next and self.next.text == "and":
            self.at += 1
            parts.append(self.one(depth))
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def one(self, depth: int) -> Condition:
        token = self.next
        if token is None:
            raise NotRead("an expression that breaks off")
        if token.text == "(":
            self.at += 1
            inner = self.either(depth + 1)
            self.take(")")
            return inner
        if token.kind == "ref":
            return self._compared()
        if token.kind != "word" or token.text in ("and", "or"):
            raise NotRead(f"'{token.text}'")
        self.at += 1
        return self._function(token.text, depth)

    def _function(self, name: str, depth: int) -> Condition:
        if name not in ("not", "selected", "count-selected"):
            raise NotRead(f"'{name}'")
        self.take("(")
        if name == "not":
            inner = self.either(depth + 1)
            self.take(")")
            return Not(inner)
        item = self._item()
        if name == "count-selected":
            self.take(")")
            return _counted(item, self.take("=", ">=", "<=", ">", "<"), self._number())
        self.take(",")
        code = self._text()
        self.take(")")
        return AnyIn(item, (code,))

    def _compared(self) -> Condition:
        item = self._item()
        sign = self.take("=", "!=")
        code = self._text()
        if not code:
            return Count(item, 0, 0) if sign == "=" else Count(item, 1)
        found = AnyIn(item, (code,))
        return found if sign == "=" else Not(found)

    def _item(self) -> str:
        token = self.next
        if token is None or token.kind != "ref":
            raise NotRead(f"'{token.text if token else 'the end'}' where a question should be named, as ${{name}}")
        self.at += 1
        return code_of(token.text[2:-1].strip())

    def _text(self) -> str:
        token = self.next
        if token is None or token.kind != "text":
            raise NotRead(
                f"a comparison with {token.text if token else 'nothing'}, which is no text in quotation marks"
            )
        self.at += 1
        return token.text[1:-1]

    def _number(self) -> int:
        token = self.next
        if token is None or token.kind != "number" or len(token.text) > 4:
            raise NotRead(f"a count compared with {token.text if token else 'nothing'}, which is no small whole number")
        self.at += 1
        return int(token.text)


def _counted(item: str, sign: str, number: int) -> Count:
    if sign == "=":
        return Count(item, number, number)
    if sign in (">=", ">"):
        return Count(item, number + (sign == ">"))
    if sign == "<" and number == 0:
        raise NotRead("a count below 0")
    return Count(item, 0, number - (sign == "<"))
