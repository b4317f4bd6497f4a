import pytest

from tests.journeys.conftest import cast, company, transport
from tests.journeys.returns.steps import Leaving, lend
from tests.journeys.steps import Cast
from tests.support.desk import Office

__all__ = ["cast", "company", "transport"]


@pytest.fixture
def leaving(company: Office, cast: Cast) -> Leaving:
    """Greta, in London, holds a laptop and a headset; David is her manager in HR's file."""
    return Leaving(company, cast, lend(company, cast.greta.id, cast.david.id))
