"""Appeals: an objection is recorded, looked at again by another person, and answered."""
