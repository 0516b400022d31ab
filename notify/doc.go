// Package notify tells people what happened. It has two sides.
//
// Outbox is for whoever writes: inside the transaction that causes an event it
// writes one delivery row per recipient and one job for the event, so that both
// are committed with it or not at all.
//
// Worker is for whoever runs: it takes the event's job apart into one job per
// delivery, in a queue for each channel, so that a dead mail server holds up
// nothing but mail; composes each message from what the database says at that
// moment; and sends it through a Channel. A job runs at least once. The delivery
// row is the guard against sending twice, and what the panel shows.
package notify
