// The golden sites look at words.
