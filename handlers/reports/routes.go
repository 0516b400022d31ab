package reports

import (
	"github.com/labstack/echo/v4"

	"okno/booking"
)

// Routes are the reports and their files.
func (h *Handlers) Routes(e *echo.Echo, page *echo.Group) {
	see := h.Guard(booking.SeeReports)
	page.GET("/reports", h.reports, see)
	page.GET("/reports/reports.csv", h.csv, see)
	page.GET("/reports/reports.xlsx", h.xlsx, see)
}
