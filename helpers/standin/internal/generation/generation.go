// Package generation holds all that differs between the two generations of
// Fleet that the stand-in plays. Nothing else in the stand-in asks for a
// version.
package generation

import (
	"fmt"
	"os"
)

// Env names the variable that every image sets (Dockerfile, ARG GENERATION).
// A generation is a property of an image: a controller cannot tell an agent
// which one it is, so that a new controller with an old agent stays possible.
const Env = "STANDIN_GENERATION"

// Generation says how one generation of Fleet behaves.
type Generation struct {
	// Name is "0.12" or "0.16".
	Name string
	// HelmOpKind names the resource that a user creates.
	HelmOpKind string
	// HidesStoreForever: the operating system's CA store, once hidden from the
	// agent by strict mode, stays hidden (rancher/fleet#3589). Otherwise it is
	// hidden only while the agent registers (#3806).
	HidesStoreForever bool
	// ReadsHelmSecretLocally: the agent looks for a HelmOp's secret in its own
	// cluster, where it is not, instead of upstream (#3658).
	ReadsHelmSecretLocally bool
	// AlwaysResolvesVersion: the controller asks the repository (its index, or a
	// registry's tags) for every new chart. Otherwise it asks an index only
	// where the version is open, and a registry never.
	AlwaysResolvesVersion bool
	// NamesFailedRequest: errors of the index and the chart say what was being
	// fetched before they say why it failed.
	NamesFailedRequest bool
	// JoinsChartURL: an index's relative URL is put behind the repository's,
	// even one that begins with a slash. Otherwise it is resolved as a browser
	// would.
	JoinsChartURL bool
	// OCIReferenceInRepo: a chart in a registry is named in helm.repo, and
	// helm.chart stays empty. Otherwise it is named in helm.chart.
	OCIReferenceInRepo bool
	// ReadsBasicHTTP: the key basicHTTP of a HelmOp's secret makes a registry be
	// spoken to without TLS.
	ReadsBasicHTTP bool
	// RefreshesClonedSecret: a HelmOp's secret that changed is copied again to
	// the clusters' namespaces. Otherwise the first copy stays.
	RefreshesClonedSecret bool
	// ImportsForEveryConfig: the controller's configuration is written again, be
	// it with the same content, and every cluster is imported anew.
	ImportsForEveryConfig bool
	// TokenReadsOneCredential: an agent's request names the token that it came
	// with, and that token may then read the credential that is the answer. An
	// agent that does not name it waits for ever. Otherwise every token may
	// read every credential.
	TokenReadsOneCredential bool
}

var known = map[string]Generation{
	"0.12": {
		Name:                   "0.12",
		HelmOpKind:             "HelmApp",
		HidesStoreForever:      true,
		ReadsHelmSecretLocally: true,
		ImportsForEveryConfig:  true,
	},
	"0.16": {
		Name:                    "0.16",
		HelmOpKind:              "HelmOp",
		AlwaysResolvesVersion:   true,
		NamesFailedRequest:      true,
		JoinsChartURL:           true,
		OCIReferenceInRepo:      true,
		ReadsBasicHTTP:          true,
		RefreshesClonedSecret:   true,
		TokenReadsOneCredential: true,
	},
}

// Version is what the stand-in calls itself. It cannot be taken for Fleet's.
func (g Generation) Version() string { return g.Name + ".0-standin" }

// Parse finds a generation by its name.
func Parse(name string) (Generation, error) {
	g, ok := known[name]
	if !ok {
		return Generation{}, fmt.Errorf("%s is %q, but must be 0.12 or 0.16: build the image with --build-arg GENERATION=0.16", Env, name)
	}
	return g, nil
}

// OfThisImage reads the generation that the image was built for.
func OfThisImage() (Generation, error) { return Parse(os.Getenv(Env)) }
