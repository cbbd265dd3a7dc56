"""In what order an agreement could be carried out."""

from goodoffices.order._waits import CircularWait, Wait, circular_waits

__all__ = ["CircularWait", "Wait", "circular_waits"]
