"""Files of rules of watched folders."""
