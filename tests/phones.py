"""What readers of the tests hold in their hands."""

# A phone that really exists; a robot by name would rightly not be counted.
PHONE = (
    "Mozilla/5.0 (Linux; Android 13; SM-A135F) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/126.0.0.0 Mobile Safari/537.36"
)
