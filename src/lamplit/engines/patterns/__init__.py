"""What many entries say together: plain counts that name the entries they came from; leaves who may ask to actions."""
