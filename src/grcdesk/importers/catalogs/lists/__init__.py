"""Lists of controls and libraries of other tools, read into catalog files of ours."""
