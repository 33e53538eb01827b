"""From articles to candidate events: rules over words, each decision explained by the words that matched."""
