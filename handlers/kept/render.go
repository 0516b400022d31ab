package kept

import (
	"bytes"
	"fmt"
	"time"

	"okno/views"
)

// Fragment is a part of a page that is rendered for the first time.
type Fragment struct {
	View  views.View
	Title string    // of the page that it is in
	Now   int64     // that it tells the browser's clock, in Unix seconds
	Until time.Time // when it is not right any more though nothing changes; zero: within this minute it is
}

// Page is a page of the panel: its content stands between what its Base opens and closes.
type Page interface {
	views.View
	Around() views.Base
}

// Fragment gives the part that stands under the key. make is asked for it where there is none.
func (m *Memory) Fragment(v *views.Views, key Key, now time.Time, make func() (Fragment, error)) (*Part, error) {
	if part := m.get(key, now); part != nil {
		return part, nil
	}
	made, err := make()
	if err != nil {
		return nil, err
	}
	var text bytes.Buffer
	if err := v.Render(&text, made.View); err != nil {
		return nil, err
	}
	part := &Part{Title: made.Title, text: bytes.Split(text.Bytes(), clockSays(made.Now)), until: made.Until}
	m.put(key, part, text.Len())
	return part, nil
}

// Content gives the content of the page that stands under the key. make is asked for the page where there is none,
// with the time that it tells the browser's clock.
func (m *Memory) Content(v *views.Views, key Key, now time.Time, make func() (Page, time.Time, error)) (*Part, error) {
	if part := m.get(key, now); part != nil {
		return part, nil
	}
	page, told, err := make()
	if err != nil {
		return nil, err
	}
	around := page.Around()
	var whole, open, shut bytes.Buffer
	for into, view := range map[*bytes.Buffer]views.View{&whole: page, &open: views.PageOpen{Base: around}, &shut: views.PageClose{Base: around}} {
		if err := v.Render(into, view); err != nil {
			return nil, err
		}
	}
	text, opens := bytes.CutPrefix(bytes.TrimSpace(whole.Bytes()), bytes.TrimSpace(open.Bytes()))
	text, closes := bytes.CutSuffix(text, bytes.TrimSpace(shut.Bytes()))
	if !opens || !closes {
		return nil, fmt.Errorf("the page %s does not stand between what its base opens and closes", page.View())
	}
	part := &Part{Title: around.Title, Section: around.Section, Hears: around.Hearing.URL != "", text: bytes.Split(text, clockSays(told.Unix()))}
	m.put(key, part, len(text))
	return part, nil
}

// Whole writes the page that has the part as its content.
func (m *Memory) Whole(v *views.Views, page *bytes.Buffer, around views.Base, part *Part, now time.Time) error {
	around.Title = part.Title
	open, err := m.shell(v, around, views.PageOpen{Base: around}, now)
	if err != nil {
		return err
	}
	shut, err := m.shell(v, around, views.PageClose{Base: around}, now)
	if err != nil {
		return err
	}
	page.Grow(open.Size() + part.Size() + shut.Size() + 1<<10)
	for _, each := range []*Part{open, part, shut} {
		each.Write(page, now)
	}
	return nil
}

// shellTopic is all that a page's Base holds but the time, in words: a field that is added to it is in them.
type shellTopic struct{ half, base string }

// shell is what stands before or behind the content of a page.
func (m *Memory) shell(v *views.Views, around views.Base, half views.View, now time.Time) (*Part, error) {
	says := around.Made.Unix()
	timeless := around
	timeless.Made, timeless.Hearing.W, timeless.Hearing.NowUnix = views.Moment{}, nil, 0
	timeless.Repeated = ""                // long, and always the same
	words := fmt.Sprintf("%#v", timeless) // quoted, so that no name can be taken for more than a name
	if !around.Made.IsZero() {
		words += around.Made.Zone() + around.Made.Today().String()
	}
	key := Key{Topic: shellTopic{half.View(), words}, Minute: now.Unix() / 60}
	if part := m.get(key, now); part != nil {
		return part, nil
	}
	var text bytes.Buffer
	if err := v.Render(&text, half); err != nil {
		return nil, err
	}
	whole := bytes.ReplaceAll(text.Bytes(), clockSays(around.Hearing.NowUnix), clockSays(says)) // which may be a second apart
	part := &Part{text: bytes.Split(whole, clockSays(says))}
	m.put(key, part, text.Len()+len(words))
	return part, nil
}
