"""The stub is a helper beside the tests."""

import sys
from pathlib import Path

import pytest

pytest.importorskip("pydantic", reason="the extra llm is not installed")
pytest.importorskip("httpx2", reason="the extra llm is not installed")
sys.path.insert(0, str(Path(__file__).parent))
