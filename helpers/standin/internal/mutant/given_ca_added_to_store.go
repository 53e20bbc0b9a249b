package mutant

import (
	"crypto/tls"
	"crypto/x509"
	"net/http"

	"k8s.io/client-go/rest"
)

// In strict mode too the given CA is added to the system's store: whoever is
// in either is trusted.
func init() {
	known["given-ca-added-to-store"] = func(m *Mutant) {
		m.Hide = func(func() func()) func() { return func() {} }
		m.Upstream = func(config *rest.Config) {
			pool, err := x509.SystemCertPool()
			if err != nil {
				pool = x509.NewCertPool()
			}
			pool.AppendCertsFromPEM(config.CAData)
			config.TLSClientConfig = rest.TLSClientConfig{}
			config.Transport = &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}
		}
	}
}
