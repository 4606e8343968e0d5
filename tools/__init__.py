"""Tools that write the data of the house; nothing that runs imports them."""
