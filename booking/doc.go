// Package booking holds the nouns of Okno and their rules: services, resources,
// weekly hours, exceptions, statuses and their moves, roles, forms, and the typed
// error. It is pure Go: no I/O, no clock of its own, no language; whoever calls it
// brings the data, the time and the words.
package booking
