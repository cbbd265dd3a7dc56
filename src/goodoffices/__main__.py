"""``python -m goodoffices`` is the command ``goodoffices``."""

from goodoffices.cli import main

# Worker processes read this file again, and must not run the command again.
if __name__ == "__main__":
    main()
