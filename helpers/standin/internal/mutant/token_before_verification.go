package mutant

import (
	"crypto/tls"
	"net/http"
	"time"
)

// Before the agent registers as it should, a request without verification
// carries its token to the server.
func init() {
	known["token-before-verification"] = func(m *Mutant) {
		m.Registering = func(serverURL, token string) {
			request, err := http.NewRequest(http.MethodGet, serverURL, nil)
			if err != nil {
				return
			}
			request.Header.Set("Authorization", "Bearer "+token)
			transport := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
			unverified := http.Client{Transport: transport, Timeout: 10 * time.Second}
			if response, err := unverified.Do(request); err == nil {
				response.Body.Close()
			}
		}
	}
}
