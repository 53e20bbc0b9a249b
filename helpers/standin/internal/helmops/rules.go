package helmops

import (
	"errors"
	"strings"

	"fleet-tls-e2e/standin/internal/api"
	"fleet-tls-e2e/standin/internal/generation"
)

// validate holds a HelmOp to one of the forms that are served: a tarball's
// URL, or repository, chart and perhaps version.
func validate(g generation.Generation, helm *api.Helm) error {
	switch {
	case helm == nil:
		return errors.New("helm options are empty in the " + g.HelmOpKind + "'s spec")
	case strings.HasPrefix(helm.Repo, "oci://"), strings.HasPrefix(helm.Chart, "oci://"):
		return errors.New("helm options invalid: the stand-in does not serve OCI registries")
	case strings.HasSuffix(strings.ToLower(helm.Chart), ".tgz"):
		if helm.Repo != "" {
			return errors.New("helm options invalid: tarball chart with a non-empty repo field")
		}
		if helm.Version != "" {
			return errors.New("helm options invalid: tarball chart with a non-empty version field")
		}
	case helm.Chart == "":
		return errors.New("helm options invalid: non-OCI repository with an empty chart field")
	case helm.Repo == "":
		return errors.New("helm options invalid: non-tarball chart with an empty repo field")
	}
	return nil
}

// isOpen says that a version leaves the choice to the repository.
func isOpen(version string) bool { return version == "" || version == "*" }

// mustResolve says whether the repository has to be asked for the version:
// only for a chart that the bundle, nil where there is none yet, does not have
// already; by the older generation only where the version is open.
func mustResolve(g generation.Generation, op *api.HelmOp, bundle *api.Helm) bool {
	wanted := op.Spec.Helm
	if !g.AlwaysResolvesVersion && !isOpen(wanted.Version) {
		return false
	}
	if bundle == nil || bundle.Repo != wanted.Repo || bundle.Chart != wanted.Chart {
		return true
	}
	return bundle.Version != wanted.Version && !isOpen(wanted.Version)
}
