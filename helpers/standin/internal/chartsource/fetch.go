package chartsource

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	repo "helm.sh/helm/v4/pkg/repo/v1"
	"sigs.k8s.io/yaml"

	"fleet-tls-e2e/standin/internal/api"
	"fleet-tls-e2e/standin/internal/generation"
	"fleet-tls-e2e/standin/internal/truststore"
)

const fetchTimeout = 5 * time.Minute

// Version resolves a chart's version against its repository's index. A
// tarball has none to resolve.
func Version(ctx context.Context, g generation.Generation, helm api.Helm, access Access) (string, error) {
	if helm.Repo == "" {
		return helm.Version, nil
	}
	entry, err := lookUp(ctx, g, helm, access)
	if err != nil {
		return "", err
	}
	return entry.Version, nil
}

// Chart downloads a chart's archive: the tarball named, or what the
// repository's index says is the chart of that name and version.
func Chart(ctx context.Context, g generation.Generation, helm api.Helm, access Access) ([]byte, error) {
	location := helm.Chart
	if helm.Repo != "" {
		entry, err := lookUp(ctx, g, helm, access)
		if err != nil {
			return nil, err
		}
		if location, err = absolute(helm.Repo, entry.URLs[0]); err != nil {
			return nil, err
		}
	}
	archive, err := get(ctx, location, access)
	if err != nil && g.NamesFailedRequest {
		err = fmt.Errorf("retrieving file from %q: downloading %q: %w", location, location, err)
	}
	return archive, err
}

func lookUp(ctx context.Context, g generation.Generation, helm api.Helm, access Access) (*repo.ChartVersion, error) {
	indexURL, err := url.JoinPath(helm.Repo, "index.yaml")
	if err != nil {
		return nil, err
	}
	raw, err := get(ctx, indexURL, access)
	if err != nil {
		if g.NamesFailedRequest {
			err = fmt.Errorf("failed to fetch %q: %w", indexURL, err)
		}
		return nil, err
	}
	index := &repo.IndexFile{}
	if err := yaml.Unmarshal(raw, index); err != nil {
		return nil, fmt.Errorf("reading %s: %w", indexURL, err)
	}
	index.SortEntries()
	entry, err := index.Get(helm.Chart, helm.Version)
	if err != nil {
		return nil, err
	}
	if len(entry.URLs) == 0 {
		return nil, fmt.Errorf("no URLs found for chart %s %s at %s", entry.Name, entry.Version, helm.Repo)
	}
	return entry, nil
}

func get(ctx context.Context, location string, access Access) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, location, nil)
	if err != nil {
		return nil, err
	}
	if access.Username != "" && access.Password != "" {
		request.SetBasicAuth(access.Username, access.Password)
	}
	client := &http.Client{
		Transport: truststore.ChartTransport(access.SkipVerify, access.CABundle),
		Timeout:   fetchTimeout,
	}
	response, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("failed to read %s, error code: %d", location, response.StatusCode)
	}
	return body, nil
}

func absolute(base, reference string) (string, error) {
	parsed, err := url.Parse(reference)
	if err != nil || parsed.IsAbs() {
		return reference, err
	}
	return url.JoinPath(base, reference)
}
