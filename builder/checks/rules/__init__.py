"""The rules: one module a rule, named by the rule's id."""
