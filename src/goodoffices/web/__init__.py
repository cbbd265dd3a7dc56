"""The workbench: a case alive in a browser, on this machine only."""

from goodoffices.web._app import application
from goodoffices.web._server import serve
from goodoffices.web._work import Work

__all__ = ["Work", "application", "serve"]
