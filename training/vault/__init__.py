"""Keys and field encryption: sensitive text is sealed with a key of the person's own, and dies with it."""

from training.vault.errors import (
    BadLedger,
    BadMasterKeys,
    KeyDestroyed,
    KeyMissing,
    Tampered,
    UnknownMasterKey,
    VaultError,
)
from training.vault.ledger import Erasure, from_lines, to_lines
from training.vault.masters import MasterKeys, add_master, keep_current, new_master
from training.vault.store import KeyStore
from training.vault.vault import PersonVault, Vault

__all__ = [
    "BadLedger",
    "BadMasterKeys",
    "Erasure",
    "KeyDestroyed",
    "KeyMissing",
    "KeyStore",
    "MasterKeys",
    "PersonVault",
    "Tampered",
    "UnknownMasterKey",
    "Vault",
    "VaultError",
    "add_master",
    "from_lines",
    "keep_current",
    "new_master",
    "to_lines",
]
