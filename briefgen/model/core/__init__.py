"""Problems, texts and limits: what every other model is made with."""
