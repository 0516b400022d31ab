package booking

import (
	"slices"
	"strings"
)

// CheckResource gives the resource as it may be kept, its name on one line, or
// says what is wrong with the fields "name", "kind" and "color". Its week and
// its picture have checks of their own.
func CheckResource(r Resource) (Resource, error) {
	wrong := fields{}
	r.Name = wrong.line("name", r.Name, MaxName)
	if r.Name == "" && wrong["name"].Key == "" {
		wrong["name"] = Say("error.required")
	}
	if !slices.Contains(Kinds, r.Kind) {
		wrong["kind"] = Say("error.kind")
	}
	if r.Color = strings.ToLower(r.Color); !isColor(r.Color) {
		wrong["color"] = Say("error.color")
	}
	if len(wrong) > 0 {
		return r, FailFields(wrong)
	}
	return r, nil
}

// CopyName is what a copy of a thing is called: its name and what marks a copy,
// cut so that both fit.
func CopyName(name, mark string) string {
	runes, room := []rune(name), MaxName-len([]rune(mark))-1
	if len(runes) > room {
		runes = runes[:room]
	}
	return string(runes) + " " + mark
}

// MoveResource gives the ids of all in their new order once moved stands before
// another: before the one of that id, or after the last of its kind where before
// is "". An unknown one, or one of another kind, moves nothing: false.
func MoveResource(all []Resource, moved, before ID) ([]ID, bool) {
	at := func(id ID) int { return slices.IndexFunc(all, func(r Resource) bool { return r.ID == id }) }
	from := at(moved)
	if from < 0 || moved == before {
		return nil, false
	}
	kind := all[from].Kind
	if before != "" && (at(before) < 0 || all[at(before)].Kind != kind) {
		return nil, false
	}
	last := ID("") // the one after which the last place is
	var order []ID
	for _, r := range all {
		if r.ID == moved {
			continue
		}
		if r.ID == before {
			order = append(order, moved)
		}
		order = append(order, r.ID)
		if r.Kind == kind && !r.Archived {
			last = r.ID
		}
	}
	if before == "" {
		order = slices.Insert(order, slices.Index(order, last)+1, moved)
	}
	return order, true
}

// StepResource is MoveResource by one place among the visible ones of its kind:
// up, or down. At the end of the row nothing moves: false.
func StepResource(all []Resource, moved ID, up bool) ([]ID, bool) {
	i := slices.IndexFunc(all, func(r Resource) bool { return r.ID == moved })
	if i < 0 {
		return nil, false
	}
	row := slices.DeleteFunc(slices.Clone(all), func(r Resource) bool {
		return r.Kind != all[i].Kind || r.Archived && r.ID != moved
	})
	at := slices.IndexFunc(row, func(r Resource) bool { return r.ID == moved })
	switch {
	case up && at > 0:
		return MoveResource(all, moved, row[at-1].ID)
	case !up && at < len(row)-2:
		return MoveResource(all, moved, row[at+2].ID)
	case !up && at == len(row)-2:
		return MoveResource(all, moved, "")
	}
	return nil, false
}
