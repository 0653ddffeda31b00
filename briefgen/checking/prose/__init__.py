"""How a text is worded: rules on style, each with words of its own in the profile of the language.

``passages`` takes texts apart, ``waivers`` says where the author has switched a rule off and why; each other file is
one rule or two that look at the same thing; ``rule`` has them in order.
"""
