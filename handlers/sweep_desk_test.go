package handlers_test

import (
	"context"
	"iter"
	"reflect"
	"strings"
	"testing"

	"okno/acts"
	"okno/booking"
	"okno/booking/companyfile"
	"okno/db"
	"okno/db/filedb"
)

// actTable is the right that each act of the desk asks of its member, whatever
// route it is called from; "any member" where belonging is enough, and "itself" where
// the right is an argument.
var actTable = map[string]string{
	"SetColumns": "see bookings", "Leave": "any member", "NoteExport": "itself", "NoteLookUp": "see bookings",

	"SaveClient": "change bookings", "CreateClient": "change bookings", "SetClientNote": "change bookings", "EraseClient": "change bookings", "ExportClient": "change bookings", "MergeClients": "change bookings", "KeepImport": "change bookings", "ImportClients": "change bookings", "UndoImport": "change bookings", "KeepApart": "change bookings", "RemoveChat": "change bookings", "SetSMSOff": "change bookings", "AddTags": "change bookings", "RenameTag": "change bookings", "RemoveTag": "change bookings",

	"BookByDesk": "change bookings", "Move": "change bookings", "SetNotes": "change bookings", "CorrectContact": "change bookings", "Resend": "change bookings", "LeaveOpen": "change bookings", "AskAgain": "change bookings", "TakeContact": "change bookings", "Delete": "change bookings",
	"Confirm": "change bookings", "Reject": "change bookings", "Arrive": "change bookings", "Complete": "change bookings", "NoShow": "change bookings",
	"Cancel": "change bookings", "Restore": "change bookings", "StepBack": "change bookings", "Undo": "change bookings", "ReleaseHoldByDesk": "change bookings",
	"RememberNotifyClient": "change bookings", "WithdrawFlood": "change bookings", "DismissFlood": "change bookings", "RestoreFlood": "change bookings",
	"TakePayment": "change bookings", "Block": "change bookings", "SetBlockReason": "change bookings", "Unblock": "change bookings",

	"MarkOwn": "see own", "MoveOwn": "see own", "CancelOwn": "see own", "BookOwn": "see own", "SetOwnSheet": "see own", "SetOwnRules": "see own", "TestOwn": "see own", "AddOwnBrowser": "see own", "RemoveOwn": "see own", "UnmarkOwn": "see own", "UndoOwn": "see own",

	"SaveService": "change setup", "CopyService": "change setup", "ArchiveService": "change setup", "RestoreService": "change setup", "SetServiceActive": "change setup",
	"MoveService": "change setup", "MoveCategory": "change setup",
	"SaveResource": "change setup", "CopyResource": "change setup", "ArchiveResource": "change setup", "RestoreResource": "change setup",
	"SetResourceActive": "change setup", "MoveResource": "change setup", "PutPhoto": "change setup", "RemovePhoto": "change setup", "RestorePhoto": "change setup",
	"SaveWeeks": "change setup", "SaveHours": "change setup", "SaveHoursOfMany": "change setup", "CloseOn": "change setup", "Reopen": "change setup", "SaveException": "change setup", "EndException": "change setup", "BlockTime": "change bookings", "FreeTime": "change bookings", "BlockTimeAgain": "change bookings", "DeleteException": "change setup", "RestoreException": "change setup",
	"OpenFirstSteps": "change setup", "EndFirstSteps": "change setup", "SaveFirstCompany": "change setup", "SaveFirstResources": "change setup",
	"SaveFirstHours": "change setup", "SaveFirstServices": "change setup", "MakeFirstForm": "change setup",

	"CreateForm": "change setup", "SaveForm": "change setup", "SaveWidget": "change setup", "PreviewForm": "change setup", "CopyForm": "change setup",
	"AllowSite": "change setup", "ForbidSite": "change setup", "ArchiveForm": "change setup", "RestoreForm": "change setup", "SetFormActive": "change setup", "MakeFeed": "change setup", "EndFeed": "change setup",
	"SetLeadStatus": "change bookings", "AssignLead": "change bookings", "PlanLead": "change bookings", "NoteLead": "change bookings",
	"SaveTelling": "change setup", "AddAddress": "change setup", "SaveTemplate": "change setup", "ResetTemplate": "change setup", "SetBot": "change setup", "SaveSMS": "change setup", "RemoveSMS": "change setup", "TestSMS": "change setup",
	"SetRules": "itself", "SetSheet": "itself", "RemoveRecipient": "itself", "TestRecipient": "itself", "LinkTelegram": "itself", "AddBrowser": "see bookings", "SendAgain": "change bookings",

	"Invite": "change team", "Uninvite": "change team", "SetRole": "change team", "DisableMember": "change team", "EnableMember": "change team", "RemoveMember": "change team",

	"SaveCompanySettings": "change company", "SaveClientRules": "change company", "SavePrivacy": "change company", "SaveDeskBlocks": "change company", "SaveSpecialistRules": "change company", "PutLogo": "change company", "RemoveLogo": "change company",
	"DeleteCompany": "change company", "KeepCompany": "change company",
}

