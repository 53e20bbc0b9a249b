package chartsource

import (
	"context"
	"fmt"
	"io"
	"net/http"

	"fleet-tls-e2e/standin/internal/api"
	"fleet-tls-e2e/standin/internal/generation"
)

// Version resolves a chart's version against its repository's index or its
// registry's tags. A tarball has none to resolve.
func Version(ctx context.Context, g generation.Generation, helm api.Helm, access Access) (string, error) {
	reference, inRegistry := OCIReference(g, helm)
	switch {
	case inRegistry && g.AlwaysResolvesVersion:
		return highestTag(ctx, reference, helm.Version, access)
	case inRegistry, helm.Repo == "":
		return helm.Version, nil
	}
	entry, err := lookUp(ctx, g, helm, access)
	if err != nil {
		return "", err
	}
	return entry.Version, nil
}

// Chart downloads a chart's archive: out of a registry, from the tarball's
// URL, or from where the repository's index says that the chart of that name
// and version is.
func Chart(ctx context.Context, g generation.Generation, helm api.Helm, access Access) ([]byte, error) {
	location, err := locate(ctx, g, helm, access)
	if err != nil {
		return nil, err
	}
	if isOCI(location) {
		return pull(g, location, helm.Version, access)
	}
	return download(ctx, g, location, access)
}

// locate is a chart's address. What is no registry's reference to this
// generation is an index or a tarball to it, whatever it looks like.
func locate(ctx context.Context, g generation.Generation, helm api.Helm, access Access) (string, error) {
	if reference, inRegistry := OCIReference(g, helm); inRegistry {
		return reference, nil
	}
	if helm.Repo == "" {
		return helm.Chart, nil
	}
	entry, err := lookUp(ctx, g, helm, access)
	if err != nil {
		return "", err
	}
	return absolute(g, helm.Repo, entry.URLs[0])
}

func download(ctx context.Context, g generation.Generation, location string, access Access) ([]byte, error) {
	body, status, err := get(ctx, location, access)
	switch {
	case err == nil && status == http.StatusOK:
		return body, nil
	case err == nil && g.NamesFailedRequest:
		err = fmt.Errorf("unexpected status %d", status)
	case err == nil:
		err = fmt.Errorf("bad response code: %d", status)
	}
	if g.NamesFailedRequest {
		err = fmt.Errorf("retrieving file from %q: downloading %q: %w", location, location, err)
	}
	return nil, err
}

func get(ctx context.Context, location string, access Access) (body []byte, status int, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, location, nil)
	if err != nil {
		return nil, 0, err
	}
	if access.hasCredential() {
		request.SetBasicAuth(access.Username, access.Password)
	}
	response, err := access.httpClient().Do(request)
	if err != nil {
		return nil, 0, err
	}
	defer response.Body.Close()
	body, err = io.ReadAll(response.Body)
	return body, response.StatusCode, err
}
