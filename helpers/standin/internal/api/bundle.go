package api

import (
	"encoding/json"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Helm says which chart, and how to install it.
type Helm struct {
	Repo        string          `json:"repo,omitempty"`
	Chart       string          `json:"chart,omitempty"`
	Version     string          `json:"version,omitempty"`
	ReleaseName string          `json:"releaseName,omitempty"`
	Values      json.RawMessage `json:"values,omitempty"`
}

// Target selects clusters of the bundle's namespace.
type Target struct {
	Name            string                `json:"name,omitempty"`
	ClusterName     string                `json:"clusterName,omitempty"`
	ClusterSelector *metav1.LabelSelector `json:"clusterSelector,omitempty"`
}

// Options say what an agent is to deploy, and where.
type Options struct {
	DefaultNamespace string `json:"defaultNamespace,omitempty"`
	TargetNamespace  string `json:"namespace,omitempty"`
	Helm             *Helm  `json:"helm,omitempty"`
}

// HelmOpSpec is what a user writes.
type HelmOpSpec struct {
	Options               `json:",inline"`
	Targets               []Target          `json:"targets,omitempty"`
	Labels                map[string]string `json:"labels,omitempty"`
	HelmSecretName        string            `json:"helmSecretName,omitempty"`
	InsecureSkipTLSVerify bool              `json:"insecureSkipTLSVerify,omitempty"`
}

// HelmOpStatus says whether the chart was accepted, and where it is ready.
type HelmOpStatus struct {
	Rollup  `json:",inline"`
	Version string `json:"version,omitempty"`
}

// BundleSpec is a HelmOp on its way to the clusters.
type BundleSpec struct {
	Options `json:",inline"`
	Targets []Target `json:"targets,omitempty"`
	// The same options, under the name of the older or the newer generation.
	HelmAppOptions *ChartAccess `json:"helmAppOptions,omitempty"`
	HelmOpOptions  *ChartAccess `json:"helmOpOptions,omitempty"`
}

// BundleStatus sums up the bundle's deployments.
type BundleStatus struct {
	Rollup             `json:",inline"`
	ObservedGeneration int64 `json:"observedGeneration,omitempty"`
}

// BundleDeploymentSpec is a bundle for one cluster.
type BundleDeploymentSpec struct {
	StagedOptions      Options      `json:"stagedOptions,omitempty"`
	StagedDeploymentID string       `json:"stagedDeploymentID,omitempty"`
	Options            Options      `json:"options,omitempty"`
	DeploymentID       string       `json:"deploymentID,omitempty"`
	HelmChartOptions   *ChartAccess `json:"helmChartOptions,omitempty"`
}

// BundleDeploymentStatus is the agent's report.
type BundleDeploymentStatus struct {
	Conditions          []Condition             `json:"conditions,omitempty"`
	AppliedDeploymentID string                  `json:"appliedDeploymentID,omitempty"`
	Release             string                  `json:"release,omitempty"`
	Ready               bool                    `json:"ready,omitempty"`
	NonModified         bool                    `json:"nonModified,omitempty"`
	Display             BundleDeploymentDisplay `json:"display,omitempty"`
}

// BundleDeploymentDisplay is for people.
type BundleDeploymentDisplay struct {
	Deployed string `json:"deployed,omitempty"`
	State    string `json:"state,omitempty"`
}

// Rollup is the part that the statuses of bundles and HelmOps share.
type Rollup struct {
	Conditions           []Condition   `json:"conditions,omitempty"`
	Summary              Summary       `json:"summary,omitempty"`
	ReadyClusters        int           `json:"readyClusters"`
	DesiredReadyClusters int           `json:"desiredReadyClusters"`
	Display              RollupDisplay `json:"display,omitempty"`
}

// RollupDisplay is for people.
type RollupDisplay struct {
	// ReadyClusters is a bundle's, ReadyBundleDeployments a HelmOp's.
	ReadyClusters          string `json:"readyClusters,omitempty"`
	ReadyBundleDeployments string `json:"readyBundleDeployments,omitempty"`
	State                  string `json:"state,omitempty"`
	Message                string `json:"message,omitempty"`
	Error                  bool   `json:"error,omitempty"`
}
