"""YAML without its surprises: no anchors, no double keys, no depth or length that could fill the memory."""

from __future__ import annotations

import re
from typing import Any

import yaml

from thinking_together.core.tabular.refused import FileRefused
from thinking_together.core.tabular.textstream import forbidden

DEEPEST = 40
MOST_PARTS = 50_000
_RARE_LINE_ENDS = re.compile("[\\x85\\u2028\\u2029]")  # come back unchanged only when escaped between quotes


def compose(text: str) -> yaml.Node | None:
    """The document's nodes, none of an empty one; ``FileRefused`` with the line of what cannot be read."""
    try:
        loader = _Bounded(text)
        return loader.get_single_node()
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise FileRefused("the YAML holds a character it cannot hold", "Take the character out.", line) from None
    except yaml.MarkedYAMLError as error:
        marked = error.problem_mark or error.context_mark
        what = f"the YAML cannot be read: {error.problem or error.context}"
        raise FileRefused(what, "Correct the YAML at this line.", marked.line + 1 if marked else None) from None


class _Bounded(yaml.SafeLoader):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.depth = 0
        self.parts = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        event = self.peek_event()
        line = event.start_mark.line + 1
        self.parts += 1
        if getattr(event, "anchor", None):  # an alias has one too
            what = "anchors (&) and aliases (*) are not read here"
            remedy = "Write the part out, or put quotation marks around text that begins with & or *."
            raise FileRefused(what, remedy, line)
        if self.depth > DEEPEST:
            raise FileRefused("parts lie too deep in each other", "Simplify this part.", line)
        if self.parts > MOST_PARTS:
            raise FileRefused(f"the YAML has more than {MOST_PARTS:,} parts", "Shorten it.", line)
        self.depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1

    def compose_scalar_node(self, anchor: Any) -> yaml.ScalarNode:
        node = super().compose_scalar_node(anchor)
        wrong = forbidden(node.value)
        if wrong:
            what = f"the text holds a control character ({wrong})"
            raise FileRefused(what, "Take it out.", node.start_mark.line + 1)
        return node

    def compose_mapping_node(self, anchor: Any) -> yaml.MappingNode:
        node = super().compose_mapping_node(anchor)
        seen = set()
        for key, _ in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise FileRefused("a key is not a word", "Write keys as plain words.", line)
            if key.value in seen:
                raise FileRefused(f"the key '{key.value[:60]}' stands twice here", "Keep one.", line)
            seen.add(key.value)
        return node


class _Dumper(yaml.SafeDumper):
    """Without anchors, which are not read back."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"' if _RARE_LINE_ENDS.search(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style=style)


_Dumper.add_representer(str, _text)
_Dumper.add_multi_representer(str, _text)  # a code is a text


def print_yaml(document: Any, width: int = 100) -> str:
    """The text that reads back equal; keys stay in their order."""
    text: str = yaml.dump(document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=width)
    return text
