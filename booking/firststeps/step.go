// Package firststeps is what a new company is asked step by step: its first resources, hours and services.
package firststeps

import "slices"

// FirstStep is where a new company's first steps have got to, "" once they are
// done or put away.
type FirstStep string

const (
	StepCompany   FirstStep = "company"   // name and zone
	StepResources FirstStep = "resources" // by hand or from a template
	StepHours     FirstStep = "hours"
	StepServices  FirstStep = "services"
	StepWidget    FirstStep = "widget" // the code for the company's own site
)

// FirstSteps in their order.
var FirstSteps = []FirstStep{StepCompany, StepResources, StepHours, StepServices, StepWidget}

// Number is 0 for the first step, -1 for none.
func (s FirstStep) Number() int { return slices.Index(FirstSteps, s) }

// Next is the step after s, "" after the last.
func (s FirstStep) Next() FirstStep {
	if i := s.Number() + 1; i < len(FirstSteps) {
		return FirstSteps[i]
	}
	return ""
}

// MaxFirstRows is how many rows a form of the first steps takes; more are for
// the panel's own pages.
const MaxFirstRows = 60
