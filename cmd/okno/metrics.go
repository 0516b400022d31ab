package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"okno/db"
	"okno/metrics"
)

// watched is what Prometheus is told, and where it asks. Its zero value tells nothing.
type watched struct {
	*metrics.Metrics
	listener net.Listener
	log      *slog.Logger
}

// openMetrics takes the private address of OKNO_METRICS_LISTEN, where there is one, and watches what every process has.
func (c *Config) openMetrics(d *db.DB, log *slog.Logger) (watched, error) {
	if c.MetricsListen == "" {
		return watched{}, nil
	}
	listener, err := listen(c.MetricsListen, "OKNO_METRICS_LISTEN")
	if err != nil {
		return watched{}, err
	}
	w := watched{metrics.New(), listener, log}
	w.Pool("main", d.Pool().Stat)
	w.Backlog(func(ctx context.Context) ([]metrics.Queue, error) { return queuesOf(ctx, d) })
	counted(log, w.Metrics)
	return w, nil
}

func queuesOf(ctx context.Context, d *db.DB) ([]metrics.Queue, error) {
	queues, err := d.Queues(ctx)
	all := make([]metrics.Queue, len(queues))
	for i, q := range queues {
		all[i] = metrics.Queue(q)
	}
	return all, err
}

// Run answers on the private address until ctx ends. A profile that is being taken then is cut off.
func (w watched) Run(ctx context.Context) error {
	if w.listener == nil {
		return nil
	}
	server := &http.Server{
		Handler: w.Handler(), ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 32 << 10,
		ErrorLog: slog.NewLogLogger(w.log.Handler(), slog.LevelDebug),
	}
	w.log.Info("metrics are told", "address", fmt.Sprintf("http://%s/metrics", w.listener.Addr()))
	defer context.AfterFunc(ctx, func() { _ = server.Close() })()
	if err := server.Serve(w.listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
