"""The subcommands of ``briefgen``, one file each."""
