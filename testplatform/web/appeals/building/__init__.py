"""The pages of appeals, one module per page. What is shown comes from what was stored."""
