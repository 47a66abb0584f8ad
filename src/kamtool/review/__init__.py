"""Going through what is old or not known, one by one: what is asked, and what an answer changes in the plan."""
