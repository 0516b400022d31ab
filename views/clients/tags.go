package clients

import (
	"hash/fnv"
	"net/url"
	"strconv"

	"okno/booking"
	"okno/booking/tags"
	"okno/views"
)

// Tags is the fragment #client-tags: the tags of a card, each with what takes it off, and the field for another.
type Tags struct {
	W         *views.Words
	URL       string // of the card
	ID        booking.ID
	List      []views.Tag
	Known     []string // the company's others, to choose from
	CanChange bool
	Max       int // characters of what is typed: there may be several
	Typed     string
	Error     string
	Mark      string // of the tags that are shown: the part asks whether there are others
}

// maxTyped is how much may be typed at once: all that a client may have.
const maxTyped = tags.MaxClient * (tags.Max + 2)

func (Tags) View() string { return "client-tags" }

// NewsURL asks for the part anew, where a client's tags are other ones by now.
func (t Tags) NewsURL() string { return t.URL + "/tags?seen=" + url.QueryEscape(t.Mark) }

// NewTags makes the part in the given language.
func NewTags(locale string, d ClientData) Tags { return d.tags(views.In(locale)) }

// Tags are the card's part with its tags; without them, and without the right to change, it is empty.
func (d ClientData) tags(w *views.Words) Tags {
	t := Tags{
		W: w, ID: d.Client.ID, URL: "/clients/" + string(d.Client.ID), List: views.NewTags(d.Client.Tags), Max: maxTyped,
		CanChange: d.CanChange && !d.Client.Erased, Typed: d.TypedTag, Error: w.Say(d.WrongTag),
	}
	sum := fnv.New64a()
	_, _ = sum.Write([]byte(d.Client.Tags + "\x00" + d.CompanyTags))
	t.Mark = strconv.FormatUint(sum.Sum64(), 36)
	own := map[string]bool{}
	for _, tag := range tags.List(d.Client.Tags) {
		own[tags.Key(tag)] = true
	}
	for _, tag := range tags.List(d.CompanyTags) {
		if !own[tags.Key(tag)] {
			t.Known = append(t.Known, tag)
		}
	}
	return t
}

// TagsChanged is what a change of tags answers: the part with the tags, and the card's history where it stands.
type TagsChanged struct {
	Client Client
}

func (TagsChanged) View() string { return "client-tags-changed" }

// TagsUndone is what taking such a change back has done: the same where the card is open, and a toast.
type TagsUndone struct {
	Client Client
	Done   views.Done
}

func (TagsUndone) View() string { return "client-tags-undone" }
