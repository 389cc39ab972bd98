"""One file for each `aws:` action of SSM Automation."""
