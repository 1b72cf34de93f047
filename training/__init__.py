"""From application to verified certificate: the record of a surrogate partner training program."""
