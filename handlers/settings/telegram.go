package settings

import (
	"encoding/json"
	"net/http"

	"github.com/go-telegram/bot/models"
	"github.com/labstack/echo/v4"

	"okno/booking"
)

// telegramHook takes an update that Telegram brings. Whoever does not know the
// bot's secret is told nothing. An update that cannot be handled is logged and
// taken all the same: Telegram would bring it again and again.
func (h *Handlers) telegramHook(c echo.Context) error {
	ctx := c.Request().Context()
	whose, known := h.Desk.Bots.Hooked(c.Param("hook"))
	if !known {
		return booking.Fail(booking.NotFound, "error.page_unknown")
	}
	genuine, err := h.Desk.Bots.Genuine(ctx, whose, c.Request().Header.Get("X-Telegram-Bot-Api-Secret-Token"))
	if err != nil {
		return err
	}
	if !genuine {
		return booking.Fail(booking.Forbidden, "error.foreign_origin")
	}
	var update models.Update
	if err := json.NewDecoder(c.Request().Body).Decode(&update); err != nil {
		return booking.Fail(booking.Malformed, "error.malformed_json")
	}
	if err := h.Desk.Telegram.TelegramUpdate(ctx, whose, &update); err != nil {
		h.Log.ErrorContext(ctx, "a Telegram update could not be handled", "company", whose, "error", err)
	}
	return c.NoContent(http.StatusOK)
}
