"""Rules of watched folders."""
