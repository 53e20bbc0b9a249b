// Package chartsource finds and fetches the chart of a HelmOp: on the
// controller to resolve a version, on the agent to install it.
package chartsource

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"

	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fleet-tls-e2e/standin/internal/generation"
	"fleet-tls-e2e/standin/internal/mutant"
	"fleet-tls-e2e/standin/internal/truststore"
)

const fetchTimeout = 5 * time.Minute

// Access is how to reach a chart's server, and whom to believe there.
type Access struct {
	// Username and Password are both set, or neither is.
	Username, Password string
	CABundle           []byte
	SkipVerify         bool
	// PlainHTTP is for registries: they are spoken to without TLS.
	PlainHTTP bool
}

// ReadAccess reads a HelmOp's secret; without a name there is none.
func ReadAccess(ctx context.Context, g generation.Generation, reader client.Reader, namespace, secretName string, skipVerify bool) (Access, error) {
	access := Access{SkipVerify: skipVerify}
	if secretName == "" {
		return access, nil
	}
	secret := &corev1.Secret{}
	if err := reader.Get(ctx, client.ObjectKey{Namespace: namespace, Name: secretName}, secret); err != nil {
		return Access{}, err
	}
	for set, missing := range map[string]string{
		corev1.BasicAuthUsernameKey: corev1.BasicAuthPasswordKey,
		corev1.BasicAuthPasswordKey: corev1.BasicAuthUsernameKey,
	} {
		if secret.Data[set] != nil && secret.Data[missing] == nil {
			return Access{}, fmt.Errorf("%s is set in the secret, but %s isn't", set, missing)
		}
	}
	access.Username = string(secret.Data[corev1.BasicAuthUsernameKey])
	access.Password = string(secret.Data[corev1.BasicAuthPasswordKey])
	access.CABundle = secret.Data["cacerts"]
	if g.ReadsBasicHTTP {
		access.PlainHTTP, _ = strconv.ParseBool(string(secret.Data["basicHTTP"])) // what is no truth value is false
	}
	return access, nil
}

func (a Access) hasCredential() bool { return a.Username != "" && a.Password != "" }

func (a Access) httpClient() *http.Client {
	return &http.Client{Transport: a, Timeout: fetchTimeout}
}

// RoundTrip makes one request, and trusts whom it is to trust there.
func (a Access) RoundTrip(request *http.Request) (*http.Response, error) {
	trust := mutant.Active().ChartTrust(request.URL.Host, mutant.Trust{SkipVerify: a.SkipVerify, CABundle: a.CABundle})
	return truststore.ChartTransport(trust.SkipVerify, trust.CABundle).RoundTrip(request)
}
