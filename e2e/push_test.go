package e2e

import (
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// pushService stands in for what a browser's maker runs: permissions and subscriptions, which localStorage has. What
// uses it, our page and our server, is real.
const pushService = `(() => {
	const bytes = text => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), c => c.charCodeAt(0)).buffer
	const stored = () => {
		const key = localStorage.getItem("push")
		return key && {
			endpoint: "https://push.example/send/" + key.slice(0, 8), options: {applicationServerKey: bytes(key)},
			getKey: name => bytes(name === "auth" ? "AAAAAAAAAAAAAAAAAAAAAA" : document.getElementById("push").dataset.key),
			unsubscribe: async () => { localStorage.removeItem("push"); return true },
		}
	}
	Object.defineProperty(Notification, "permission", {get: () => localStorage.getItem("permission") || "default"})
	Notification.requestPermission = async () => { localStorage.setItem("permission", "granted"); return "granted" }
	PushManager.prototype.getSubscription = async () => stored()
	PushManager.prototype.subscribe = async ({userVisibleOnly, applicationServerKey}) => {
		if (!userVisibleOnly || localStorage.getItem("push")) throw new Error("InvalidState")
		localStorage.setItem("push", btoa(String.fromCharCode(...applicationServerKey)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", ""))
		return stored()
	}
})()`

// A member turns notifications on in the browser that he sits at, and off again; one that was subscribed under
// another key subscribes anew, and one that blocks them is told how to allow them.
func TestNotificationsInABrowser(t *testing.T) {
	t.Parallel()
	p := salon(t)
	w := openAs(t, browser(t), "push", p.okno, "pavel@lotos.example", "okno-demo", "/settings/notifications")
	call(w, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: pushService})
	w.exec(`localStorage.setItem("permission", "denied"); localStorage.setItem("push", "B" + "A".repeat(86))`)
	w.do(chromedp.Navigate(p.okno + "/settings/notifications"))
	state := func(name string) string {
		return `[...document.querySelectorAll("#push [data-state]:not([hidden])")].map(e => e.dataset.state).join() === "` + name + `"`
	}
	w.wait("how to allow them", state("blocked")+` && document.querySelector("#push-on[hidden]") && document.querySelector("#push-off[hidden]")`)
	w.exec(`localStorage.removeItem("permission")`)
	w.do(chromedp.Navigate(p.okno + "/settings/notifications"))
	w.wait("the way to turn them on", state("off"))
	w.accessible("notifications are off")
	w.hit("#push-on button")
	w.wait("them on, with the browser in the list", state("on")+` && document.querySelector("[data-browser]")?.textContent.includes("Chrome")`)
	w.exec(`document.querySelector("[data-browser]").scrollIntoView()`)
	w.picture("push-on")
	w.accessible("notifications are on")
	w.hit("#push-off button")
	w.wait("them off", state("off")+` && !document.querySelector("[data-browser]") && !localStorage.getItem("push")`)
}
