"""`python -m grcdesk` is `grcdesk`."""

from grcdesk.cli.main import main

if __name__ == "__main__":
    main()
