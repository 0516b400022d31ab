// Package booking holds the rules of Okno: services, resources, weekly hours,
// exceptions, the availability engine with its reasons, statuses and their
// moves, roles, and the typed error. It is pure Go: no I/O, no clock of its
// own, no language; whoever calls it brings the data, the time and the words.
package booking
