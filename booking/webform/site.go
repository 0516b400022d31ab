package webform

import (
	"net/netip"
	"net/url"
	"strings"

	"golang.org/x/net/idna"

	"okno/booking"
)

// A site that a form may be used on is a text as its owner would write it:
//
//	example.com           with and without www, http and https
//	https://example.com   with and without www, https alone
//	example.com:8080      that port
//	*.example.com         all of its names, example.com itself too
//	localhost             http and https, any port; 127.0.0.1 likewise
//
// A name of another script stays readable («салон.рф») and is compared as browsers send it.

// ParseSite reads a site as people write it, "https://Example.com/page" too, into the
// one spelling that is kept. cut says that it was the address of a page, of which
// only the site is kept.
func ParseSite(typed string) (site string, cut, ok bool) {
	s := readSite(typed)
	return s.text(), s.rest, s.host != ""
}

// SiteAllows says whether a page of the origin (RFC 6454, as browsers send it) is on the site.
func SiteAllows(site, origin string) bool {
	s, page := readSite(site), readSite(origin)
	if s.host == "" || page.host == "" || page.scheme == "" || page.rest || page.wild {
		return false
	}
	if s.scheme != "" && s.scheme != page.scheme {
		return false
	}
	if s.isLocal() && s.port == "" {
		return page.host == s.host
	}
	if s.port != page.port {
		return false
	}
	if s.wild {
		return page.host == s.host || strings.HasSuffix(page.host, "."+s.host)
	}
	return page.host == s.host || page.host == "www."+s.host || s.host == "www."+page.host
}

// OriginOf is the origin of an address as browsers send it, "" where there is none.
func OriginOf(address string) string {
	s := readSite(address)
	if s.host == "" || s.scheme == "" || s.wild {
		return ""
	}
	if s.port != "" {
		s.host += ":" + s.port
	}
	return s.scheme + "://" + s.host
}

// SiteSources are the site's pages as sources of a Content-Security-Policy: those
// that SiteAllows lets in, and no other.
func SiteSources(site string) []string {
	s := readSite(site)
	if s.host == "" {
		return nil
	}
	hosts := []string{s.host}
	switch bare, isWWW := strings.CutPrefix(s.host, "www."); {
	case s.wild:
		hosts = append(hosts, "*."+s.host)
	case isWWW:
		hosts = append(hosts, bare)
	case !s.isAddress():
		hosts = append(hosts, "www."+s.host)
	}
	schemes := []string{s.scheme}
	if s.scheme == "" {
		schemes = []string{"https", "http"}
	}
	port := s.port
	if s.isLocal() && port == "" {
		port = "*"
	}
	var sources []string
	for _, scheme := range schemes {
		for _, host := range hosts {
			if port != "" {
				host += ":" + port
			}
			sources = append(sources, scheme+"://"+host)
		}
	}
	return sources
}

// sitePattern is a site taken apart; one without a host cannot be read.
type sitePattern struct {
	scheme string // "" is http and https
	wild   bool   // any name below the host as well
	host   string // as browsers send it (A-labels), in small letters
	port   string // "" is the scheme's own
	rest   bool   // more was written than a site: the path of a page
}

func readSite(typed string) sitePattern {
	var s sitePattern
	typed = strings.TrimSpace(typed)
	scheme, rest, named := strings.Cut(typed, "://")
	if !named {
		scheme, rest = "", typed
	}
	if s.scheme = strings.ToLower(scheme); named && s.scheme != "https" && s.scheme != "http" {
		return sitePattern{}
	}
	rest, s.wild = strings.CutPrefix(rest, "*.")
	u, err := url.Parse("//" + rest)
	if err != nil || u.User != nil || len(u.Host) > booking.MaxName || strings.Contains(u.Hostname(), ":") {
		return sitePattern{}
	}
	host, err := idna.Lookup.ToASCII(strings.TrimSuffix(u.Hostname(), "."))
	if err != nil {
		return sitePattern{}
	}
	s.rest = u.Path != "" && u.Path != "/" || u.RawQuery != "" || u.Fragment != ""
	if s.port = u.Port(); s.port == defaultPorts[s.scheme] {
		s.port = ""
	}
	// A slip of the scheme, "https:/example.com", names no site of that name.
	if host == "http" || host == "https" {
		return sitePattern{}
	}
	// All of a country's names are no site.
	if s.wild && (!strings.Contains(host, ".") || isIP(host)) {
		return sitePattern{}
	}
	s.host = host
	return s
}

var defaultPorts = map[string]string{"https": "443", "http": "80"}

// text is the spelling that is kept and shown.
func (s sitePattern) text() string {
	if s.host == "" {
		return ""
	}
	text, err := idna.Display.ToUnicode(s.host)
	if err != nil {
		text = s.host
	}
	if s.wild {
		text = "*." + text
	}
	if s.scheme != "" {
		text = s.scheme + "://" + text
	}
	if s.port != "" {
		text += ":" + s.port
	}
	return text
}

func (s sitePattern) isLocal() bool   { return s.host == "localhost" || s.host == "127.0.0.1" }
func (s sitePattern) isAddress() bool { return s.host == "localhost" || isIP(s.host) }

func isIP(host string) bool {
	_, err := netip.ParseAddr(host)
	return err == nil
}
