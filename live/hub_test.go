package live

import (
	"fmt"
	"slices"
	"sync"
	"testing"
)

func drain(v *Viewer) []string {
	var got []string
	for m := range v.Messages() {
		v.Took(m)
		got = append(got, string(m))
	}
	return got
}

func TestSendReachesOnlyTheTopic(t *testing.T) {
	var h Hub
	day := Topic{Company: 1, View: "2026-12-01 ru"}
	here, there, other := h.Watch(day), h.Watch(Topic{Company: 1, View: "2026-12-02 ru"}), h.Watch(Topic{Company: 2, View: day.View})
	h.Send(day, []byte("one"))
	h.Send(day, []byte("two"))
	h.SendTo(there, []byte("yours"))
	h.Close()
	for name, test := range map[string]struct {
		viewer *Viewer
		want   []string
	}{"same day": {here, []string{"one", "two"}}, "other day": {there, []string{"yours"}}, "other company": {other, nil}} {
		if got := drain(test.viewer); !slices.Equal(got, test.want) {
			t.Errorf("%s got %v, want %v", name, got, test.want)
		}
		if test.viewer.Reason() != Shutdown {
			t.Errorf("%s ended for reason %d", name, test.viewer.Reason())
		}
	}
}

func TestASlowViewerIsDroppedAndDelaysNobody(t *testing.T) {
	var h Hub
	topic := Topic{Company: 1, View: "day"}
	slow, quick := h.Watch(topic), h.Watch(topic)
	var got []string
	for i := range queueLength + 1 {
		h.Send(topic, fmt.Append(nil, i))
		got = append(got, string(<-quick.Messages()))
	}
	if len(got) != queueLength+1 {
		t.Errorf("the quick viewer got %d messages", len(got))
	}
	if waiting := drain(slow); len(waiting) != 0 || slow.Reason() != TooSlow {
		t.Errorf("for the slow viewer %d messages are kept, and he ended for reason %d", len(waiting), slow.Reason())
	}
	if h.Leave(slow); len(h.Topics(1)) != 1 {
		t.Error("the quick viewer is gone")
	}
	if h.Leave(quick); len(h.Topics(0)) != 0 {
		t.Error("a topic without viewers stays")
	}
	if late := drain(quick); late != nil || quick.Reason() != Left {
		t.Errorf("left with %v for reason %d", late, quick.Reason())
	}
}

// However large messages are, what waits for one viewer has its bound; one message alone may be larger.
func TestWhatWaitsForAViewerIsBounded(t *testing.T) {
	var h Hub
	topic := Topic{Company: 1, View: "day"}
	slow, quick := h.Watch(topic), h.Watch(topic)
	whole := make([]byte, queueBytes+1)
	for range 3 {
		h.Send(topic, whole)
		quick.Took(<-quick.Messages())
	}
	if kept := drain(slow); len(kept) != 0 || slow.Reason() != TooSlow {
		t.Errorf("%d messages of a megabyte are kept for one viewer, who ended for reason %d", len(kept), slow.Reason())
	}
	part := make([]byte, queueBytes/4)
	for range 4 {
		h.Send(topic, part)
	}
	if h.Leave(quick); len(drain(quick)) != 4 || quick.Reason() != Left {
		t.Errorf("one who is just within the bound ended for reason %d", quick.Reason())
	}
}

func TestNobodyEntersAfterClose(t *testing.T) {
	var h Hub
	h.Close()
	v := h.Watch(Topic{Company: 1, View: "day"})
	if got := drain(v); got != nil || v.Reason() != Shutdown {
		t.Errorf("got %v, reason %d", got, v.Reason())
	}
	h.Leave(v)
	h.Send(Topic{Company: 1, View: "day"}, []byte("x"))
}

func TestConcurrentUse(t *testing.T) {
	var h Hub
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			topic := Topic{Company: int64(i%2 + 1), View: "day"}
			for range 200 {
				v := h.Watch(topic)
				h.Send(topic, []byte("x"))
				<-v.Messages()
				h.Topics(topic.Company)
				h.Leave(v)
			}
		})
	}
	all.Wait()
	if n := len(h.Topics(0)); n != 0 {
		t.Errorf("%d topics are left", n)
	}
}
