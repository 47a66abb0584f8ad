"""Plan files: bytes to text, text to nodes with positions, and the comments that silence a finding."""
