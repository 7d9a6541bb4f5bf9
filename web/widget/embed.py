"""What a site puts into its pages to have the widget."""

from functools import cache

from web.widget.assets import Asset, read_assets

LOADER = "/widget/v1/loader.js"


@cache
def loaders() -> dict[str, Asset]:
    """Return every released loader by its version, oldest first. A released one never changes."""
    found = {name.removesuffix(".js"): asset for name, asset in read_assets("releases").items()}
    return dict(sorted(found.items(), key=lambda item: [int(part) for part in item[0].split(".")]))


def newest_loader() -> Asset:
    """Return the loader that `LOADER` serves."""
    return list(loaders().values())[-1]


def pinned_loader() -> tuple[str, str]:
    """Return the path of the newest loader that will never change, and its `integrity` value."""
    version, asset = list(loaders().items())[-1]
    return f"/widget/{version}/loader.js", asset.integrity
