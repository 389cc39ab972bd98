"""One file for each kind of `aws_*` resource that is emitted, named as the provider names it.

Each takes models and names and gives HCL blocks; none looks at another's.
Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs
"""
