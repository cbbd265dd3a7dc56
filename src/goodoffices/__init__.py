"""Turn documents about peace talks into a sourced case, and a case into a brief."""

__all__ = ["__version__"]

__version__ = "0.1.0"
