"""What outlives the process: questions not yet answered, answers not yet sent, conversations, and notes for editors."""
