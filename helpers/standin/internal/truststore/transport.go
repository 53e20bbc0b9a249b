package truststore

import (
	"crypto/tls"
	"crypto/x509"
	"net/http"
	"sync"
)

type transportKey struct {
	skipVerify bool
	ca         string
}

var (
	transports = map[transportKey]*http.Transport{}
	mutex      sync.Mutex
)

// ChartTransport is the transport for fetching charts. Trust is additive: the
// system's roots and, where given, the CA bundle. Without a bundle Go itself
// looks for the system's roots when it verifies. There is one transport for
// each combination, kept for the life of the process.
func ChartTransport(skipVerify bool, caBundle []byte) *http.Transport {
	mutex.Lock()
	defer mutex.Unlock()
	key := transportKey{skipVerify, string(caBundle)}
	if t, ok := transports[key]; ok {
		return t
	}
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.TLSClientConfig = &tls.Config{
		InsecureSkipVerify: skipVerify,
		RootCAs:            chartRoots(caBundle),
		MinVersion:         tls.VersionTLS12,
	}
	transports[key] = t
	return t
}

// chartRoots is nil, "ask the system", when there is no bundle. When the
// system's roots cannot be read, the bundle stands alone.
func chartRoots(caBundle []byte) *x509.CertPool {
	if len(caBundle) == 0 {
		return nil
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	pool.AppendCertsFromPEM(caBundle)
	return pool
}
