package db

// Unbound is tried on a connection by the tests.
var Unbound = unbound
