"""The rules of the trade, pure: no clock, no disk, no SQL. The same input gives the same answer for ever."""
