package abuse

import "net/netip"

// The parts of an IPv6 address that a provider hands out: to one connection, and to
// one customer at the most.
const (
	networkBits = 64
	siteBits    = 48
)

// NetworkOf is an address as far as it names one connection: all of an IPv4 address, of
// an IPv6 address the half that its owner cannot choose. What is no address is itself.
func NetworkOf(address string) string { return prefix(address, networkBits) }

// SiteOf is an address as far as it names one customer of a provider, who may have
// thousands of networks.
func SiteOf(address string) string { return prefix(address, siteBits) }

func prefix(address string, bits int) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	ip = ip.Unmap().WithZone("")
	if ip.Is4() {
		return ip.String()
	}
	p, err := ip.Prefix(bits)
	if err != nil {
		return address
	}
	return p.String()
}
