"""Who may ask how much: keys, limits of rate, and limits of load."""
