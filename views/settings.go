package views

import "okno/booking"

// settingsTabs are the pages below /settings in the order of their bar. A page
// has its tab here once it works; its words are settings.tab.NAME.
var settingsTabs = []struct {
	name, url string
	right     booking.Right
}{
	{"company", "/settings/company", booking.ChangeCompany},
	{"team", "/settings/team", booking.ChangeTeam},
	{"notifications", "/settings/notifications", booking.SeeBookings},
	{"deliveries", "/settings/deliveries", booking.SeeBookings},
	{"audit", "/settings/audit", booking.ChangeCompany},
}

// SettingsTabs is the bar of the settings' pages that the member may see; a page
// embeds it and its template begins with {{template "settings-tabs" .Tabs}}.
type SettingsTabs struct {
	W    *Words
	Tabs []SettingsTab
}

// SettingsTab is one of them.
type SettingsTab struct {
	URL, Label string
	Here       bool
}

// NewSettingsTabs makes the bar for the member of base, with the named page as
// the one that is open.
func NewSettingsTabs(base Base, here string) SettingsTabs {
	bar := SettingsTabs{W: base.W()}
	for _, tab := range settingsTabs {
		if base.Member.Role.May(tab.right) {
			bar.Tabs = append(bar.Tabs, SettingsTab{tab.url, base.W().T("settings.tab." + tab.name), tab.name == here})
		}
	}
	return bar
}

// SettingsURL is the first page of the settings that a role may see, "" for none.
func SettingsURL(role booking.Role) string {
	for _, tab := range settingsTabs {
		if role.May(tab.right) {
			return tab.url
		}
	}
	return ""
}