// Every act of the desk that a member asks for, as each role and as the owner of
// another company with this one's ids: it checks for itself, whatever the routes do.
func TestActsCheckForThemselves(t *testing.T) {
	h, ids := secretive(t)
	company := booking.CompanyID(number(ids["company"]))
	before := h.fingerprint(ids["company"])
	rival := acts.Member{
		Company: booking.CompanyID(number(h.one(`select id::text from companies where slug = 'rival'`))),
		User:    booking.UserID(number(h.user("rex@rival.example"))), Name: "Rex", Role: booking.Owner,
	}
	seen := map[string]bool{}
	for receiver, m := range h.actsOfMembers() {
		seen[m.Name] = true
		right, known := actTable[m.Name]
		if !known {
			t.Errorf("%s is not in actTable", m.Name)
			continue
		}
		for _, role := range append(booking.Roles, "") {
			if right == "any member" || right == "itself" || role.May(booking.Right(right)) {
				continue
			}
			as := acts.Member{Company: company, User: booking.UserID(number(ids["user"])), Name: "X", Role: role}
			if err := h.perform(receiver, m, as, ids); booking.CodeOf(err) != booking.Forbidden {
				t.Errorf("%s as %q: %v, want Forbidden", m.Name, role, err)
			}
		}
		if m.Name != "Leave" { // it names nothing of this company
			_ = h.perform(receiver, m, rival, ids)
		}
	}
	for name := range actTable {
		if !seen[name] {
			t.Errorf("actTable has %s, and there is no such act", name)
		}
	}
	for table, print := range h.fingerprint(ids["company"]) {
		if print != before[table] {
			t.Errorf("an act that was refused, or another company's, has written to %s", table)
		}
	}
}

// actsOfMembers are the acts that a member asks for, each with what performs it.
func (h *house) actsOfMembers() iter.Seq2[reflect.Value, reflect.Method] {
	return func(yield func(reflect.Value, reflect.Method) bool) {
		rooms := []any{h.accounts, h.accounts.Sessions, h.accounts.Team}
		for _, room := range reflect.ValueOf(h.desk).Elem().Fields() {
			rooms = append(rooms, room.Interface())
		}
		for _, room := range rooms {
			for m := range reflect.TypeOf(room).Methods() {
				if takesMember(m.Type) && !yield(reflect.ValueOf(room), m) {
					return
				}
			}
		}
	}
}

// takesMember is false of what acts share: it takes the transaction, or what is done in it.
func takesMember(f reflect.Type) bool {
	member, act := reflect.TypeFor[acts.Member](), reflect.TypeFor[*db.Act]()
	takes := false
	for i := range f.NumIn() {
		in := f.In(i)
		if in == act || in.Kind() == reflect.Func && in.NumIn() > 0 && in.In(0) == act {
			return false
		}
		takes = takes || in == member
	}
	return takes
}

