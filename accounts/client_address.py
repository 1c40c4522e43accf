"""Who is really calling."""


def of_request(request) -> str:
    return request.META.get("REMOTE_ADDR", "")
