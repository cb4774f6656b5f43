import pytest
from django.utils.translation import override


@pytest.fixture(autouse=True)
def _english():
    """Sentences are compared in English; pages have the language of their address."""
    with override("en"):
        yield
