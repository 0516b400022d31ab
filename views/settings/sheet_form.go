package settings

import (
	"okno/booking"
	"okno/booking/telling"
	"okno/views"
)

// SheetForm is when a recipient gets the daily sheet, and of what. It stands where the sheet is asked for.
type SheetForm struct {
	W         *views.Words
	Key       string // of the recipient's row
	At        string // HH:MM
	Days      []views.Choice
	Resources []views.Choice // the whole company first
	Why       string         // it was refused, "" where not
}

func newSheetForm(w *views.Words, d NotificationsData, r telling.Recipient, key string) SheetForm {
	text := telling.SheetText{At: r.Sheet.At.String(), Day: r.Sheet.Day(), Resource: string(r.Sheet.Resource)}
	f := SheetForm{W: w, Key: key}
	if d.SheetWhy.Key != "" && (d.SheetID != "" && d.SheetID == r.ID || d.SheetID == "" && r.Kind == telling.RecipientMember && d.SheetUser == r.User) {
		text, f.Why = d.SheetTyped, w.Say(d.SheetWhy)
	}
	f.At = text.At
	for _, day := range []string{telling.SheetToday, telling.SheetTomorrow} {
		f.Days = append(f.Days, views.Choice{Value: day, Label: w.T("notifications.sheet.of." + day), Chosen: day == text.Day})
	}
	f.Resources = []views.Choice{{Label: w.T("notifications.sheet.all"), Chosen: text.Resource == ""}}
	for _, r := range d.Resources {
		if chosen := string(r.ID) == text.Resource; !r.Archived && (r.Active || chosen) || chosen {
			f.Resources = append(f.Resources, views.Choice{Value: string(r.ID), Label: sheetName(w, r), Chosen: chosen})
		}
	}
	return f
}

// sheetName is what a sheet of that resource alone is called.
func sheetName(w *views.Words, r booking.Resource) string {
	return w.T("notifications.sheet.only", "name", r.Name)
}
