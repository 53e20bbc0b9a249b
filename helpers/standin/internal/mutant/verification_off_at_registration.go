package mutant

import "k8s.io/client-go/rest"

// The agent does not verify its upstream's certificate.
func init() {
	known["verification-off-at-registration"] = func(m *Mutant) {
		m.Upstream = func(config *rest.Config) {
			config.TLSClientConfig = rest.TLSClientConfig{Insecure: true}
		}
	}
}
