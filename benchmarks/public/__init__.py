"""Public instances of the nearest academic problems, with the rules they were published with."""
