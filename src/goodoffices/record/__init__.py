"""Record: what became of agreements like this, and how good our forecasts are."""

__all__: list[str] = []
