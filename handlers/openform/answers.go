package openform

import (
	"encoding/json"
	"strconv"

	"okno/booking"
	"okno/booking/webform"
)

// answers are the values of a form's fields as JSON has them: a string, a
// number, true or false, null for none, or a list of strings.
type answers map[string]json.RawMessage

// maxAnswers bounds how many fields a submit may bring; a form has fewer.
const maxAnswers = 200

// Values reads them as lists of strings; an Invalid error names what is of no such type.
func (a answers) Values() (map[string][]string, error) {
	if len(a) > maxAnswers {
		return nil, booking.FailFields(map[string]booking.Sentence{"answers": booking.Say("error.field_unknown")})
	}
	wrong := map[string]booking.Sentence{}
	all := map[string][]string{}
	for name, raw := range a {
		values, ok := answer(raw)
		if !ok {
			wrong["answers."+name] = booking.Say("error.answer_type")
		} else if len(values) > 0 {
			all[name] = values
		}
	}
	if len(wrong) > 0 {
		return nil, booking.FailFields(wrong)
	}
	return all, nil
}

func answer(raw json.RawMessage) ([]string, bool) {
	var one any
	if err := json.Unmarshal(raw, &one); err != nil {
		return nil, false
	}
	switch v := one.(type) {
	case nil:
		return nil, true
	case string:
		return []string{v}, true
	case bool:
		return []string{strconv.FormatBool(v)}, true
	case float64:
		return []string{string(raw)}, true // as it was written
	case []any:
		list := make([]string, len(v))
		for i, each := range v {
			text, ok := each.(string)
			if !ok {
				return nil, false
			}
			list[i] = text
		}
		return list, len(list) <= webform.MaxOptions
	}
	return nil, false
}
