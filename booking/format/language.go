package format

// language is what a language calls the parts of dates and lengths of time. Days are
// numbered by ISO from 1, Monday; months from 1.
type language struct {
	locale   string
	weekdays [8]string // in a sentence: среда
	on       [8]string // when something is: в среду
	till     [8]string // until or from when: среды
	short    [8]string // in a table: ср
	months   [13]string
	day      [3]string // one, few and many; English has two forms
	week     [3]string
	hour     string
	from     string // the least of several prices
	free     string // a price of nothing
	dayUnit  string
	minute   string
	ago      string // {} is a length of time
	now      string
	time     string // {} is a city
}

var russian = language{
	locale:   "ru",
	weekdays: [8]string{"", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"},
	on:       [8]string{"", "в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу", "в воскресенье"},
	till:     [8]string{"", "понедельника", "вторника", "среды", "четверга", "пятницы", "субботы", "воскресенья"},
	short:    [8]string{"", "пн", "вт", "ср", "чт", "пт", "сб", "вс"},
	months: [13]string{
		"", "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря",
	},
	day:     [3]string{"день", "дня", "дней"},
	week:    [3]string{"неделю", "недели", "недель"},
	hour:    "ч",
	from:    "от",
	free:    "бесплатно",
	dayUnit: "дн.",
	minute:  "мин",
	ago:     "{} назад",
	now:     "только что",
	time:    "Время: {}",
}

var english = language{
	locale:   "en",
	weekdays: [8]string{"", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
	on:       [8]string{"", "on Monday", "on Tuesday", "on Wednesday", "on Thursday", "on Friday", "on Saturday", "on Sunday"},
	till:     [8]string{"", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
	short:    [8]string{"", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"},
	months: [13]string{
		"", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
	},
	day:     [3]string{"day", "days", "days"},
	week:    [3]string{"week", "weeks", "weeks"},
	hour:    "h",
	from:    "from",
	free:    "free",
	dayUnit: "d",
	minute:  "min",
	ago:     "{} ago",
	now:     "just now",
	time:    "{} time",
}

// counted is the form of a word that goes with n.
func (l *language) counted(n int, forms [3]string) string {
	switch {
	case l.locale == "en" && n == 1, l.locale == "ru" && n%10 == 1 && n%100 != 11:
		return forms[0]
	case l.locale == "ru" && (n%10 < 2 || n%10 > 4 || n%100 >= 12 && n%100 <= 14):
		return forms[2]
	}
	return forms[1]
}
