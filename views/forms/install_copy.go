package forms

import (
	"strconv"
	"strings"

	"okno/views"
)

// ToCopy is a text with a button that copies it.
type ToCopy struct {
	W               *views.Words
	ID, Label, Text string
	Rows            int
}

func (p Install) toCopy(id, text string) ToCopy {
	return ToCopy{W: p.W(), ID: id, Label: p.W().T("forms.install.copy." + id), Text: text, Rows: 1 + strings.Count(text, "\n") + len(text)/90}
}

// CodeToCopy and the others are what the page gives to be pasted.
func (p Install) CodeToCopy() ToCopy   { return p.toCopy("code", p.Code) }
func (p Install) LinkToCopy() ToCopy   { return p.toCopy("link", p.Link) }
func (p Install) PluginToCopy() ToCopy { return p.toCopy("plugin", p.Plugin) }
func (p Install) FrameToCopy() ToCopy  { return p.toCopy("frame", p.Frame) }

// Number is the step's, from 1 on; i is its index.
func (InstallStep) Number(i int) string { return strconv.Itoa(i + 1) }

// ShotLine is a line of a drawn menu.
type ShotLine struct {
	Text    string
	Pressed bool
}

// Lines are those of the menu.
func (s InstallStep) Lines() []ShotLine {
	var lines []ShotLine
	for i, text := range s.Items {
		lines = append(lines, ShotLine{text, i == len(s.Items)-1})
	}
	return lines
}
