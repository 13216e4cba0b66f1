"""What a person is told whose complaint was taken up and is now opened again by us."""

# For adults, and for young people and easy read.
OPENED_AGAIN = (
    "We have opened your complaint again to look at how it is dealt with. Nothing you told us is lost. The "
    "day by which we answer stays.",
    "We look at your complaint once more. What you told us is safe. You will still hear from us by the same "
    "day.",
)
