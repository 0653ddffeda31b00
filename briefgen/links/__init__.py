"""The only door to the network: asks whether external addresses still answer."""
