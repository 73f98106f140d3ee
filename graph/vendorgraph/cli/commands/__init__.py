"""One module for each command, named as it is, whose `command` is the click command."""
