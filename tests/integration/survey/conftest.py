from tests.integration.core.conftest import in_threads, shared

__all__ = ["in_threads", "shared"]