// perform calls an act with this company's ids wherever it takes one.
func (h *house) perform(receiver reflect.Value, m reflect.Method, as acts.Member, ids map[string]string) (err error) {
	h.t.Helper()
	defer func() {
		if r := recover(); r != nil {
			h.t.Errorf("%s as %s: panic: %v", m.Name, as.Role, r)
		}
	}()
	args := []reflect.Value{receiver}
	for i := 1; i < m.Type.NumIn(); i++ {
		args = append(args, argument(m, m.Type.In(i), as, ids, h.t.Context()))
	}
	results := m.Func.Call(args)
	err, _ = results[len(results)-1].Interface().(error)
	return err
}

func argument(m reflect.Method, of reflect.Type, as acts.Member, ids map[string]string, ctx context.Context) reflect.Value {
	switch of {
	case reflect.TypeFor[context.Context]():
		return reflect.ValueOf(ctx)
	case reflect.TypeFor[acts.Member]():
		return reflect.ValueOf(as)
	case reflect.TypeFor[booking.ID]():
		return reflect.ValueOf(booking.ID(idFor(m.Name, ids)))
	case reflect.TypeFor[booking.Right]():
		return reflect.ValueOf(booking.ChangeCompany)
	case reflect.TypeFor[booking.Role]():
		return reflect.ValueOf(booking.Desk)
	case reflect.TypeFor[booking.UserID]():
		return reflect.ValueOf(booking.UserID(number(ids["user"])))
	}
	if of.Kind() == reflect.Func {
		return reflect.MakeFunc(of, func([]reflect.Value) []reflect.Value {
			results := make([]reflect.Value, of.NumOut())
			for i := range results {
				results[i] = reflect.Zero(of.Out(i))
			}
			return results
		})
	}
	value := reflect.New(of).Elem()
	withIDs(value, idFor(m.Name, ids))
	return value
}

// withIDs names the thing in every field of a struct that names one.
func withIDs(v reflect.Value, id string) {
	if v.Kind() != reflect.Struct {
		return
	}
	for i := range v.NumField() {
		f := v.Field(i)
		switch {
		case !f.CanSet():
		case f.Type() == reflect.TypeFor[booking.ID]():
			f.SetString(id)
		case f.Kind() == reflect.Struct:
			withIDs(f, id)
		}
	}
}

func idFor(act string, ids map[string]string) string {
	for _, name := range []string{"service", "resource", "exception", "client", "form", "lead", "photo", "hold", "invit"} {
		if strings.Contains(strings.ToLower(act), name) {
			switch name {
			case "photo":
				return ids["resource"]
			case "invit":
				return ids["invitation"]
			}
			return ids[name]
		}
	}
	return ids["booking"]
}

func number(text string) (n int64) {
	for _, r := range text {
		n = n*10 + int64(r-'0')
	}
	return n
}

// A company file names no company but by its slug: importing another one's changes
// nothing here, whatever refs and keys it uses.
func TestImportsStayWithinTheirCompany(t *testing.T) {
	h, ids := secretive(t)
	before := h.fingerprint(ids["company"])
	file, err := filedb.CompanyFile(t.Context(), h.db.Of(booking.CompanyID(number(ids["company"]))))
	h.must(err)
	stolen := *file
	stolen.Company.Slug = "rival"
	if _, err := h.desk.Imports.Import(t.Context(), &stolen, nil); err == nil {
		t.Error("a form's key was taken from another company")
	}
	stolen.Forms = []companyfile.Form{}
	if _, err := h.desk.Imports.Import(t.Context(), &stolen, nil); err != nil {
		t.Errorf("the same refs in another company: %v", err)
	}
	for table, print := range h.fingerprint(ids["company"]) {
		if print != before[table] {
			t.Errorf("the import has written to %s", table)
		}
	}
}
