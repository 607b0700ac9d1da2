"""Any valid programme, as a strategy over every part of a bundle."""

from hypothesis import HealthCheck, settings
from tests.factories.whole.programme import Whole, wholes

LARGE = settings(
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,  # of drawn questionnaires; what is left is counted by max_examples
    ],
)

__all__ = ["LARGE", "Whole", "wholes"]
