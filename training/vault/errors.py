"""What can go wrong with keys and sealed text. No message carries content, a key, or a part of one."""


class VaultError(Exception):
    """Written for whoever runs the installation."""


class KeyDestroyed(VaultError):
    def __init__(self, subject: str) -> None:
        super().__init__(f"The data key of {subject} was destroyed; what it sealed is gone for good.")


class KeyMissing(VaultError):
    """Sealed text without a key: the key store was lost, or restored from before the text was written."""

    def __init__(self, subject: str) -> None:
        super().__init__(f"The key store has no data key of {subject}, though something was sealed with it.")


class Tampered(VaultError):
    """A ciphertext, or a wrapped key, that was changed or moved from where it was sealed."""

    def __init__(self, place: str) -> None:
        super().__init__(f"What stands at {place} was changed, or was sealed for another place.")


class UnknownMasterKey(VaultError):
    def __init__(self, master_id: str) -> None:
        super().__init__(f"A data key is wrapped by the master key “{master_id}”, which is not in the ring.")


class BadMasterKeys(VaultError):
    """The ring can't be read. Entries go by their place: a muddled one may hold the key as its name."""


class BadLedger(VaultError):
    def __init__(self, line: int) -> None:
        super().__init__(f"Line {line} of the erasure ledger can't be read.")
