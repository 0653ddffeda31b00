"""The only door to the network: external addresses are asked whether they are there, when somebody wants to know."""
