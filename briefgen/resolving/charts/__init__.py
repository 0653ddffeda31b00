"""Charts with their facts put in, before they are drawn."""
