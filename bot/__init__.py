"""Headway keeps a school district's improvement work moving, in Slack, Teams and a sandbox."""
