"""Two articles to try Rawi on. Every person, organization and event in them is made up."""
