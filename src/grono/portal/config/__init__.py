"""How the portal is put together: settings from the environment, the address table, the web server's entry."""
