package api

import (
	"strings"
	"testing"
)

func TestNamesStayWithinWhatKubernetesTakes(t *testing.T) {
	long := strings.Repeat("a", 60)
	first, second := SafeName(long, "one"), SafeName(long, "two")
	if len(first) > 63 || first == second {
		t.Errorf("%q and %q", first, second)
	}
	if got := SafeName("request", "x"); got != "request-x" {
		t.Errorf("a short name became %q", got)
	}
}
