// Package report is what reports ask by, and what of it can be typed into an address.
package report

import (
	"net/url"
	"strings"

	"okno/booking"
)

// maxCampaign is how many characters each part of a campaign may have.
const maxCampaign = 60

// Campaign is what the address of a page says of the advertisement that led there, "source / medium / campaign" of
// utm_source, utm_medium and utm_campaign; "" where it says nothing. What could reach a person is masked.
func Campaign(page string) string {
	address, err := url.Parse(page)
	if err != nil {
		return ""
	}
	var parts []string
	for _, name := range []string{"utm_source", "utm_medium", "utm_campaign"} {
		text, ok := booking.CleanLine(address.Query().Get(name), booking.MaxText)
		if !ok || text == "" {
			continue
		}
		text = booking.MaskText(text)
		if letters := []rune(text); len(letters) > maxCampaign {
			text = string(letters[:maxCampaign])
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, " / ")
}
