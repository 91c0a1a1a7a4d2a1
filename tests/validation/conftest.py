from __future__ import annotations

import pytest

from graph_builder.validation.catalogue import select
from graph_builder.validation.run import Validator


@pytest.fixture(scope="session")
def validator() -> Validator:
    return Validator(select("all"))
