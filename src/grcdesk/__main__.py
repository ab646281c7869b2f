"""`python -m grcdesk` is `grcdesk`."""

from grcdesk.cli.start import main

if __name__ == "__main__":
    main()
