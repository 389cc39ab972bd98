"""The language: what can be said of a remediation without Terraform."""
