package telling

// ClientChats is whether clients are told in Telegram, where they connect it.
type ClientChats string

const (
	ChatsOff     ClientChats = "off"
	ChatsAlso    ClientChats = "also"    // as well as by mail
	ChatsInstead ClientChats = "instead" // of mail, for as long as the chat can be reached
)

// ClientChatChoices are all of them, as settings show them.
var ClientChatChoices = []ClientChats{ChatsAlso, ChatsInstead, ChatsOff}

// ChatOffer is what a client's page of his booking says of Telegram and SMS; the zero one is nothing.
type ChatOffer struct {
	CanConnect bool
	Connected  bool
	EveryOf    bool // the chat hears of all that the client has
	Broken     bool // nothing reaches it any more

	SMS string // "on": he is written to by SMS; "off": he wants none
}
