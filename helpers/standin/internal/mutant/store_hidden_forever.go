package mutant

import "fleet-tls-e2e/standin/internal/generation"

// The system's CA store, once hidden from the agent by strict mode, stays
// hidden (rancher/fleet#3589): what the older generation does.
func init() {
	known["store-hidden-forever"] = func(m *Mutant) {
		m.Generation = func(g generation.Generation) generation.Generation {
			g.HidesStoreForever = true
			return g
		}
	}
}
