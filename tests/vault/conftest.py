"""The fixtures of the vault's own tests; the exam asks for the same ones by name."""

from tests.vault.fixtures import circle as circle
from tests.vault.fixtures import data as data
from tests.vault.fixtures import other as other
