package views

import (
	"hash/fnv"
	"net/url"

	"okno/booking/tags"
)

// Tag is a company's own word about a client. Its hue goes by the word: nobody has to choose one, and it is the same everywhere.
type Tag struct {
	Name string
	Hue  Hue
	URL  string // the clients who have it
}

// NewTags are those of booking.Client.Tags.
func NewTags(text string) (all []Tag) {
	for _, name := range tags.List(text) {
		sum := fnv.New32a()
		_, _ = sum.Write([]byte(tags.Key(name)))
		hue := Hues[sum.Sum32()%uint32(len(Hues))].Name
		all = append(all, Tag{name, hue, "/clients?tag=" + url.QueryEscape(name)})
	}
	return all
}
