// Package metrics is what a process tells Prometheus of itself. It imports nothing of ours: the rooms say what has
// happened (observe.go), and the wiring says where the state of the database, its pools and caches is read when
// somebody asks (collect.go). A nil *Metrics counts nothing, so nobody has to ask whether there is one.
//
// Times are in seconds and sizes in bytes, as Prometheus wants them. No label holds anything that a stranger chose, nor
// anything about a person or a company: routes, statuses, codes, channels, queues and names of caches are few.
package metrics

import (
	"net/http"
	"net/http/pprof"
	"regexp"
	"slices"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Metrics are the figures of one process.
type Metrics struct {
	registry *prometheus.Registry
	known    []prometheus.Collector

	requests    *prometheus.HistogramVec
	refusals    *prometheus.CounterVec
	slotDays    prometheus.Counter
	acts        *prometheus.CounterVec
	sockets     prometheus.Gauge
	closed      *prometheus.CounterVec
	lag         prometheus.Histogram
	socketWrite prometheus.Histogram
	attempts    *prometheus.CounterVec
	logLines    *prometheus.CounterVec
	pools       *pools
	caches      *caches
}

// New makes the figures of a process, with those of the Go runtime and of the process as the system sees it.
func New() *Metrics {
	m := &Metrics{registry: prometheus.NewRegistry(), pools: &pools{}, caches: &caches{}}
	m.requests = prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "okno_http_request_seconds", Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5},
		Help: "Time of requests from their first line to the end of their answer, by method, route and status; sockets are not among them.",
	}, []string{"method", "route", "status"})
	m.refusals = counters("okno_refusals_total", "Requests that were refused or failed, by the code of the error: slot_taken and conflict are conflicts.", "code")
	m.slotDays = prometheus.NewCounter(prometheus.CounterOpts{
		Name: "okno_slot_days_total", Help: "Days of which free times were told to widgets.",
	})
	m.acts = counters("okno_acts_total", "What was done and committed, by the name of the act in the change feed: created are new bookings.", "act")
	m.sockets = prometheus.NewGauge(prometheus.GaugeOpts{Name: "okno_sockets", Help: "Open WebSockets of live pages."})
	m.closed = counters("okno_sockets_closed_total", "Ended WebSockets, by why: left, lost, slow, restart (or another page to see), revoked or failed.", "why")
	m.lag = prometheus.NewHistogram(prometheus.HistogramOpts{
		Name: "okno_change_seconds", Buckets: []float64{.005, .01, .025, .05, .1, .15, .25, .5, 1, 2.5, 5, 10},
		Help: "Time from an act to when the sockets that show it had their message, by the clocks of the two processes; the act's transaction is part of it.",
	})
	m.socketWrite = prometheus.NewHistogram(prometheus.HistogramOpts{
		Name: "okno_socket_write_seconds", Buckets: []float64{.0001, .0005, .001, .005, .025, .1, .5, 1, 5, 10},
		Help: "Time in which one message was written to one socket.",
	})
	m.attempts = counters("okno_delivery_attempts_total", "Attempts at deliveries, by channel and the state that they left: sent, logged, retrying, parked or dropped.", "channel", "state")
	m.logLines = counters("okno_log_lines_total", "Warnings and errors, whether they were written to the log or only counted, by level.", "level")
	m.add(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), collectors.NewBuildInfoCollector(),
		m.requests, m.refusals, m.slotDays, m.acts, m.sockets, m.closed, m.lag, m.socketWrite, m.attempts, m.logLines, m.pools, m.caches)
	return m
}

func counters(name, help string, labels ...string) *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
}

func (m *Metrics) add(all ...prometheus.Collector) {
	for _, c := range all {
		m.registry.MustRegister(c)
		m.known = append(m.known, c)
	}
}

// Handler answers /metrics and, under /debug/pprof/, what the Go runtime can tell. It belongs on a private address: whoever
// reaches it sees the process from inside, and can keep it busy.
func (m *Metrics) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{Registry: m.registry}))
	mux.HandleFunc("GET /debug/pprof/", pprof.Index)
	mux.HandleFunc("GET /debug/pprof/cmdline", pprof.Cmdline)
	mux.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("GET /debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
	return mux
}

var nameOf = regexp.MustCompile(`fqName: "([^"]+)"`)

// Names are those of all figures, whether they have been counted yet or not: for what refers to them.
func (m *Metrics) Names() []string {
	var names []string
	for _, c := range m.known {
		described := make(chan *prometheus.Desc)
		go func() { c.Describe(described); close(described) }()
		for d := range described {
			if found := nameOf.FindStringSubmatch(d.String()); found != nil {
				names = append(names, found[1])
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
