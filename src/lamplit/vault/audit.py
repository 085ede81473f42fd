"""The audit as others use it: noting an act, checking the chain, who opened what; leaves writing to `chain`."""

from lamplit.vault.chain import append
from lamplit.vault.proof import accept_restored, verify
from lamplit.vault.readings import last_at, readings, reads_of

__all__ = ["accept_restored", "append", "last_at", "readings", "reads_of", "verify"]
