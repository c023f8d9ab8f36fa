"""What talks to the outside: a folder is a chat platform, a file is anything else."""
