"""What people see of audits: the question, IT's card, the results of a campaign."""
