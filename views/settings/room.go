// Package settings shows the company's settings: templates beside the structs that they
// receive, and their words.
package settings

import (
	"embed"

	"okno/views"
)

//go:embed *.html *.json
var files embed.FS

func init() {
	views.Add(files,
		Team{}, TeamMemberPage{}, CompanyPage{}, AuditPage{}, Notifications{}, RecipientList{}, RecipientSaid{},
		TelegramLink{}, TelegramLinked{}, TemplatePage{}, TemplatePreview{}, Deliveries{}, DeliveryList{},
		BlocksPage{}, BlockRow{}, FloodPage{}, SMSPage{}, SMSTested{},
	)
}
