package email

import "context"

// Hello connects to the mail server as for a message: greeting, encryption and signing in. It sends nothing. An error
// has the server's own words.
func (m *Mail) Hello(ctx context.Context) error {
	server, err := m.client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return answered(greeting, err)
	}
	return m.client.CloseWithSMTPClient(server)
}
