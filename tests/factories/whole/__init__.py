"""Any valid programme, as a strategy over every part of a bundle."""

from tests.factories.whole.programme import Whole, wholes

__all__ = ["Whole", "wholes"]
