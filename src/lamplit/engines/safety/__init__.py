"""What is offered to people at hard moments, by rule and from reviewed words; leaves finding and keeping to others."""
