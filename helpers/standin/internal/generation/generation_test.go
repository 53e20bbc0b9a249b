package generation

import "testing"

func TestOnlyTheOldGenerationHidesTheStoreForever(t *testing.T) {
	for name, want := range map[string]bool{"0.12": true, "0.16": false} {
		g, err := Parse(name)
		if err != nil {
			t.Fatal(err)
		}
		if g.HidesStoreForever != want {
			t.Errorf("%s: HidesStoreForever = %v, want %v", name, g.HidesStoreForever, want)
		}
	}
}

func TestEveryGenerationIsNamedSoThatItCannotBeTakenForFleet(t *testing.T) {
	for name := range known {
		g, err := Parse(name)
		if err != nil {
			t.Fatal(err)
		}
		if want := name + ".0-standin"; g.Version() != want {
			t.Errorf("Version() = %q, want %q", g.Version(), want)
		}
	}
}

func TestAnImageWithoutAGenerationIsRefused(t *testing.T) {
	for _, name := range []string{"", "0.13", "latest"} {
		if _, err := Parse(name); err == nil {
			t.Errorf("Parse(%q) succeeded", name)
		}
	}
}
