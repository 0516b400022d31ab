package companyfile

// The file as Encode writes it; Parse reads it by hand, to know where it is.
type (
	wireFile struct {
		Okno       int             `json:"okno"`
		Company    wireCompany     `json:"company"`
		Resources  []wireResource  `json:"resources,omitzero"`
		Services   []wireService   `json:"services,omitzero"`
		Exceptions []wireException `json:"exceptions,omitzero"`
		Bookings   []wireBooking   `json:"bookings,omitzero"`
		Forms      []wireForm      `json:"forms,omitzero"`
		SMS        *wireSMS        `json:"sms,omitzero"`
	}
	wireCompany struct {
		Slug         string `json:"slug"`
		Name         string `json:"name"`
		Timezone     string `json:"timezone"`
		Locale       string `json:"locale"`
		Currency     string `json:"currency"`
		StepMin      int    `json:"step_min"`
		MinNoticeMin int    `json:"min_notice_min"`
		HorizonDays  int    `json:"horizon_days"`
		Confirmation string `json:"confirmation"`
		Phone        string `json:"phone,omitempty"`
		Address      string `json:"address,omitempty"`
		AllowCancel  bool   `json:"allow_cancel"`
		CancelCutoff int    `json:"cancel_cutoff_min"`
		AllowMove    bool   `json:"allow_move"`
		MoveCutoff   int    `json:"move_cutoff_min"`
		AllowLate    bool   `json:"allow_late"`
		Reminders    []int  `json:"reminders_min"`
		AskAfter     bool   `json:"ask_after"`
		MaxComing    int    `json:"max_coming"`
		Starts       string `json:"starts,omitempty"`

		Languages []string `json:"languages,omitempty"`

		SpecialistMarks    *bool `json:"specialist_marks,omitzero"`
		SpecialistPrices   *bool `json:"specialist_prices,omitzero"`
		SpecialistContacts *bool `json:"specialist_contacts,omitzero"`
		SpecialistMoves    *bool `json:"specialist_moves,omitzero"`
		SpecialistCancels  *bool `json:"specialist_cancels,omitzero"`
		SpecialistBooks    *bool `json:"specialist_books,omitzero"`
	}
	wireSchedule struct {
		From      string           `json:"from"`
		To        *string          `json:"to"`
		CycleDays int              `json:"cycle_days"`
		Anchor    string           `json:"anchor"`
		Hours     []wireCycleHours `json:"hours"`
	}
	wireCycleHours struct {
		Day  int    `json:"day"`
		From string `json:"from"`
		To   string `json:"to"`
	}
	wireDay struct {
		Date  string      `json:"date"`
		Hours []wireHours `json:"hours"`
	}
	wireHours struct {
		From string `json:"from"`
		To   string `json:"to"`
	}
	wireWeekly struct {
		Weekday int    `json:"weekday"`
		From    string `json:"from"`
		To      string `json:"to"`
	}
	wireTerms struct {
		Resource    string  `json:"resource"`
		Price       *string `json:"price,omitzero"`
		DurationMin *int    `json:"duration_min,omitzero"`
	}
	wireException struct {
		Service  *string `json:"service"`
		Resource *string `json:"resource"`
		FromDate string  `json:"from_date"`
		ToDate   *string `json:"to_date"`
		Weekdays *[]int  `json:"weekdays"`
		From     *string `json:"from"`
		To       *string `json:"to"`
		Reason   string  `json:"reason"`
	}
	wireBooking struct {
		Ref             string     `json:"ref"`
		Service         string     `json:"service"`
		Resources       []string   `json:"resources"`
		Start           string     `json:"start"`
		Status          string     `json:"status"`
		Client          wireClient `json:"client"`
		DurationMin     *int       `json:"duration_min,omitzero"`
		BufferBeforeMin *int       `json:"buffer_before_min,omitzero"`
		BufferAfterMin  *int       `json:"buffer_after_min,omitzero"`

		Payments []wirePayment `json:"payments,omitzero"`
	}
	wirePayment struct {
		Amount string `json:"amount"`
		Way    string `json:"way"`
		At     string `json:"at"`
		Note   string `json:"note,omitzero"`
		By     string `json:"by,omitzero"`
	}
	wireClient struct {
		Name      string  `json:"name"`
		Phone     *string `json:"phone"`
		Email     *string `json:"email"`
		EmailLeft bool    `json:"email_left,omitzero"`
	}
	wireForm struct {
		Ref       string       `json:"ref"`
		Name      string       `json:"name"`
		Key       string       `json:"key"`
		Active    bool         `json:"active"`
		Fields    []wireField  `json:"fields,omitzero"`
		Consent   *wireConsent `json:"consent"`
		Texts     wireTexts    `json:"texts"`
		Services  []string     `json:"services,omitzero"`
		Sites     []string     `json:"sites,omitzero"`
		TargetMin int          `json:"target_min,omitzero"`
		Widget    wireWidget   `json:"widget"`
	}
	wireField struct {
		Name     string       `json:"name"`
		Kind     string       `json:"kind"`
		Label    wireWords    `json:"label"`
		Required bool         `json:"required"`
		Options  []wireOption `json:"options,omitzero"`
		Param    string       `json:"param,omitzero"`
	}
	wireOption struct {
		Value string    `json:"value"`
		Label wireWords `json:"label"`
	}
	wireConsent struct {
		Text    wireWords `json:"text"`
		URL     *string   `json:"url"`
		Privacy wireWords `json:"privacy,omitzero"`
	}
	wireTexts struct {
		Done    wireWords `json:"done"`
		DoneURL string    `json:"done_url,omitzero"`
		Closed  wireWords `json:"closed,omitzero"`
	}
	wireWidget struct {
		Mode     string    `json:"mode"`
		Position string    `json:"position,omitzero"`
		Button   wireWords `json:"button,omitzero"`
		Tabs     []wireTab `json:"tabs,omitzero"`
		Accent   string    `json:"accent,omitzero"`
		Radius   *int      `json:"radius,omitzero"`
		Theme    string    `json:"theme,omitzero"`
		Language string    `json:"language,omitzero"`

		Counters wireCounters `json:"counters,omitzero"`
	}
	wireCounters struct {
		Metrika   string `json:"metrika,omitzero"`
		Analytics string `json:"ga4,omitzero"`
		DataLayer bool   `json:"data_layer,omitzero"`
	}
	wireTab struct {
		Kind  string    `json:"kind"`
		Title wireWords `json:"title,omitzero"`
	}
	wireWords struct {
		RU string `json:"ru,omitzero"`
		EN string `json:"en,omitzero"`
	}
)
