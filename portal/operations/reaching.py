"""Which places on the internet the portal itself may talk to."""

import ipaddress

PORTS = {"http": 80, "https": 443}


def is_public(address: str, port: int) -> bool:
    """Whether an IP address belongs to the open internet, and the port to the web.

    IPv4 inside IPv6 is refused in each of its forms: it can name a neighbour.
    """
    ip = ipaddress.ip_address(address)
    refused = ip.is_multicast or ip.is_reserved or not ip.is_global
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or ip.teredo
        refused = refused or ip.is_site_local or inner is not None
    return port in PORTS.values() and not refused
