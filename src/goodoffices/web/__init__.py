"""The workbench: a case alive in a browser, on this machine only."""

from goodoffices.web._app import application
from goodoffices.web._server import serve

__all__ = ["application", "serve"]
