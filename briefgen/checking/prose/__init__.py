"""How a text is worded: rules on style, each with words of its own in the profile of the language.

``passages`` takes texts apart; each other file is one rule or two that look at the same thing; ``rule`` has them in
order. Where an author has switched one off, and why, is in ``checking.waivers``.
"""
