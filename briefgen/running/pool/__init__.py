"""Worker processes of this machine, each watched while it does its job."""
