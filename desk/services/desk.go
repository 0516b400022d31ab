// Package services changes services and their order.
package services

import "okno/desk/setup"

// Desk performs the acts on them.
type Desk struct{ *setup.Desk }
