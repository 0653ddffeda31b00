"""What this machine and a project lack, looked at one thing at a time; nothing here needs what may be lacking."""
