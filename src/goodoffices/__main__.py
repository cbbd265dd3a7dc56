"""``python -m goodoffices`` is the command ``goodoffices``."""

from goodoffices.cli import main

main()
