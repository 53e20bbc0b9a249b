package mutant

import (
	"crypto/x509"

	"fleet-tls-e2e/standin/internal/truststore"
)

// After a refused registration the system's roots are read for the first time
// while they are hidden; Go keeps the empty pool for the life of the process.
func init() {
	known["store-lost-after-refusal"] = func(m *Mutant) {
		m.Refused = func() {
			defer truststore.Hide()()
			_, _ = x509.SystemCertPool() // its error is what is kept
		}
	}
}
