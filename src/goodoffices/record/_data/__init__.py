"""Data sets that users bring themselves, each read by one adapter into one kind of event."""

from goodoffices.record._data.event import Event, Events, Feature
from goodoffices.record._data.registry import DATASETS, read_events
from goodoffices.record._data.source import Column, Dataset, Part

__all__ = [
    "DATASETS",
    "Column",
    "Dataset",
    "Event",
    "Events",
    "Feature",
    "Part",
    "read_events",
]
