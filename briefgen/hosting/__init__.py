"""How the finished folder becomes what a host of pages serves: a commit on a branch of a git remote."""
