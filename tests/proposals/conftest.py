"""The stub is a helper beside the tests."""

import pytest

pytest.importorskip("pydantic", reason="the extra llm is not installed")
pytest.importorskip("httpx2", reason="the extra llm is not installed")
