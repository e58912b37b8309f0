"""Who meets whom in a round: hard rules, weights, and the best round that there is."""
