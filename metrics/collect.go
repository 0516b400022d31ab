package metrics

import (
	"sync"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/prometheus/client_golang/prometheus"
)

// CacheStat is what a cache says of itself. Hits and misses count from the start of the process.
type CacheStat struct {
	Entries      int
	Bytes        int64 // that it takes of the memory, as it reckons itself
	Budget       int64 // that it may take, in bytes; 0: it is bounded by other means
	Hits, Misses int64
}

// Cache lets a cache be watched under a name. stat is called whenever somebody asks, and must be quick.
func (m *Metrics) Cache(name string, stat func() CacheStat) {
	if m == nil {
		return
	}
	m.caches.mu.Lock()
	defer m.caches.mu.Unlock()
	m.caches.all = append(m.caches.all, cache{name, stat})
}

// Pool lets a pool of connections to the database be watched under a name, until the function is called.
func (m *Metrics) Pool(name string, stat func() *pgxpool.Stat) (end func()) {
	if m == nil {
		return func() {}
	}
	p := &pool{name, stat}
	m.pools.mu.Lock()
	defer m.pools.mu.Unlock()
	m.pools.all = append(m.pools.all, p)
	return func() {
		m.pools.mu.Lock()
		defer m.pools.mu.Unlock()
		for i, each := range m.pools.all {
			if each == p {
				m.pools.all = append(m.pools.all[:i:i], m.pools.all[i+1:]...)
				return
			}
		}
	}
}

func described(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc(name, help, labels, nil)
}

var (
	cacheEntries = described("okno_cache_entries", "Entries of a cache.", "cache")
	cacheBytes   = described("okno_cache_bytes", "Bytes that a cache takes, as it reckons itself.", "cache")
	cacheBudget  = described("okno_cache_budget_bytes", "Bytes that a cache may take; 0 where it is bounded by other means.", "cache")
	cacheHits    = described("okno_cache_hits_total", "Questions that a cache has answered.", "cache")
	cacheMisses  = described("okno_cache_misses_total", "Questions that a cache could not answer.", "cache")
)

type cache struct {
	name string
	stat func() CacheStat
}

type caches struct {
	mu  sync.Mutex
	all []cache
}

func (*caches) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{cacheEntries, cacheBytes, cacheBudget, cacheHits, cacheMisses} {
		to <- d
	}
}

func (c *caches) Collect(to chan<- prometheus.Metric) {
	c.mu.Lock()
	all := c.all
	c.mu.Unlock()
	for _, each := range all {
		s := each.stat()
		to <- prometheus.MustNewConstMetric(cacheEntries, prometheus.GaugeValue, float64(s.Entries), each.name)
		to <- prometheus.MustNewConstMetric(cacheBytes, prometheus.GaugeValue, float64(s.Bytes), each.name)
		to <- prometheus.MustNewConstMetric(cacheBudget, prometheus.GaugeValue, float64(s.Budget), each.name)
		to <- prometheus.MustNewConstMetric(cacheHits, prometheus.CounterValue, float64(s.Hits), each.name)
		to <- prometheus.MustNewConstMetric(cacheMisses, prometheus.CounterValue, float64(s.Misses), each.name)
	}
}

var (
	poolUsed     = described("okno_db_connections_used", "Connections of a pool that somebody holds.", "pool")
	poolIdle     = described("okno_db_connections_idle", "Open connections of a pool that nobody holds.", "pool")
	poolMost     = described("okno_db_connections_max", "Connections that a pool may open.", "pool")
	poolAcquired = described("okno_db_acquires_total", "How often a connection was taken out of a pool.", "pool")
	poolEmpty    = described("okno_db_acquires_empty_total", "How often none was free at once.", "pool")
	poolGivenUp  = described("okno_db_acquires_cancelled_total", "How often whoever waited for one gave up.", "pool")
	poolWaited   = described("okno_db_acquire_seconds_total", "Time that was waited for connections, altogether.", "pool")
)

type pool struct {
	name string
	stat func() *pgxpool.Stat
}

type pools struct {
	mu  sync.Mutex
	all []*pool
}

func (*pools) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{poolUsed, poolIdle, poolMost, poolAcquired, poolEmpty, poolGivenUp, poolWaited} {
		to <- d
	}
}

func (p *pools) Collect(to chan<- prometheus.Metric) {
	p.mu.Lock()
	all := p.all
	p.mu.Unlock()
	for _, each := range all {
		s := each.stat()
		gauge := func(d *prometheus.Desc, n int32) {
			to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, float64(n), each.name)
		}
		count := func(d *prometheus.Desc, n float64) {
			to <- prometheus.MustNewConstMetric(d, prometheus.CounterValue, n, each.name)
		}
		gauge(poolUsed, s.AcquiredConns())
		gauge(poolIdle, s.IdleConns())
		gauge(poolMost, s.MaxConns())
		count(poolAcquired, float64(s.AcquireCount()))
		count(poolEmpty, float64(s.EmptyAcquireCount()))
		count(poolGivenUp, float64(s.CanceledAcquireCount()))
		count(poolWaited, s.AcquireDuration().Seconds())
	}
}
