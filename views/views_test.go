package views

import (
	"bytes"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"html/template"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/jba/templatecheck"
)

// every view, zero: its template is checked against its type.
var every = []View{
	Done{}, Undone{}, CardUndone{}, CardAnew{}, When{}, Book{}, BookPage{}, Contact{}, ContactPage{}, MoveBooking{}, MoveBookingPage{},
	ScheduleWeekPage{}, ScheduleWeek{},
	Avatar{}, Resources{}, ResourceList{}, ResourcePage{}, Resource{}, ResourcePhoto{}, ResourceArchive{}, ResourceArchive{Alone: true}, HitsAsk{}, HitsAsk{Alone: true},
	Services{}, ServiceList{}, ServiceEditor{}, ServiceSaved{}, ServiceLinks{},
	Board{}, Day{}, Column{}, Totals{}, Withdrawn{}, Live{}, Heard{}, Pulse{},
	Reminders{},
	Leads{}, LeadList{}, LeadRows{}, LeadSheet{}, LeadSaved{}, LeadsLive{}, LeadRail{},
	Forms{}, FormList{}, FormPage{}, FormEditor{}, FormFields{}, PreviewNotes{}, FormPreview{},
	Check{}, Start{}, StartForm{}, StartTry{},
	Exceptions{}, ExceptionList{}, Exception{}, ExceptionForm{}, ExceptionPreview{},
	ScheduleDay{}, Plan{}, ScheduleMonth{}, Month{}, WhyPage{}, Why{},
	Account{}, TwoFactor{}, Gate{}, Team{}, TeamMemberPage{}, CompanyPage{}, AuditPage{},
	Notifications{}, RecipientList{}, RecipientSaid{}, TelegramLink{}, TelegramLinked{}, TemplatePage{}, TemplatePreview{}, Deliveries{}, DeliveryList{},
	BookingPage{}, Details{}, SignIn{}, Failure{}, FailureNotice{}, Visit{}, VisitCard{}, VisitFailure{}, VisitFailurePage{}, Hosted{},
	BlocksPage{}, FloodPage{}, NoteState{}, Ghosts{}, DayList{},
}

func testAsset(name string) string { return "/static/" + name + "?v=1" }

func newViews(t *testing.T) *Views {
	t.Helper()
	v, err := New(testAsset)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestTemplatesFitTheirStructs(t *testing.T) {
	v := newViews(t)
	for _, view := range every {
		tmpl := v.templates.Lookup(view.view())
		if tmpl == nil {
			t.Errorf("%T has no template %q", view, view.view())
			continue
		}
		if err := templatecheck.CheckHTMLStrict(tmpl, view); err != nil {
			t.Errorf("%T: %v", view, err)
		}
	}
}

// A view that is missing above would be checked by nothing.
func TestEveryViewIsListed(t *testing.T) {
	t.Parallel()
	listed := map[string]bool{}
	for _, view := range every {
		listed[reflect.TypeOf(view).Name()] = true
	}
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, declaration := range file.Decls {
			method, ok := declaration.(*ast.FuncDecl)
			if !ok || method.Recv == nil || method.Name.Name != "view" {
				continue
			}
			found++
			if name := method.Recv.List[0].Type.(*ast.Ident).Name; !listed[name] {
				t.Errorf("the view %s is in no list", name)
			}
		}
	}
	if found < 100 {
		t.Errorf("only %d views were found", found)
	}
}

type broken struct{ Name string }

func (broken) view() string { return "broken" }

func TestRenderWritesNothingWhenTheTemplateFails(t *testing.T) {
	v := newViews(t)
	template.Must(v.templates.New("broken").Parse(`before {{.Missing}} after`))
	var page bytes.Buffer
	err := v.Render(&page, broken{"x"})
	if err == nil || page.Len() != 0 {
		t.Errorf("got error %v and %d bytes, want an error and nothing written", err, page.Len())
	}
	if err := v.Render(failingWriter{}, Pulse{}); err == nil {
		t.Error("a failing writer must be an error")
	}
}

type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { return 0, errors.New("gone") }
