from thinking_together.analysis.tables import Kind, Source
from thinking_together.evidence.asked import cells_asked, dimensions_asked
from thinking_together.evidence.figures import Choice, FigureDimension, FigureInfo, Mode, Selection

AUDIENCE = FigureDimension("audience", "Audience", (("p", "Parents"), ("f", "Friends"), ("t", "Teachers")))
TOPIC = FigureDimension("topic", "Topic", (("a", "A"), ("b", "B")))
INFO = FigureInfo("literature", "map", "Map", Kind.COUNT, "records", (AUDIENCE, TOPIC), "open", Source("Review"))
ALL = Choice(Mode.ALL, ())


def selection(audience: Choice, topic: Choice = ALL) -> Selection:
    return Selection(INFO, "", (("audience", audience), ("topic", topic)))


def test_nothing_asked_is_one_cell_that_takes_everything() -> None:
    (cell,) = cells_asked(selection(ALL))
    assert cell.keys == () and cell.takes({"audience": (), "topic": ()})


def test_each_value_is_a_cell_in_the_order_asked() -> None:
    asked = selection(Choice(Mode.EACH, ("f", "p")), Choice(Mode.ONE, ("a",)))
    assert [cell.keys for cell in cells_asked(asked)] == [
        (("audience", "f"), ("topic", "a")),
        (("audience", "p"), ("topic", "a")),
    ]
    assert [d.values for d in dimensions_asked(asked)] == [(("f", "Friends"), ("p", "Parents"))]


def test_a_pool_is_one_cell_under_its_spelling_that_takes_a_unit_once() -> None:
    (cell,) = cells_asked(selection(Choice(Mode.POOL, ("p", "f"), "-t")))
    assert cell.keys == (("audience", "-t"),)
    assert cell.takes({"audience": ("p", "f")}) and not cell.takes({"audience": ("t",)})
    assert cell.only("audience") is None


def test_all_that_is_asked_must_hold() -> None:
    (cell,) = cells_asked(selection(Choice(Mode.ONE, ("p",)), Choice(Mode.ONE, ("a",))))
    assert cell.takes({"audience": ("p", "f"), "topic": ("a",)})
    assert not cell.takes({"audience": ("p",), "topic": ("b",)})
    assert cell.without("topic").takes({"audience": ("p",)}) and cell.only("topic") == "a"
