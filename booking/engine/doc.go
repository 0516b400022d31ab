// Package engine is the availability engine: from a company's services, resources,
// hours, exceptions and what is occupied it says when a service may start, on which
// resources, and if not by which rule of domain.md, "When a slot is free". It keeps
// nothing between two questions and asks nobody; booking/bookingtest answers the same
// questions minute by minute, and random companies hold both to one answer.
package engine
