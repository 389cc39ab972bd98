"""Remediations in, a Terraform module out; and the driver of the terraform binary."""
