package chartsource

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	repo "helm.sh/helm/v4/pkg/repo/v1"
	"sigs.k8s.io/yaml"

	"fleet-tls-e2e/standin/internal/api"
	"fleet-tls-e2e/standin/internal/generation"
	"fleet-tls-e2e/standin/internal/mutant"
)

// lookUp finds a chart in its repository's index. The version may be a
// constraint, or have a v in front that the index has not.
func lookUp(ctx context.Context, g generation.Generation, helm api.Helm, access Access) (*repo.ChartVersion, error) {
	indexURL, err := url.JoinPath(helm.Repo, "index.yaml")
	if err != nil {
		return nil, err
	}
	raw, status, err := get(ctx, indexURL, access)
	switch {
	case err != nil && g.NamesFailedRequest:
		return nil, fmt.Errorf("failed to fetch %q: %w", indexURL, err)
	case err != nil:
		return nil, err
	case status != http.StatusOK:
		return nil, fmt.Errorf("failed to read helm repo from %s, error code: %d", indexURL, status)
	}
	index := &repo.IndexFile{}
	if err := yaml.Unmarshal(raw, index); err != nil {
		return nil, fmt.Errorf("reading %s: %w", indexURL, err)
	}
	index.SortEntries()
	entry, err := index.Get(helm.Chart, mutant.Active().ChartVersion(helm.Version))
	if err != nil {
		return nil, err
	}
	if len(entry.URLs) == 0 {
		return nil, fmt.Errorf("no URLs found for chart %s %s at %s", entry.Name, entry.Version, helm.Repo)
	}
	return entry, nil
}

// absolute is where a chart lies whose address in the index may be relative
// to the repository's.
func absolute(g generation.Generation, repository, location string) (string, error) {
	reference, err := url.Parse(location)
	if err != nil || reference.IsAbs() {
		return location, err
	}
	if g.JoinsChartURL {
		return url.JoinPath(repository, location)
	}
	base, err := url.Parse(strings.TrimSuffix(repository, "/") + "/")
	if err != nil {
		return "", err
	}
	return base.ResolveReference(reference).String(), nil
}
