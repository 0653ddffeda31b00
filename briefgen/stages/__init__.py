"""The work that is shared out and remembered: which jobs there are, who does them, what becomes of the results.

A stage's version names everything that its results depend on besides the job itself.
"""
