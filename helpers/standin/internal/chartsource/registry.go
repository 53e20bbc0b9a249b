package chartsource

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/Masterminds/semver/v3"
	helmregistry "helm.sh/helm/v4/pkg/registry"
	"oras.land/oras-go/v2/registry"
	"oras.land/oras-go/v2/registry/remote"
	"oras.land/oras-go/v2/registry/remote/auth"

	"fleet-tls-e2e/standin/internal/api"
	"fleet-tls-e2e/standin/internal/generation"
)

const ociScheme = "oci://"

// OCIReference is the reference of a chart in a registry, where the
// generation looks for one.
func OCIReference(g generation.Generation, helm api.Helm) (reference string, found bool) {
	reference = helm.Chart
	if g.OCIReferenceInRepo {
		reference = helm.Repo
	}
	return reference, isOCI(reference)
}

func isOCI(location string) bool { return strings.HasPrefix(location, ociScheme) }

// highestTag asks a registry for a chart's tags, and is the highest that the
// version allows. It does so for an exact version too.
func highestTag(ctx context.Context, reference, version string, access Access) (string, error) {
	tag, err := findTag(ctx, reference, version, access)
	if err != nil {
		return "", fmt.Errorf("could not find tag matching constraint %q in registry %s: %w", version, reference, err)
	}
	return tag, nil
}

func findTag(ctx context.Context, reference, version string, access Access) (string, error) {
	allowed, err := semver.NewConstraint(version)
	if err != nil {
		return "", fmt.Errorf("failed to compute version constraint from version %q: %w", version, err)
	}
	repository, err := remote.NewRepository(strings.TrimPrefix(reference, ociScheme))
	if err != nil {
		return "", err
	}
	repository.PlainHTTP = access.PlainHTTP
	repository.Client = &auth.Client{
		Client: access.httpClient(),
		Credential: auth.StaticCredential(repository.Reference.Registry,
			auth.Credential{Username: access.Username, Password: access.Password}),
	}
	tags, err := registry.Tags(ctx, repository)
	if err != nil {
		return "", fmt.Errorf("failed to get available tags for version %q: %w", version, err)
	}
	if slices.Contains(tags, version) {
		return version, nil
	}
	var best *semver.Version
	for _, tag := range tags {
		candidate, err := semver.NewVersion(tag)
		if err == nil && allowed.Check(candidate) && (best == nil || candidate.GreaterThan(best)) {
			best = candidate
		}
	}
	if best == nil {
		return "", errors.New("no such tag")
	}
	return best.Original(), nil
}

// pull downloads a chart's archive out of a registry, with Helm's own client.
// It logs in first where there is a credential, as Fleet does.
func pull(g generation.Generation, reference, version string, access Access) ([]byte, error) {
	archive, err := pullWithHelm(reference, version, access)
	if err != nil && g.NamesFailedRequest {
		err = fmt.Errorf("downloading OCI chart from %q: %w", reference, err)
	}
	return archive, err
}

func pullWithHelm(reference, version string, access Access) ([]byte, error) {
	location, err := url.Parse(reference)
	if err != nil {
		return nil, err
	}
	// Helm keeps the credential of a login in a file, which ends with the pull.
	folder, err := os.MkdirTemp("", "registry")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	options := []helmregistry.ClientOption{
		helmregistry.ClientOptHTTPClient(access.httpClient()),
		helmregistry.ClientOptCredentialsFile(filepath.Join(folder, "credentials.json")),
	}
	if access.PlainHTTP {
		options = append(options, helmregistry.ClientOptPlainHTTP())
	}
	client, err := helmregistry.NewClient(options...)
	if err != nil {
		return nil, err
	}
	if access.hasCredential() {
		if err := client.Login(location.Host, helmregistry.LoginOptBasicAuth(access.Username, access.Password)); err != nil {
			return nil, err
		}
	}
	_, tagged, err := client.ValidateReference(reference, version, location)
	if err != nil {
		return nil, fmt.Errorf("helm chart download: %w", err)
	}
	result, err := client.Pull(strings.TrimPrefix(tagged.String(), ociScheme))
	if err != nil {
		return nil, fmt.Errorf("helm chart download: %w", err)
	}
	return result.Chart.Data, nil
}
