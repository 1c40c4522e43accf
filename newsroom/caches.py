"""The cache that CACHE_URL names, as Django wants it described."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

_BACKENDS = {
    "locmem": "django.core.cache.backends.locmem.LocMemCache",
    "redis": "django.core.cache.backends.redis.RedisCache",
    "rediss": "django.core.cache.backends.redis.RedisCache",
    "unix": "django.core.cache.backends.redis.RedisCache",
}


def cache_of(url: str) -> dict[str, dict]:
    """Return the settings of the cache at an address: locmem://, or a Redis server's.

    Raises `ImproperlyConfigured` for anything else; the sentence does not repeat the address,
    which may hold a password.
    """
    scheme = urlsplit(url).scheme
    if scheme not in _BACKENDS:
        raise ImproperlyConfigured("CACHE_URL must be locmem:// or redis://host:6379/0.")
    location = {} if scheme == "locmem" else {"LOCATION": url}
    return {"default": {"BACKEND": _BACKENDS[scheme], **location}}
