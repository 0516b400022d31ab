package snapshot

import (
	"context"
	"encoding/json"
	"sync"
	"sync/atomic"

	"okno/booking"
	"okno/booking/webform"
	"okno/db/setupdb"
)

// Form is a form with its settings understood.
type Form struct {
	setupdb.PublicForm
	Settings webform.FormSettings
}

// forms are those of one setup, by key, as far as they were asked for.
type forms struct {
	mu     sync.Mutex
	known  map[string]Form
	weight int64
}

// ByKey finds a form by its public key, with its company as it stands; NotFound as db.FormByKey has it.
func (c *Companies) ByKey(ctx context.Context, key string) (Form, *Snapshot, error) {
	c.mu.Lock()
	company, known := c.keys[key]
	c.mu.Unlock()
	if known {
		s, err := c.Of(ctx, company)
		if err != nil && booking.CodeOf(err) != booking.NotFound {
			return Form{}, nil, err
		}
		if err == nil {
			if f, known := s.forms.get(key); known {
				return f, s, nil
			}
		}
	}
	return c.findForm(ctx, key)
}

// tries are how often a form and its setup are read until they are of one version.
const tries = 3

func (c *Companies) findForm(ctx context.Context, key string) (f Form, s *Snapshot, err error) {
	for range tries {
		if f.PublicForm, err = setupdb.FormByKey(ctx, c.db, key); err != nil {
			return Form{}, nil, err
		}
		if s, err = c.Of(ctx, f.Company); err != nil {
			return Form{}, nil, err
		}
		if f.Setup == s.Setup.Version {
			break
		}
		c.Changed(f.Company) // by another process, and we have not heard of it
	}
	if err := json.Unmarshal(f.PublicForm.Settings, &f.Settings); err != nil {
		return Form{}, nil, err
	}
	if f.Setup == s.Setup.Version {
		c.keep(key, f, s)
	}
	return f, s, nil
}

func (c *Companies) keep(key string, f Form, s *Snapshot) {
	c.mu.Lock()
	if e := c.entries[f.Company]; e != nil && c.keys[key] == 0 {
		c.keys[key] = f.Company
		e.keys = append(e.keys, key)
	}
	c.mu.Unlock()
	s.forms.put(key, f)
	s.grew()
}

func (f *forms) get(key string) (Form, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	form, known := f.known[key]
	return form, known
}

func (f *forms) put(key string, form Form) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.known == nil {
		f.known = map[string]Form{}
	}
	if _, known := f.known[key]; !known {
		atomic.AddInt64(&f.weight, int64(weightOfForm+2*len(form.PublicForm.Settings)))
	}
	f.known[key] = form
}

// weightOfForm is what one takes up beside its settings.
const weightOfForm = 1 << 10
