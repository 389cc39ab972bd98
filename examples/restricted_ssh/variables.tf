variable "automatic" {
  description = "Whether AWS Config repairs by itself what the remediations are automatic for; false leaves it to be started by hand."
  type        = bool
  default     = true
  nullable    = false
}

variable "create_configuration_recorder" {
  description = "Whether to switch AWS Config on here: recorder, delivery channel, bucket and role. An account has one recorder in a Region; false uses the one that is there."
  type        = bool
  default     = false
  nullable    = false
}

variable "name_prefix" {
  description = "What the names of rules, documents and roles begin with, up to 12 characters."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^([a-zA-Z0-9][a-zA-Z0-9_-]*)?$", var.name_prefix)) && length(var.name_prefix) <= 12
    error_message = "name_prefix has at most 12 letters, digits, underscores and hyphens, a letter or digit first, so that all names are ones that AWS takes."
  }

  validation {
    condition     = !can(regex("^(aws|amazon|amzn)", lower(var.name_prefix)))
    error_message = "name_prefix must not begin with aws, amazon or amzn: AWS keeps these for its own documents."
  }
}

variable "permissions_boundary" {
  description = "The ARN of a policy that bounds what the module's roles can do; null for none."
  type        = string
  default     = null

  validation {
    condition     = var.permissions_boundary == null || can(regex("^arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy/.+$", var.permissions_boundary))
    error_message = "permissions_boundary is the ARN of an IAM policy."
  }
}

variable "tags" {
  description = "Tags for everything that can bear them."
  type        = map(string)
  default     = {}
  nullable    = false
}
