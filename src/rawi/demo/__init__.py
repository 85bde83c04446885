"""Articles to try Rawi on: two by themselves, and a `corpus` of ten publishers. All in them is made up."""
