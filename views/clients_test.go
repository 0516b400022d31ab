package views

// The views of clients, the search, paper and the overview.
func init() {
	every = append(every,
		OverviewPage{}, Overview{Week: &WeekCompared{}}, Sheet{}, ResourceFeed{}, ResourceFeed{Alone: true}, SearchPage{}, Search{},
		ClientLookup{}, Clients{}, ClientList{}, ClientList{Filter: ClientFilter{After: "x"}}, ClientPage{}, Client{},
		ClientMerge{}, ClientPairs{}, ClientErase{}, ClientErase{Alone: true},
	)
}
