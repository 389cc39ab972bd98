"""The `ssmflow` command."""
