"""`python -m perfdocs`."""

from perfdocs.cli.main import main

if __name__ == "__main__":
    main()
