package views

// A page whose content was rendered before is put together of what stands around it: PageOpen,
// the content, PageClose. What replaces a part of a page alone begins with its PageTitle.
type (
	PageOpen  struct{ Base }
	PageClose struct{ Base }
	PageTitle struct{ Title string }
)

func (PageOpen) View() string  { return "page-open" }
func (PageClose) View() string { return "page-close" }
func (PageTitle) View() string { return "page-title" }
