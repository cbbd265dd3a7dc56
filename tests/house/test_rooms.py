"""Each room has one public door, and its list of names is true."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

import pytest

import goodoffices


def rooms() -> list[str]:
    found = pkgutil.iter_modules(goodoffices.__path__, "goodoffices.")
    return [module.name for module in found if module.ispkg]


def order(name: str) -> tuple[int, str]:
    """Constants first, then classes, then functions; by name within each."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)


@pytest.mark.parametrize("room", rooms())
def test_room_says_what_it_offers(room):
    module = importlib.import_module(room)
    assert module.__doc__, "a room says in one line which question it answers"
    assert list(module.__all__) == sorted(set(module.__all__), key=order)


@pytest.mark.parametrize("room", rooms())
def test_what_is_offered_is_what_can_be_imported(room):
    module = importlib.import_module(room)
    public = {
        name
        for name, value in vars(module).items()
        if not name.startswith("_") and not isinstance(value, ModuleType) and name != "annotations"
    }
    assert public <= set(module.__all__), "import what is private under a private name"
    for name in module.__all__:
        assert getattr(module, name) is not None


@pytest.mark.parametrize("room", rooms())
def test_whatever_is_offered_is_explained(room):
    module = importlib.import_module(room)
    for name in module.__all__:
        value = getattr(module, name)
        if callable(value):
            assert value.__doc__, f"{room}.{name} has no docstring"
