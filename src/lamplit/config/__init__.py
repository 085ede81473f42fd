"""The wiring on top: settings, addresses, places; importing it swaps in the safe SQLite before Django loads one."""

from lamplit.config.sqlite import use_bundled_sqlite

use_bundled_sqlite()
