"""``python -m briefgen``."""

from briefgen.cli.main import main

if __name__ == "__main__":
    main()
