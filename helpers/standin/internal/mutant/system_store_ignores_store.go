package mutant

import "fleet-tls-e2e/standin/internal/api"

// System-store mode does not look into the system's store: an agent in it does
// what one in strict mode does.
func init() {
	known["system-store-ignores-store"] = func(m *Mutant) {
		m.Mode = func(string) string { return api.Strict }
	}
}
