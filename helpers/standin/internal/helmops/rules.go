package helmops

import (
	"errors"
	"strings"

	"fleet-tls-e2e/standin/internal/api"
	"fleet-tls-e2e/standin/internal/chartsource"
	"fleet-tls-e2e/standin/internal/generation"
)

// wantedVersion is the annotation of a bundle that keeps the version its
// HelmOp asked for, beside the one that this was resolved to.
const wantedVersion = "fleet-standin.wanted-version"

// validate holds a HelmOp to one of the forms that are served: a tarball's
// URL; a registry's reference and perhaps a version; or repository, chart and
// perhaps a version.
func validate(g generation.Generation, helm *api.Helm) error {
	if helm == nil {
		return errors.New("helm options are empty in the " + g.HelmOpKind + "'s spec")
	}
	_, inRegistry := chartsource.OCIReference(g, *helm)
	switch {
	case strings.HasSuffix(strings.ToLower(helm.Chart), ".tgz"):
		if helm.Repo != "" {
			return errors.New("helm options invalid: tarball chart with a non-empty repo field")
		}
		if helm.Version != "" {
			return errors.New("helm options invalid: tarball chart with a non-empty version field")
		}
	case inRegistry:
		if helm.Repo != "" && helm.Chart != "" {
			return errors.New("helm options invalid: OCI repository with a non-empty chart field")
		}
	case helm.Chart == "":
		return errors.New("helm options invalid: non-OCI repository with an empty chart field")
	case helm.Repo == "":
		return errors.New("helm options invalid: non-tarball chart with an empty repo field")
	}
	return nil
}

// isForController says whether the controller makes a chart's version exact,
// or leaves it to each agent: the older generation makes only an open one so.
func isForController(g generation.Generation, version string) bool {
	return g.AlwaysResolvesVersion || version == "" || version == "*"
}

// isAnswered says that a bundle, empty where there is none, already holds the
// answer to what its HelmOp asks for.
func isAnswered(wanted api.Helm, bundle *api.Bundle) bool {
	known := bundle.Spec.Helm
	return known != nil && known.Repo == wanted.Repo && known.Chart == wanted.Chart &&
		bundle.Annotations[wantedVersion] == wanted.Version
}
