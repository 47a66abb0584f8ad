"""The playbook: what each role, attitude, need, style, cell, stage, organisation and strategy asks of us, as data."""
