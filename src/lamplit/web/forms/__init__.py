"""What people type on a page, read without judging it; what is allowed is decided by the kinds and the actions."""
