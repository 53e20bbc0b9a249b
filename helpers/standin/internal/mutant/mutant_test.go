package mutant

import (
	"strings"
	"testing"
)

func TestAMutantThatThereIsNotIsRefusedAndChangesNothing(t *testing.T) {
	for _, name := range []string{"no-such-mutant", "Crash-Loop", " "} {
		err := Choose(name)
		if err == nil || !strings.Contains(err.Error(), "crash-loop, given-ca-added-to-store, ") {
			t.Errorf("%q: %v", name, err)
		}
	}
	if got := Active().Name; got != "" {
		t.Errorf("became %q", got)
	}
}

func TestEveryMutantLeavesTheSeamsOfTheNextAlone(t *testing.T) {
	for name := range known {
		if err := Choose(name); err != nil || Active().Name != name {
			t.Errorf("%q: %q, %v", name, Active().Name, err)
		}
	}
	if err := Choose(""); err != nil {
		t.Fatal(err)
	}
	m := Active()
	if m.Name != "" || m.Mode("a mode") != "a mode" || m.ChartTrust("host", Trust{SkipVerify: true}).CABundle != nil {
		t.Errorf("the faithful stand-in is %+v", m)
	}
	m.CheckedIn(2) // nobody dies
}
