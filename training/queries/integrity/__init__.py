"""Whether all is as it was written: every chain, and every row that the record speaks of, read through once.

Two promises: what is on the record was not changed, added or taken out; and the rows people see say what the
record says of them. Whoever changes a row by hand would have to change the record too, whose hashes tell.
"""

from collections.abc import Iterator

from sqlalchemy import Connection

from training.queries.integrity.chains import chain_faults, record_fault
from training.queries.integrity.checkpoints import checkpoint_faults
from training.queries.integrity.documents import document_faults, program_faults
from training.queries.integrity.faults import Fault
from training.queries.integrity.lines import line_faults
from training.queries.integrity.signatures import signature_faults
from training.vault import Vault

__all__ = ["Fault", "checkpoint_faults", "faults", "record_fault"]


def faults(connection: Connection, vault: Vault | None = None) -> Iterator[Fault]:
    """Everything that does not hold, oldest chain first. Streams: memory stays flat.

    With the vault, private words on the record are opened and compared with their digests too.
    """
    yield from chain_faults(connection, vault)
    yield from signature_faults(connection, vault)
    yield from line_faults(connection)
    yield from document_faults(connection)
    yield from program_faults(connection)
