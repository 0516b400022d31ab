package imports

import (
	"context"
	"slices"

	"okno/booking"
	"okno/booking/companyfile"
	"okno/booking/webform"
	"okno/db/filedb"
	"okno/db/setupdb"
	"okno/desk/setup"
)

func (im *importing) putResources(ctx context.Context) error {
	stored, err := im.act.Resources(ctx)
	if err != nil {
		return err
	}
	known := map[string]booking.Resource{}
	im.resources = map[string]booking.ID{}
	for _, r := range stored {
		known[r.Ref], im.resources[r.Ref] = r, r.ID
	}
	var all, weeks, schedules, days []booking.Resource
	for _, r := range im.file.Resources {
		old := known[r.Ref]
		id, err := im.id(old.ID)
		if err != nil {
			return err
		}
		im.resources[r.Ref] = id
		put := r
		put.ID, put.Weekly = id, setup.Week(r.Weekly)
		all = append(all, put)
		if r.Weekly != nil && !slices.Equal(put.Weekly, setup.Week(old.Weekly)) {
			weeks = append(weeks, put)
		}
		if r.Schedules != nil && !booking.SameSchedules(put.Schedules, old.Schedules) {
			schedules = append(schedules, put)
		}
		if r.Days != nil && !booking.SameDays(put.Days, old.Days) {
			days = append(days, put)
		}
	}
	if err := setupdb.PutResources(ctx, im.act, all); err != nil {
		return err
	}
	im.wrote(len(all))
	if err := setupdb.PutWeeks(ctx, im.act, weeks); err != nil {
		return err
	}
	if err := setupdb.PutSchedules(ctx, im.act, schedules); err != nil {
		return err
	}
	return setupdb.PutDays(ctx, im.act, days)
}

// week is the intervals in order, each once.

func (im *importing) putServices(ctx context.Context) error {
	stored, err := im.act.Services(ctx)
	if err != nil {
		return err
	}
	known := map[string]booking.Service{}
	im.services = map[string]booking.ID{}
	for _, s := range stored {
		known[s.Ref], im.services[s.Ref] = s, s.ID
	}
	var all, links []booking.Service
	for _, s := range im.file.Services {
		old := known[s.Ref]
		id, err := im.id(old.ID)
		if err != nil {
			return err
		}
		im.services[s.Ref] = id
		put := s.Service
		put.ID, put.Resources, put.Terms = id, idsOf(s.Resources, im.resources), im.terms(s, old)
		all = append(all, put)
		if s.Resources != nil && !(slices.Equal(put.Resources, old.Resources) && slices.Equal(put.Terms, old.Terms)) {
			links = append(links, put)
		}
	}
	if err := setupdb.PutServices(ctx, im.act, all); err != nil {
		return err
	}
	im.wrote(len(all))
	return setupdb.PutLinks(ctx, im.act, links)
}

// terms are those of the file, else the ones that there are with whoever stays linked.
func (im *importing) terms(s companyfile.Service, old booking.Service) []booking.Terms {
	if s.Terms == nil {
		return old.Terms
	}
	var terms []booking.Terms
	for _, t := range s.Terms {
		t.Resource = im.resources[string(t.Resource)]
		terms = append(terms, t)
	}
	return terms
}

func (im *importing) putExceptions(ctx context.Context) error {
	if im.file.Exceptions == nil {
		return nil
	}
	stored, err := im.act.Exceptions(ctx)
	if err != nil {
		return err
	}
	all := make([]booking.Exception, len(im.file.Exceptions))
	for i, e := range im.file.Exceptions {
		id, err := im.id("")
		if err != nil {
			return err
		}
		all[i] = booking.Exception{
			ID: id, Service: im.services[e.Service], Resource: im.resources[e.Resource],
			FromDate: e.FromDate, ToDate: e.ToDate, Weekdays: e.Weekdays,
			WholeDay: e.WholeDay, From: e.From, To: e.To, Reason: e.Reason,
		}
	}
	if !slices.EqualFunc(all, stored, sameException) {
		if err := setupdb.PutExceptions(ctx, im.act, all); err != nil {
			return err
		}
	}
	im.wrote(len(all))
	return nil
}

// sameException says whether two exceptions differ in nothing but their ID.
func sameException(a, b booking.Exception) bool {
	sameEnd := (a.ToDate == nil) == (b.ToDate == nil) && (a.ToDate == nil || *a.ToDate == *b.ToDate)
	return sameEnd && a.Service == b.Service && a.Resource == b.Resource && a.FromDate == b.FromDate &&
		slices.Equal(a.Weekdays, b.Weekdays) && a.WholeDay == b.WholeDay && a.From == b.From && a.To == b.To && a.Reason == b.Reason
}

func (im *importing) putForms(ctx context.Context) error {
	if im.file.Forms == nil {
		return nil
	}
	stored, err := filedb.FormsForFile(ctx, im.act.Scope)
	if err != nil {
		return err
	}
	known := map[string]webform.Form{}
	for _, f := range stored {
		known[f.Ref] = f
	}
	all := make([]webform.Form, len(im.file.Forms))
	for i, f := range im.file.Forms {
		id, err := im.id(known[f.Ref].ID)
		if err != nil {
			return err
		}
		all[i] = webform.Form{ID: id, Ref: f.Ref, Name: f.Name, Key: f.Key, Active: f.Active, Settings: f.Settings}
	}
	if err := im.checkKeys(ctx, stored); err != nil {
		return err
	}
	if err := setupdb.PutForms(ctx, im.act, all); err != nil {
		return err
	}
	im.wrote(len(all))
	return nil
}

// checkKeys takes the forms' keys for the company, or says which are taken: by
// another company, or by a form of this one that the file does not name.
func (im *importing) checkKeys(ctx context.Context, stored []webform.Form) error {
	var keys []string
	named := map[string]bool{}
	for _, f := range im.file.Forms {
		keys = append(keys, f.Key)
		named[f.Ref] = true
	}
	foreign, err := setupdb.TakeKeys(ctx, im.act, keys)
	if err != nil {
		return err
	}
	taken := map[string]string{}
	for _, key := range foreign {
		taken[key] = "of another company"
	}
	for _, f := range stored {
		if !named[f.Ref] {
			taken[f.Key] = "of this company that is not in the file"
		}
	}
	var problems companyfile.Errors
	for i, f := range im.file.Forms {
		if whose, ok := taken[f.Key]; ok {
			problems = append(problems, im.file.KeyTaken(i, whose))
		}
	}
	if len(problems) > 0 {
		return problems[:min(len(problems), companyfile.MaxProblems)]
	}
	return nil
}
