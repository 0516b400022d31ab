package handlers_test

// sweepTable is what each route expects of whoever calls it: method, path, who is
// let in. A route that is not here fails the sweep, and so does a line without a route.
//
//	public      anybody, signed in or not: a widget, a link of a mail, the ways in
//	signed in   whoever is signed in, in a company or not
//	see ...     members whose role has that right of booking/role.go; rights are
//	change ...  written as they are there
//
// "socket" after it says that the route wants a WebSocket. "foreign=N" says what an
// owner of another company gets who names things of this one, where it is not 404.
const sweepTable = `
GET    /                                          public
GET    /healthz                                   public
GET    /readyz                                    public
GET    /favicon.ico                               public
GET    /static/*                                  public
GET    /widget.js                                 public
GET    /widget.css                                public
GET    /widget-extras.js                          public
GET    /manifest.webmanifest                      public
GET    /sw.js                                     public
GET    /offline                                   public

GET    /sign-in                                   public
POST   /sign-in                                   public
GET    /sign-in/code                              public
POST   /sign-in/code                              public
POST   /sign-out                                  public
GET    /sign-up                                   public
POST   /sign-up                                   public
GET    /sign-up/:token                            public
POST   /sign-up/:token                            public
GET    /forgot                                    public
POST   /forgot                                    public
GET    /reset/:token                              public
POST   /reset/:token                              public
GET    /email/:token                              public
POST   /email/:token                              public
GET    /invite/:token                             public
POST   /invite/:token                             public
POST   /preferences                               public

GET    /m/:token                                  public
GET    /m/:token/calendar.ics                     public
GET    /m/:token/move                             public
POST   /m/:token/move                             public
GET    /m/:token/cancel                           public
POST   /m/:token/cancel                           public
POST   /m/:token/coming                           public
POST   /m/:token/late                             public
POST   /m/:token/undo                             public
POST   /m/:token/mail                             public
GET    /m/:token/telegram                         public
POST   /m/:token/telegram                         public
POST   /m/:token/sms                              public
GET    /b/:key                                    public
POST   /b/:key                                    public
GET    /b/:key/logo/:hash                         public
GET    /b/:key/privacy                            public
GET    /u/:token                                  public
POST   /u/:token                                  public

GET    /api/v1/widget/:key/config                 public
GET    /api/v1/widget/:key/photos/:id/:hash       public
GET    /api/v1/widget/:key/slots                  public
POST   /api/v1/widget/:key/bookings               public
POST   /api/v1/widget/:key/leads                  public
POST   /api/v1/widget/:key/events                 public
POST   /api/v1/widget/:key/holds                  public
PUT    /api/v1/widget/:key/holds/:id              public
DELETE /api/v1/widget/:key/holds/:id              public
POST   /api/v1/widget/:key/holds/:id/end          public
OPTIONS /api/v1/widget/:key/*                     public

GET    /account                                   signed in
POST   /account/name                              signed in
POST   /account/email                             signed in
POST   /account/password                          signed in
GET    /account/two-factor                        signed in
POST   /account/two-factor                        signed in
POST   /account/two-factor/removal                signed in
POST   /account/two-factor/codes                  signed in
POST   /account/sessions/end                      signed in
POST   /account/sessions/end-others               signed in
POST   /account/companies                         signed in
POST   /account/companies/current                 signed in
POST   /account/companies/leave                   signed in

GET    /settings                                  see bookings
GET    /settings/company                          change company
POST   /settings/company                          change company
POST   /settings/company/client-rules             change company
POST   /settings/company/privacy                  change company
POST   /settings/company/desk                     change company
POST   /settings/company/specialists              change company
GET    /settings/company/logo/:hash               see bookings
POST   /settings/company/logo                     change company
POST   /settings/company/logo/removal             change company
POST   /settings/company/export                   change company
POST   /settings/company/deletion                 change company
POST   /settings/company/deletion/removal         change company
GET    /settings/audit                            change company
GET    /settings/audit.csv                        change company
GET    /settings/team                             change team
GET    /settings/team/:user                       change team
POST   /settings/team/:user/role                  change team
POST   /settings/team/:user/disabling             change team
POST   /settings/team/:user/enabling              change team
POST   /settings/team/:user/removal               change team
POST   /settings/team/invitations                 change team
POST   /settings/team/invitations/:id/removal     change team

GET    /reports                                   see reports
GET    /reports/reports.csv                       see reports
GET    /reports/reports.xlsx                      see reports

GET    /bookings                                  see bookings
GET    /bookings/month                            see bookings
GET    /bookings/live                             see bookings    socket
GET    /bookings/week                             see bookings
GET    /bookings/week/live                        see bookings    socket
GET    /bookings/undecided                        see bookings
GET    /bookings/undecided/live                   see bookings    socket
GET    /bookings/takings                          see bookings
GET    /bookings/takings.csv                      see bookings
GET    /bookings/:id/acts                         see bookings
POST   /bookings/:id/decision                     change bookings
DELETE /bookings/:id/decision                     change bookings
GET    /bookings/:id                              see bookings
POST   /bookings/columns                          see bookings
GET    /bookings/new                              change bookings
POST   /bookings                                  change bookings
POST   /bookings/times                            change bookings
GET    /bookings/:id/move                         change bookings
POST   /bookings/:id/move                         change bookings
POST   /bookings/:id/times                        change bookings
GET    /bookings/:id/again                        change bookings
POST   /bookings/:id/again                        change bookings
GET    /bookings/:id/change                       change bookings
POST   /bookings/:id/change                       change bookings
POST   /bookings/:id/change/times                 change bookings
GET    /bookings/:id/payment                      change bookings
POST   /bookings/:id/payment                      change bookings
POST   /bookings/:id/length                       change bookings
GET    /bookings/:id/contact                      change bookings
POST   /bookings/:id/contact                      change bookings
POST   /bookings/:id/contact/card                 change bookings
POST   /bookings/:id/notes                        change bookings
POST   /bookings/:id/deletion                     change bookings
DELETE /bookings/:id                              change bookings
POST   /bookings/:id/confirmation                 change bookings
DELETE /bookings/:id/confirmation                 change bookings
POST   /bookings/:id/confirmation/again           change bookings
POST   /bookings/:id/rejection                    change bookings
DELETE /bookings/:id/rejection                    change bookings
POST   /bookings/:id/arrival                      change bookings
DELETE /bookings/:id/arrival                      change bookings
POST   /bookings/:id/completion                   change bookings
DELETE /bookings/:id/completion                   change bookings
POST   /bookings/:id/no-show                      change bookings
DELETE /bookings/:id/no-show                      change bookings
POST   /bookings/:id/cancellation                 change bookings
DELETE /bookings/:id/cancellation                 change bookings
DELETE /bookings/holds/:id                        change bookings    foreign=200
POST   /undo/:token                               change bookings
POST   /preferences/telling                       change bookings

POST   /account/daily                             see own
POST   /account/told                              see own
POST   /account/told/tests                        see own
GET    /account/told/tests/:id                    see own
POST   /account/told/browsers                     see own
POST   /account/told/telegram                     see own
GET    /account/told/telegram/:token              see own
POST   /account/told/:id/removal                  see own
GET    /own                                       see own
GET    /own/live                                  see own    socket
GET    /own/week                                  see own
GET    /own/week/live                             see own    socket
GET    /own/bookings/:id                          see own
GET    /own/bookings/new                          see own
POST   /own/bookings                              see own
POST   /own/bookings/times                        see own
GET    /own/bookings/:id/move                     see own
POST   /own/bookings/:id/move                     see own
POST   /own/bookings/:id/times                    see own
POST   /own/bookings/:id/cancellation             see own
GET    /own/clients                               see own
GET    /own/clients/find                          see own
GET    /own/clients/lookup                        see own
GET    /own/clients/:id                           see own
POST   /own/bookings/:id/arrival                  see own
DELETE /own/bookings/:id/arrival                  see own
POST   /own/bookings/:id/completion               see own
DELETE /own/bookings/:id/completion               see own
POST   /own/bookings/:id/no-show                  see own
DELETE /own/bookings/:id/no-show                  see own
POST   /own/undo/:token                           see own

GET    /search                                    see bookings
GET    /clients                                   see bookings
GET    /clients/lookup                            see bookings
GET    /clients/find                              see bookings
GET    /clients/new                               change bookings
POST   /clients                                   change bookings
GET    /clients/duplicates                        change bookings
GET    /clients/import                            change bookings
POST   /clients/import                            change bookings foreign=400
GET    /clients/import/:id                        change bookings
POST   /clients/import/:id                        change bookings
POST   /clients/import/:id/undo                   change bookings
GET    /clients/tags                              see bookings
POST   /clients/tags                              change bookings
GET    /clients/:id                               see bookings
POST   /clients/:id                               change bookings
POST   /clients/:id/note                          change bookings
GET    /clients/:id/tags                          see bookings
POST   /clients/:id/tags                          change bookings
POST   /clients/:id/sms                           change bookings
POST   /clients/:id/tags/removal                  change bookings
POST   /clients/:id/chats/:chat/removal           change bookings
GET    /clients/:id/merge                         change bookings
POST   /clients/:id/merge                         change bookings
POST   /clients/:id/apart                         change bookings
POST   /clients/:id/export                        change bookings
GET    /clients/:id/erasure                       change bookings
POST   /clients/:id/erasure                       change bookings
GET    /floods/:id                                see bookings
POST   /floods/:id/withdrawal                     change bookings
POST   /floods/:id/dismissal                      change bookings
POST   /floods/:id/restoration                    change bookings
GET    /blocks                                    see bookings
POST   /blocks                                    change bookings
POST   /blocks/:id                                change bookings
POST   /blocks/:id/end                            change bookings

GET    /overview                                  see bookings
GET    /bookings/export.csv                       see bookings
GET    /bookings/export.ics                       see bookings
GET    /bookings/sheet                            see bookings
GET    /feeds/:slug/:token                        public
GET    /resources/:id/feed                        change setup
POST   /resources/:id/feed                        change setup
POST   /resources/:id/feed/end                    change setup

GET    /leads                                     see bookings
GET    /leads/live                                see bookings    socket
GET    /live                                      see bookings    socket
GET    /leads/rail                                see bookings
GET    /leads/leads.csv                           change bookings
GET    /leads/:id                                 see bookings
POST   /leads/:id/status                          change bookings    foreign=400
POST   /leads/:id/assignee                        change bookings
POST   /leads/:id/next                            change bookings
POST   /leads/:id/notes                           change bookings

GET    /forms                                     see setup
POST   /forms                                     change setup
GET    /forms/:id                                 see setup
POST   /forms/:id                                 change setup
POST   /forms/:id/fields                          change setup
GET    /forms/:id/widget                          see setup
POST   /forms/:id/widget                          change setup
POST   /forms/:id/preview                         change setup
GET    /forms/:id/preview/:preview                see setup
GET    /forms/:id/qr.svg                          see setup
GET    /forms/:id/install                         see setup
GET    /forms/:id/poster                          see setup
POST   /forms/:id/copy                            change setup
POST   /forms/:id/sites                           change setup
DELETE /forms/:id/sites                           change setup
POST   /forms/:id/archive                         change setup
DELETE /forms/:id/archive                         change setup
POST   /forms/:id/activity                        change setup
DELETE /forms/:id/activity                        change setup

GET    /settings/deliveries                       see bookings
POST   /settings/deliveries/:id/again             change bookings    foreign=409
GET    /settings/notifications                    see bookings
POST   /settings/notifications                    change setup
POST   /settings/notifications/addresses          change setup
POST   /settings/notifications/bot                change setup
POST   /settings/notifications/rules              see bookings
POST   /settings/notifications/sheet              see bookings
POST   /settings/notifications/recipients/:id/removal  see bookings
POST   /settings/notifications/tests              see bookings
GET    /settings/notifications/tests/:id          see bookings
POST   /settings/notifications/browsers           see bookings
POST   /settings/notifications/telegram           see bookings
GET    /settings/notifications/telegram/:token    see bookings
GET    /settings/notifications/sms                change setup
POST   /settings/notifications/sms                change setup
POST   /settings/notifications/sms/removal        change setup
POST   /settings/notifications/sms/tests          change setup
GET    /settings/notifications/sms/tests/:id      change setup
GET    /settings/notifications/words/:audience/:event/:locale  see setup
POST   /settings/notifications/words/:audience/:event/:locale  change setup
POST   /settings/notifications/words/:audience/:event/:locale/preview  change setup
POST   /settings/notifications/words/:audience/:event/:locale/removal  change setup
POST   /telegram/:hook                            public

GET    /check                                     see setup
GET    /start                                     change setup
POST   /start                                     change setup
POST   /start/end                                 change setup
GET    /start/try                                 change setup
GET    /start/:step                               change setup
POST   /start/:step                               change setup

GET    /schedules                                 see setup
GET    /schedules/why                             see setup
POST   /resources/:id/week                        change setup
POST   /resources/:id/week/copies                 change setup
POST   /resources/:id/week/restoration            change setup    foreign=400
POST   /resources/:id/schedules                   change setup
POST   /resources/:id/days                        change setup
POST   /resources/:id/days/repetition             change setup
POST   /resources/:id/hours/restoration           change setup
POST   /resources/:id/hours/copies                change setup
POST   /resources/:id/hours/copies/restoration    change setup

GET    /services                                  see setup
GET    /services/new                              change setup
GET    /services/:id                              see setup
POST   /services                                  change setup
POST   /services/order                            change setup
POST   /services/links                            change setup
POST   /services/:id                              change setup    foreign=400
POST   /services/:id/copy                         change setup
POST   /services/:id/archive                      change setup
DELETE /services/:id/archive                      change setup
POST   /services/:id/activity                     change setup
DELETE /services/:id/activity                     change setup
POST   /services/:id/activity/end                 change setup

GET    /resources                                 see setup
GET    /resources/new                             change setup
GET    /resources/:id                             see setup
POST   /resources                                 change setup
POST   /resources/order                           change setup
POST   /resources/:id                             change setup
POST   /resources/:id/copy                        change setup
GET    /resources/:id/archive                     change setup
POST   /resources/:id/archive                     change setup
DELETE /resources/:id/archive                     change setup
POST   /resources/:id/activity                    change setup
DELETE /resources/:id/activity                    change setup
POST   /resources/:id/activity/end                change setup
GET    /resources/:id/photo/:hash                 see bookings
POST   /resources/:id/photo                       change setup    foreign=400
DELETE /resources/:id/photo                       change setup
DELETE /resources/:id/photo/removal               change setup

GET    /exceptions                                see setup
GET    /exceptions/new                            change setup
GET    /exceptions/:id                            see setup
POST   /exceptions                                change setup
GET    /exceptions/time                           change bookings
POST   /exceptions/time                           change bookings
GET    /exceptions/:id/time                       see bookings
POST   /exceptions/:id/time                       change bookings
POST   /exceptions/:id/time/deletion              change bookings
DELETE /exceptions/:id/time/deletion              change bookings
POST   /exceptions/preview                        change setup
POST   /exceptions/holidays                       change setup
POST   /exceptions/holidays/deletion              change setup    foreign=400
POST   /exceptions/:id                            change setup    foreign=422
POST   /exceptions/:id/end                        change setup
POST   /exceptions/:id/deletion                   change setup
DELETE /exceptions/:id/deletion                   change setup
`
