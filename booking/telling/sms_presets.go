package telling

// SMSPreset is a provider as its own documentation describes it, to begin with.
type SMSPreset struct {
	ID, Name, Docs string // where it is documented
	KeyHint        string // what its key is made of, in its own words; "" where that is just the key
	SMSProvider
}

// SMSPresets are the providers that a form can be filled in for.
var SMSPresets = []SMSPreset{
	{"smsru", "SMS.ru", "https://sms.ru/api/send", "api_id", SMSProvider{
		Method: "POST", URL: "https://sms.ru/sms/send", Content: FormContent, Body: "api_id={{key}}&to={{phone}}&msg={{text}}&json=1",
		Has: `"sms_id"`, HasNot: `"ERROR"`,
	}},
	{"smsc", "SMSC.ru", "https://smsc.ru/api/http/send/", "apikey", SMSProvider{
		Method: "POST", URL: "https://smsc.ru/sys/send.php", Content: FormContent, Body: "apikey={{key}}&phones={{phone}}&mes={{text}}&charset=utf-8&fmt=3",
		Has: `"id"`, HasNot: `"error"`, Plus: true,
	}},
	{"twilio", "Twilio", "https://www.twilio.com/docs/messaging/api/message-resource", "Account SID:Auth Token", SMSProvider{
		Method: "POST", URL: "https://api.twilio.com/2010-04-01/Accounts/ACCOUNT_SID/Messages.json", Content: FormContent, Body: "To={{phone}}&From=NUMBER&Body={{text}}",
		Headers: []SMSHeader{{"Authorization", "Basic {{key_base64}}"}}, Has: `"sid"`, Plus: true,
	}},
}
