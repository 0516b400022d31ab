// Package reconcile joins what two people have made of the same thing.
package reconcile

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"okno/booking"
	"okno/booking/webform"
)

// Join joins what two people have made of the same thing, field by field:
// began is what the one who saves has begun with, mine what he has made of it,
// theirs what is stored by now. What he has not touched is theirs; what he has
// touched is his, a set (ticks, links) by what he added and removed. T is a struct
// of texts, as forms have them; what differs in white space at the ends is the same.
//
// unseen says that theirs has something that he has never seen: he is to be
// shown both before anything is written.
func Join[T any](began, mine, theirs T) (joined T, unseen bool) {
	joined = mine
	unseen = reconcile(reflect.ValueOf(&joined).Elem(), reflect.ValueOf(began), reflect.ValueOf(theirs))
	return joined, unseen
}

// reconcile changes mine into what both have made of it.
func reconcile(mine, began, theirs reflect.Value) (unseen bool) {
	switch {
	case mine.Kind() == reflect.Struct:
		for i := range mine.NumField() {
			if mine.Type().Field(i).Name == "Seen" { // a token itself
				continue
			}
			unseen = reconcile(mine.Field(i), began.Field(i), theirs.Field(i)) || unseen
		}
		return unseen
	case mine.Type() == reflect.TypeFor[booking.Typed]():
		joined := maps.Clone(mine.Interface().(booking.Typed))
		mine.Set(reflect.ValueOf(joined))
		return reconcileTyped(joined, began.Interface().(booking.Typed), theirs.Interface().(booking.Typed))
	case alike(began, theirs):
		return false
	case alike(mine, theirs):
		mine.Set(theirs)
		return false
	case alike(mine, began):
		mine.Set(theirs)
	case isSet(mine):
		mine.Set(reconcileSets(mine, began, theirs))
	case mine.Type() == reflect.TypeFor[[]webform.FieldText]():
		mine.Set(reflect.ValueOf(reconcileFields(mine.Interface().([]webform.FieldText), began.Interface().([]webform.FieldText), theirs.Interface().([]webform.FieldText))))
	}
	return true
}

// reconcileTyped changes mine likewise, attribute by attribute.
func reconcileTyped(mine, began, theirs booking.Typed) (unseen bool) {
	for name := range theirs {
		switch {
		case plain(began[name]) == plain(theirs[name]):
			continue
		case plain(mine[name]) == plain(theirs[name]):
			mine[name] = theirs[name]
			continue
		case plain(mine[name]) == plain(began[name]):
			mine[name] = theirs[name]
		}
		unseen = true
	}
	return unseen
}

// isSet says whether the order of a list means nothing.
func isSet(v reflect.Value) bool {
	return v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.String && v.Type() != reflect.TypeFor[[]webform.TabKind]()
}

// alike says whether two fields say the same.
func alike(a, b reflect.Value) bool {
	switch {
	case a.Kind() == reflect.String:
		return plain(a.String()) == plain(b.String())
	case isSet(a):
		return slices.Equal(members(a), members(b))
	case a.Kind() == reflect.Slice:
		if a.Len() != b.Len() {
			return false
		}
		for i := range a.Len() {
			if !alike(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return true
	case a.Kind() == reflect.Struct:
		for i := range a.NumField() {
			if !alike(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	}
	return a.Equal(b)
}

// plain is a text without what a form's field changes by itself.
func plain(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")) }

// members are those of a set, each once, in order.
func members(set reflect.Value) []string {
	var all []string
	for i := range set.Len() {
		all = append(all, set.Index(i).String())
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// reconcileSets are theirs, with what was added and without what was removed.
func reconcileSets(mine, began, theirs reflect.Value) reflect.Value {
	was, is := members(began), members(mine)
	joined := reflect.MakeSlice(mine.Type(), 0, theirs.Len())
	for i := range theirs.Len() {
		if name := theirs.Index(i).String(); !slices.Contains(was, name) || slices.Contains(is, name) {
			joined = reflect.Append(joined, theirs.Index(i))
		}
	}
	for _, name := range is {
		if !slices.Contains(was, name) && !slices.Contains(members(joined), name) {
			joined = reflect.Append(joined, reflect.ValueOf(name).Convert(mine.Type().Elem()))
		}
	}
	return joined
}

// reconcileFields joins two versions of a form's fields by their keys. The order
// is mine; what they have added comes last, what they have removed and I have
// left alone goes. A field that both have added under one key stands twice: mine
// under another.
func reconcileFields(mine, began, theirs []webform.FieldText) []webform.FieldText {
	with := func(all []webform.FieldText, key string) *webform.FieldText {
		if i := slices.IndexFunc(all, func(f webform.FieldText) bool { return f.Key == key }); i >= 0 {
			return &all[i]
		}
		return nil
	}
	same := func(a, b *webform.FieldText) bool { return alike(reflect.ValueOf(*a), reflect.ValueOf(*b)) }
	var joined []webform.FieldText
	for _, f := range mine {
		was, is := with(began, f.Key), with(theirs, f.Key)
		switch {
		case was == nil && is != nil && !same(&f, is):
			for with(mine, f.Key) != nil || with(theirs, f.Key) != nil {
				f.Key += "2"
			}
		case was != nil && is == nil && same(&f, was):
			continue
		case was != nil && is != nil:
			f, _ = Join(*was, f, *is)
		}
		joined = append(joined, f)
	}
	for _, f := range theirs {
		if with(began, f.Key) == nil && with(joined, f.Key) == nil {
			joined = append(joined, f)
		}
	}
	return joined
}
