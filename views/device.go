package views

import "strings"

// Device says in words what a browser runs in, by its User-Agent.
func (w *Words) Device(agent string) string {
	browser, system := deviceOf(agent)
	switch {
	case browser == "" && system == "":
		return w.T("account.device.unknown")
	case system == "":
		return browser
	case browser == "":
		return system
	}
	return w.T("account.device", "browser", browser, "system", system)
}

// deviceOf reads the browser's and the system's names out of a User-Agent, "" for
// what it does not know. The order matters: most of them name each other.
func deviceOf(s string) (browser, system string) {
	for _, known := range [][2]string{{"YaBrowser", "Яндекс Браузер"}, {"Edg", "Edge"}, {"OPR", "Opera"}, {"Firefox", "Firefox"}, {"FxiOS", "Firefox"}, {"CriOS", "Chrome"}, {"Chrome", "Chrome"}, {"Safari", "Safari"}} {
		if strings.Contains(s, known[0]+"/") {
			browser = known[1]
			break
		}
	}
	for _, known := range [][2]string{{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"}, {"Windows", "Windows"}, {"Mac OS X", "macOS"}, {"CrOS", "ChromeOS"}, {"Linux", "Linux"}} {
		if strings.Contains(s, known[0]) {
			system = known[1]
			break
		}
	}
	return browser, system
}
